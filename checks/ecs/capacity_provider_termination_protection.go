package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// CapacityProviderTerminationProtection asks that instances with tasks are not scaled in.
var CapacityProviderTerminationProtection = &checks.Check[ecs.CapacityProvider]{
	Meta: checks.Meta{
		ID: "ecs-capacity-provider-termination-protection", Title: "Capacity providers keep instances with tasks from being scaled in", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "Without managed termination protection the Auto Scaling group may end an instance in the middle of the work of its tasks.",
		Fix:  "Turn on instance scale-in protection for the group, then: aws ecs update-capacity-provider --name NAME --auto-scaling-group-provider \"managedTerminationProtection=ENABLED\"",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-19"},
	},
	Run: capacityProviderTerminationProtection,
	Cases: []checks.Case[ecs.CapacityProvider]{
		{Name: "enabled", Given: provider("ENABLED"), Want: checks.Pass},
		{Name: "disabled", Given: provider("DISABLED"), Want: checks.Fail},
		{Name: "managed_instances", Given: ecs.CapacityProvider{Ref: ref("prod/managed"), ManagedInstances: inventory.Known(true)}, Want: checks.NotApplicable},
		{Name: "unread", Given: ecs.CapacityProvider{Ref: ref("asg"), ManagedInstances: inventory.Known(false), ManagedTerminationProtection: denied[string](ecs.DescribeCapacityProviders)}, Want: checks.Unknown},
	},
}

func capacityProviderTerminationProtection(v *checks.View[ecs.CapacityProvider]) checks.Verdict {
	if managed, known := checks.Read(v, v.Resource.ManagedInstances); known && managed {
		return v.NotApplicable("ECS operates the instances, and drains them before it ends them")
	}
	if is, _ := checks.Read(v, v.Resource.ManagedTerminationProtection); is != "ENABLED" {
		return v.Fail("managedTerminationProtection is %s", is)
	}
	return v.Pass("managedTerminationProtection is ENABLED")
}
