package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// GroupLaunchTemplate asks for launch templates, which have versions and every setting of today.
var GroupLaunchTemplate = &checks.Check[autoscaling.Group]{
	Meta: checks.Meta{
		ID: "autoscaling-group-launch-template", Title: "Groups use launch templates", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "A launch configuration cannot be changed, has no versions, and lacks the settings that were made since: what should be hardened next cannot be.",
		Fix:  "Make a template of the configuration (aws ec2 create-launch-template), then: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --launch-template LaunchTemplateId=TEMPLATE,Version='$Latest'",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-9"},
	},
	Run: groupLaunchTemplate,
	Cases: []checks.Case[autoscaling.Group]{
		{Name: "template", Given: group(), Want: checks.Pass},
		{Name: "configuration", Given: group(func(g *autoscaling.Group) {
			g.LaunchTemplateID, g.LaunchConfigurationName = inventory.Known(""), inventory.Known("web-7")
		}), Want: checks.Fail},
		{Name: "unread", Given: group(func(g *autoscaling.Group) { g.LaunchTemplateID = denied[string](autoscaling.DescribeAutoScalingGroups) }), Want: checks.Unknown},
	},
}

func groupLaunchTemplate(v *checks.View[autoscaling.Group]) checks.Verdict {
	if template, _ := checks.Read(v, v.Resource.LaunchTemplateID); template != "" {
		return v.Pass("the group uses launch template %s", template)
	}
	old, _ := checks.Read(v, v.Resource.LaunchConfigurationName)
	return v.Fail("the group uses launch configuration %q and no launch template", old)
}
