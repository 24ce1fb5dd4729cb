package autoscaling

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// GroupType describes kind autoscaling.group.
var GroupType = inventory.Describe[Group]("autoscaling.group", DescribeAutoScalingGroups).Of(responsibility.EC2Instance)

// A Group is an Auto Scaling group. Its id is its name.
type Group struct {
	inventory.Ref

	// LaunchConfigurationName is empty where the group uses a launch template, LaunchTemplateID where it does not.
	LaunchConfigurationName inventory.Fact[string] `json:"LaunchConfigurationName,omitzero"`
	// LaunchTemplateID is that of the group or of its mixed instances policy; the name where only that is answered.
	LaunchTemplateID inventory.Fact[string] `json:"LaunchTemplate.LaunchTemplateId,omitzero"`
	// InstanceTypes are those that the mixed instances policy names, sorted; empty where there is no such policy.
	InstanceTypes inventory.Fact[[]string] `json:"MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceType,omitzero"`
	// InstanceRequirements is whether the policy picks types by their attributes.
	InstanceRequirements inventory.Fact[bool]     `json:"MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceRequirements,omitzero"`
	AvailabilityZones    inventory.Fact[[]string] `json:"AvailabilityZones,omitzero"`
	// TrafficSources are the load balancers, target groups and other sources of traffic, sorted; empty when there are none.
	TrafficSources  inventory.Fact[[]string] `json:"TrafficSources.Identifier,omitzero"`
	HealthCheckType inventory.Fact[string]   `json:"HealthCheckType,omitzero"` // "EC2", "ELB", "EC2,EBS" ...
	// MaxInstanceLifetime is in seconds; 0 when there is no limit, for which the API leaves it out.
	MaxInstanceLifetime inventory.Fact[int32]    `json:"MaxInstanceLifetime,omitzero"`
	CapacityRebalance   inventory.Fact[bool]     `json:"CapacityRebalance,omitzero"`
	MaxSize             inventory.Fact[int32]    `json:"MaxSize,omitzero"`
	Instances           inventory.Fact[[]string] `json:"Instances.InstanceId,omitzero"`

	links []inventory.Link // what others say that the group is
}

// Type implements inventory.Resource.
func (*Group) Type() *inventory.Type { return GroupType }

// Classify implements inventory.Resource.
func (*Group) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Instance, Why: "a group of EC2 instances, made as the customer's template or configuration says"}
}

// Link implements inventory.Linked.
func (g *Group) Link(links []inventory.Link) { g.links = links }

// Links implements inventory.Linker: what a service says of the group holds for its instances. Before the group was told,
// there is nothing to pass on.
func (g *Group) Links() []inventory.Link {
	var out []inventory.Link
	for _, l := range g.links {
		for _, id := range g.Instances.Or(nil) {
			out = append(out, inventory.Link{Kind: "ec2.instance", Region: g.Region, ID: id, Variant: l.Variant, Why: "the instance is in Auto Scaling group " + g.ID + ": " + l.Why})
		}
	}
	return out
}
