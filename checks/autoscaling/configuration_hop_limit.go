package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// ConfigurationHopLimit asks that tokens of the metadata service do not travel on from the instance.
var ConfigurationHopLimit = &checks.Check[autoscaling.LaunchConfiguration]{
	Meta: checks.Meta{
		ID: "autoscaling-launch-configuration-hop-limit", Title: "Launch configurations keep metadata tokens on the instance", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "With a hop limit above 1 a container, or whatever the instance forwards for, gets the instance role's credentials.",
		Fix:  "Make a launch template with what is wanted (a launch configuration cannot be changed), and give it to the group: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --launch-template LaunchTemplateId=TEMPLATE. Set MetadataOptions.HttpPutResponseHopLimit to 1.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"},
	},
	Run: configurationHopLimit,
	Cases: []checks.Case[autoscaling.LaunchConfiguration]{
		{Name: "one", Given: configuration(), Want: checks.Pass},
		{Name: "two", Given: configuration(func(c *autoscaling.LaunchConfiguration) { c.HopLimit = inventory.Known[int32](2) }), Want: checks.Fail},
		{Name: "unread", Given: configuration(func(c *autoscaling.LaunchConfiguration) {
			c.HopLimit = denied[int32](autoscaling.DescribeLaunchConfigurations)
		}), Want: checks.Unknown},
	},
}

func configurationHopLimit(v *checks.View[autoscaling.LaunchConfiguration]) checks.Verdict {
	if hops, _ := checks.Read(v, v.Resource.HopLimit); hops > 1 {
		return v.Fail("MetadataOptions.HttpPutResponseHopLimit is %d", hops)
	}
	return v.Pass("MetadataOptions.HttpPutResponseHopLimit is 1, or not set, which is 1")
}
