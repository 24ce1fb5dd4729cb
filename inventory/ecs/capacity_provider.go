package ecs

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// CapacityProviderType describes kind ecs.capacity_provider. Fargate's own providers, which every account has and nobody
// can change, are not collected.
var CapacityProviderType = inventory.Describe[CapacityProvider]("ecs.capacity_provider", DescribeCapacityProviders).Of(
	responsibility.ECSManagedInstance, responsibility.ECSContainerInstance)

// A CapacityProvider makes the instances on which tasks run. Its id is its name; for Managed Instances, of which each
// cluster has its own, the name of the cluster stands before it.
type CapacityProvider struct {
	inventory.Ref

	Status inventory.Fact[string] `json:"status,omitzero"`
	// AutoScalingGroupARN is the group that the provider scales; empty for Managed Instances.
	AutoScalingGroupARN inventory.Fact[string] `json:"autoScalingGroupProvider.autoScalingGroupArn,omitzero"`
	// ManagedTerminationProtection is ENABLED or DISABLED; empty for Managed Instances, which have none.
	ManagedTerminationProtection inventory.Fact[string] `json:"autoScalingGroupProvider.managedTerminationProtection,omitzero"`
	ManagedDraining              inventory.Fact[string] `json:"autoScalingGroupProvider.managedDraining,omitzero"`
	// ManagedInstances is whether ECS itself makes and operates the instances.
	ManagedInstances inventory.Fact[bool] `json:"managedInstancesProvider,omitzero"`
	// InfrastructureRoleARN is the role by which ECS makes the instances of Managed Instances; empty for a group.
	InfrastructureRoleARN inventory.Fact[string] `json:"managedInstancesProvider.infrastructureRoleArn,omitzero"`
	// SubnetIDs are where Managed Instances are made; empty for a group.
	SubnetIDs inventory.Fact[[]string] `json:"managedInstancesProvider.instanceLaunchTemplate.networkConfiguration.subnets,omitzero"`
}

// Type implements inventory.Resource.
func (*CapacityProvider) Type() *inventory.Type { return CapacityProviderType }

// Classify implements inventory.Resource.
func (p *CapacityProvider) Classify() inventory.Classification {
	managed, gap := p.ManagedInstances.Get()
	switch {
	case gap != nil:
		return inventory.Classification{Why: "neither an Auto Scaling group nor Managed Instances are named", Gap: gap}
	case managed:
		return inventory.Classification{Variant: responsibility.ECSManagedInstance, Why: "managedInstancesProvider is set: ECS operates the instances"}
	}
	return inventory.Classification{Variant: responsibility.ECSContainerInstance, Why: "autoScalingGroupProvider is set: the instances are the group's"}
}
