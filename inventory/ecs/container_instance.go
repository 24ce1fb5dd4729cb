package ecs

import (
	"strings"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ContainerInstanceType describes kind ecs.container_instance.
var ContainerInstanceType = inventory.Describe[ContainerInstance]("ecs.container_instance", DescribeContainerInstances, DescribeCapacityProviders).Of(
	responsibility.ECSExternal, responsibility.ECSManagedInstance, responsibility.ECSContainerInstance)

// A ContainerInstance is a machine that a cluster places tasks on. Its id is CLUSTER/ID.
type ContainerInstance struct {
	inventory.Ref

	ClusterARN string `json:"cluster,omitempty"`
	// EC2InstanceID is the instance; for a machine outside AWS the id of its managed node, which begins with "mi-" (API
	// reference, ContainerInstance).
	EC2InstanceID inventory.Fact[string] `json:"ec2InstanceId,omitzero"`
	// CapacityProviderName is empty for an instance that joined by itself.
	CapacityProviderName inventory.Fact[string] `json:"capacityProviderName,omitzero"`
	// CapacityProviderType is EC2_AUTOSCALING or MANAGED_INSTANCES; empty without a provider.
	CapacityProviderType inventory.Fact[string] `json:"capacityProvider.type,omitzero" call:"DescribeCapacityProviders"`
	Status               inventory.Fact[string] `json:"status,omitzero"` // ACTIVE, DRAINING, INACTIVE and states between
	AgentVersion         inventory.Fact[string] `json:"versionInfo.agentVersion,omitzero"`
	AgentConnected       inventory.Fact[bool]   `json:"agentConnected,omitzero"`
	// AgentUpdateStatus is that of the last update that was asked for; empty when none ever was (API reference).
	AgentUpdateStatus inventory.Fact[string]    `json:"agentUpdateStatus,omitzero"`
	RegisteredAt      inventory.Fact[time.Time] `json:"registeredAt,omitzero"`

	links []inventory.Link // what others say that the machines of its cluster are
}

// Type implements inventory.Resource.
func (*ContainerInstance) Type() *inventory.Type { return ContainerInstanceType }

// Classify implements inventory.Resource.
func (c *ContainerInstance) Classify() inventory.Classification {
	id, gap := c.EC2InstanceID.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if strings.HasPrefix(id, "mi-") {
		return inventory.Classification{Variant: responsibility.ECSExternal, Why: "ec2InstanceId is " + id + ", a managed node outside EC2"}
	}
	kind, gap := c.CapacityProviderType.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if kind == "MANAGED_INSTANCES" {
		return inventory.Classification{Variant: responsibility.ECSManagedInstance, Why: "its capacity provider " + c.CapacityProviderName.Or("") + " is of type MANAGED_INSTANCES"}
	}
	return inventory.Classification{Variant: responsibility.ECSContainerInstance, Why: "ec2InstanceId is " + id + " and ECS Managed Instances do not operate it"}
}

// Within implements inventory.Member.
func (c *ContainerInstance) Within() []inventory.Place {
	cluster, _, _ := strings.Cut(c.ID, "/")
	return []inventory.Place{{Kind: "ecs.cluster", ID: cluster}}
}

// Link implements inventory.Linked.
func (c *ContainerInstance) Link(links []inventory.Link) { c.links = links }

// Links implements inventory.Linker: the EC2 instance is what its registration says, unless the cluster is another
// service's, which then says what its nodes are. Batch's clusters are named after their environments, with _Batch_ and an
// id or AWSBatch- before; where Batch was not asked what they are, its marks on the instance decide.
func (c *ContainerInstance) Links() []inventory.Link {
	id := c.EC2InstanceID.Or("")
	if !strings.HasPrefix(id, "i-") {
		return nil
	}
	link := inventory.Link{Kind: "ec2.instance", Region: c.Region, ID: id}
	listed := "ECS lists the instance as container instance " + c.ID + ": "
	if len(c.links) > 0 {
		link.Variant, link.Why = c.links[0].Variant, listed+c.links[0].Why
		return []inventory.Link{link}
	}
	class := c.Classify()
	cluster, _, _ := strings.Cut(c.ID, "/")
	if class.Variant == "" || strings.Contains(cluster, "_Batch_") || strings.HasPrefix(cluster, "AWSBatch-") {
		return nil
	}
	link.Variant, link.Why = class.Variant, listed+class.Why
	return []inventory.Link{link}
}
