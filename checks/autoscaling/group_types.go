package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// GroupTypes asks for several instance types in several zones.
var GroupTypes = &checks.Check[autoscaling.Group]{
	Meta: checks.Meta{
		ID: "autoscaling-group-multiple-instance-types", Title: "Groups use several instance types in several Availability Zones", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "When a zone is out of the one type that a group may use, nothing is started. With several types there is nearly always one left.",
		Fix:  "Give the group a mixed instances policy: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --mixed-instances-policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-6"},
	},
	Run: groupTypes,
	Cases: []checks.Case[autoscaling.Group]{
		{Name: "several", Given: group(), Want: checks.Pass},
		{Name: "by_requirements", Given: group(types(), func(g *autoscaling.Group) { g.InstanceRequirements = inventory.Known(true) }), Want: checks.Pass},
		{Name: "one", Given: group(types()), Want: checks.Fail},
		{Name: "one_zone", Given: group(zones("eu-central-1a")), Want: checks.Fail},
		{Name: "unread", Given: group(func(g *autoscaling.Group) { g.InstanceTypes = denied[[]string](autoscaling.DescribeAutoScalingGroups) }), Want: checks.Unknown},
	},
}

func groupTypes(v *checks.View[autoscaling.Group]) checks.Verdict {
	zones, known := checks.Read(v, v.Resource.AvailabilityZones)
	if known && len(zones) < 2 {
		return v.Fail("AvailabilityZones is %s", checks.First(zones, 2))
	}
	if by, _ := checks.Read(v, v.Resource.InstanceRequirements); by {
		return v.Pass("InstanceRequirements pick the types, in %d zones", len(zones))
	}
	types, _ := checks.Read(v, v.Resource.InstanceTypes)
	if len(types) < 2 {
		return v.Fail("the mixed instances policy names %s", checks.First(types, 2))
	}
	return v.Pass("the mixed instances policy names %s, in %d zones", checks.First(types, 3), len(zones))
}
