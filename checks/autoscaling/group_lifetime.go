package autoscaling

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// GroupLifetime asks that instances do not live for ever: one that is replaced starts from the image of the day. Groups that a service made are the service's to replace.
var GroupLifetime = &checks.Check[autoscaling.Group]{
	Meta: checks.Meta{
		ID: "autoscaling-group-instance-lifetime", Title: "Groups replace their instances regularly", Duty: responsibility.OSPatch, Severity: checks.Low, Since: "0.1",
		Why:  "An instance of a group is rarely patched and rarely looked at. Without a limit to its life it runs the kernel of the day of its start until something breaks.",
		Fix:  "aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --max-instance-lifetime 1209600 (14 days), with a template that names the newest image.",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html"},
	},
	Run: groupLifetime,
	Cases: []checks.Case[autoscaling.Group]{
		{Name: "two_weeks", Given: group(), Want: checks.Pass},
		{Name: "no_limit", Given: group(lifetime(0)), Want: checks.Fail},
		{Name: "a_year", Given: group(lifetime(365 * 24 * 3600)), Want: checks.Fail},
		{Name: "of_eks", Given: group(lifetime(0), func(g *autoscaling.Group) {
			g.Tags = inventory.Known(map[string]string{"eks:nodegroup-name": "general"})
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: group(func(g *autoscaling.Group) {
			g.MaxInstanceLifetime = denied[int32](autoscaling.DescribeAutoScalingGroups)
		}), Want: checks.Unknown},
	},
}

func groupLifetime(v *checks.View[autoscaling.Group]) checks.Verdict {
	tags, _ := checks.Read(v, v.Resource.Tags)
	for key := range tags {
		if key == "eks:nodegroup-name" || key == "elasticbeanstalk:environment-id" || key == "AWSBatchServiceTag" {
			return v.NotApplicable("the group has tag %s: the service that made it replaces its instances", key)
		}
	}
	seconds, _ := checks.Read(v, v.Resource.MaxInstanceLifetime)
	limit := v.Policy().ImageAdoption.Duration()
	switch life := time.Duration(seconds) * time.Second; {
	case life == 0:
		return v.Fail("MaxInstanceLifetime is not set")
	case life > limit:
		return v.Fail("MaxInstanceLifetime is %d days, more than the %d in which a new image should be adopted", int(life.Hours()/24), v.Policy().ImageAdoption)
	default:
		return v.Pass("MaxInstanceLifetime is %d days", int(life.Hours()/24))
	}
}
