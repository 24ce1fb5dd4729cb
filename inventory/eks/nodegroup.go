package eks

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// NodegroupType describes kind eks.nodegroup.
var NodegroupType = inventory.Describe[Nodegroup]("eks.nodegroup", DescribeNodegroup, DescribeClusterVersions).Of(responsibility.EKSNodeGroupManaged, responsibility.EKSNodeGroupCustomAMI)

// A Nodegroup is a managed node group. Its id is CLUSTER/NODEGROUP.
type Nodegroup struct {
	inventory.Ref

	ClusterName inventory.Fact[string] `json:"clusterName,omitzero"`
	Status      inventory.Fact[string] `json:"status,omitzero"`
	// Version is the Kubernetes minor version of the nodes; empty where a custom AMI decides it.
	Version inventory.Fact[string] `json:"version,omitzero"`
	// Support is until when AWS supports that version, as EKS says on the day.
	Support inventory.Fact[Support] `json:"clusterVersions,omitzero" call:"DescribeClusterVersions"`
	AMIType inventory.Fact[string]  `json:"amiType,omitzero"` // AL2023_x86_64_STANDARD, BOTTLEROCKET_x86_64, CUSTOM and others
	// ReleaseVersion is the AMI's release, such as "1.34.1-20261105"; for a custom AMI its id (API reference, Nodegroup).
	ReleaseVersion inventory.Fact[string] `json:"releaseVersion,omitzero"`
	CapacityType   inventory.Fact[string] `json:"capacityType,omitzero"`
	// LaunchTemplateID is empty where EKS makes the template.
	LaunchTemplateID inventory.Fact[string] `json:"launchTemplate.id,omitzero"`
	// SSHKey and SSHSources are those of remote access; empty where there is none. A key without sources opens port 22
	// to the internet (API reference, RemoteAccessConfig).
	SSHKey            inventory.Fact[string]   `json:"remoteAccess.ec2SshKey,omitzero"`
	SSHSources        inventory.Fact[[]string] `json:"remoteAccess.sourceSecurityGroups,omitzero"`
	AutoScalingGroups inventory.Fact[[]string] `json:"resources.autoScalingGroups.name,omitzero"`
	NodeRole          inventory.Fact[string]   `json:"nodeRole,omitzero"`
	HealthIssues      inventory.Fact[[]string] `json:"health.issues.code,omitzero"`
}

// Type implements inventory.Resource.
func (*Nodegroup) Type() *inventory.Type { return NodegroupType }

// Classify implements inventory.Resource. A launch template that names an image makes amiType CUSTOM (User Guide,
// "Customize managed nodes with launch templates").
func (n *Nodegroup) Classify() inventory.Classification {
	kind, gap := n.AMIType.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if kind == "CUSTOM" {
		return inventory.Classification{Variant: responsibility.EKSNodeGroupCustomAMI, Why: "amiType is CUSTOM"}
	}
	return inventory.Classification{Variant: responsibility.EKSNodeGroupManaged, Why: "amiType is " + kind + ", which EKS builds"}
}

// Links implements inventory.Linker: the Auto Scaling groups of a node group, and through them their instances, are what
// the node group is, and so are those that name it in their tags.
func (n *Nodegroup) Links() []inventory.Link {
	class := n.Classify()
	if class.Variant == "" {
		return nil
	}
	out := []inventory.Link{{
		Kind: "eks.nodegroup", Region: n.Region, ID: n.ID, Variant: class.Variant,
		Why: "tags eks:cluster-name and eks:nodegroup-name (documented, though a customer can set them too) name node group " + n.ID + ": " + class.Why,
	}}
	for _, g := range n.AutoScalingGroups.Or(nil) {
		out = append(out, inventory.Link{
			Kind: "autoscaling.group", Region: n.Region, ID: g, Variant: class.Variant,
			Why: "EKS lists Auto Scaling group " + g + " under node group " + n.ID + ": " + class.Why,
		})
	}
	return out
}
