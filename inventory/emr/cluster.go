package emr

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Cluster runs EMR on EC2 instances and is not terminated. Its id is its job flow id.
type Cluster struct {
	inventory.Ref
	State inventory.Fact[string] `json:"Status.State,omitzero"` // STARTING, BOOTSTRAPPING, RUNNING, WAITING

	// CreationDateTime is when its first machines were asked for.
	CreationDateTime inventory.Fact[time.Time] `json:"Cluster.Status.Timeline.CreationDateTime,omitzero" call:"DescribeCluster"`
	ReleaseLabel     inventory.Fact[string]    `json:"ReleaseLabel,omitzero" call:"DescribeCluster"`
	// OSReleaseLabel is the release of Amazon Linux that was asked for, or EMR's default, such as "2023.9.20251027.0".
	OSReleaseLabel inventory.Fact[string] `json:"OSReleaseLabel,omitzero" call:"DescribeCluster"`
	// ReleaseLabels are those that EMR offers of the line of ReleaseLabel: of emr-7.9.0 those that begin with emr-7.9.
	ReleaseLabels inventory.Fact[[]string] `json:"ReleaseLabels,omitzero" call:"ListReleaseLabels"`
	// CustomAMIID is the customer's image, and empty where EMR's own runs. RepoUpgradeOnBoot is SECURITY or NONE.
	CustomAMIID       inventory.Fact[string] `json:"CustomAmiId,omitzero" call:"DescribeCluster"`
	RepoUpgradeOnBoot inventory.Fact[string] `json:"RepoUpgradeOnBoot,omitzero" call:"DescribeCluster"`
	// LogURI is where in S3 the logs go; empty for nowhere.
	LogURI inventory.Fact[string] `json:"LogUri,omitzero" call:"DescribeCluster"`
	// MasterPublicDNSName is the public name of the primary node, or its private one in a private subnet.
	MasterPublicDNSName inventory.Fact[string] `json:"MasterPublicDnsName,omitzero" call:"DescribeCluster"`
	// SecurityConfiguration is the name of the cluster's; empty for none.
	SecurityConfiguration inventory.Fact[string] `json:"SecurityConfiguration,omitzero" call:"DescribeCluster"`

	// Security is what the security configuration says; the zero value where there is none.
	Security inventory.Fact[Security] `json:"SecurityConfiguration.SecurityConfiguration,omitzero" call:"DescribeSecurityConfiguration"`
	// Instances are the nodes that run, sorted by EC2 id.
	Instances inventory.Fact[[]Instance] `json:"Instances,omitzero" call:"ListInstances"`
}

// A Security is the part of a security configuration that checks read (EMR Management Guide, "Create a security
// configuration"). What the document leaves out is false or empty: EMR then does not do it.
type Security struct {
	EnableAtRestEncryption    bool
	EnableInTransitEncryption bool
	S3EncryptionMode          string // SSE-S3, SSE-KMS, CSE-KMS, CSE-Custom
	LocalDiskKeyProvider      string // AwsKms, Custom; empty where local disks are not encrypted
	MinimumIMDSVersion        int    // 1 or 2; 0 where nothing is said
}

// An Instance is one node.
type Instance struct {
	EC2InstanceID   string
	State           string
	PublicIPAddress string // empty for none
}

// ClusterType describes kind emr.cluster.
var ClusterType = inventory.Describe[Cluster]("emr.cluster", ListClusters, DescribeCluster, DescribeSecurityConfiguration, ListInstances, ListReleaseLabels).
	Of(responsibility.EMRClusterCustomAMI, responsibility.EMRCluster)

// Type implements inventory.Resource.
func (*Cluster) Type() *inventory.Type { return ClusterType }

// Classify asks whose image the nodes start from.
func (c *Cluster) Classify() inventory.Classification {
	image, gap := c.CustomAMIID.Get()
	switch {
	case gap != nil:
		return inventory.Classification{Gap: gap}
	case image != "":
		return inventory.Classification{Variant: responsibility.EMRClusterCustomAMI, Why: "CustomAmiId is " + image}
	}
	return inventory.Classification{Variant: responsibility.EMRCluster, Why: "CustomAmiId is not set"}
}

// Links implements inventory.Linker: what the cluster is, its nodes are, those that it lists and those that name it in
// their tags.
func (c *Cluster) Links() []inventory.Link {
	class := c.Classify()
	if class.Variant == "" {
		return nil
	}
	out := []inventory.Link{{Kind: "emr.cluster", Region: c.Region, ID: c.ID, Variant: class.Variant, Why: "tag aws:elasticmapreduce:job-flow-id names cluster " + c.ID + ", whose " + class.Why}}
	for _, i := range c.Instances.Or(nil) {
		if i.EC2InstanceID != "" {
			out = append(out, inventory.Link{Kind: "ec2.instance", Region: c.Region, ID: i.EC2InstanceID, Variant: class.Variant, Why: "EMR lists it in cluster " + c.ID + ", whose " + class.Why})
		}
	}
	return out
}
