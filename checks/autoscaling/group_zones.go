package autoscaling

import (
	"demarc/checks"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// GroupZones asks that a group survives the loss of a zone.
var GroupZones = &checks.Check[autoscaling.Group]{
	Meta: checks.Meta{
		ID: "autoscaling-group-multiple-zones", Title: "Groups cover more than one Availability Zone", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "When the only zone of a group fails, the group cannot start a replacement anywhere else.",
		Fix:  "aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --vpc-zone-identifier SUBNET_A,SUBNET_B",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-2"},
	},
	Run: groupZones,
	Cases: []checks.Case[autoscaling.Group]{
		{Name: "two", Given: group(), Want: checks.Pass},
		{Name: "one", Given: group(zones("eu-central-1a")), Want: checks.Fail},
		{Name: "unread", Given: group(func(g *autoscaling.Group) {
			g.AvailabilityZones = denied[[]string](autoscaling.DescribeAutoScalingGroups)
		}), Want: checks.Unknown},
	},
}

func groupZones(v *checks.View[autoscaling.Group]) checks.Verdict {
	zones, _ := checks.Read(v, v.Resource.AvailabilityZones)
	if len(zones) < 2 {
		return v.Fail("AvailabilityZones is %s", checks.First(zones, 2))
	}
	return v.Pass("AvailabilityZones is %s", checks.First(zones, 4))
}
