package eks

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
)

// denied is what a refused call leaves.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// cluster is a cluster that does everything right.
func cluster(changes ...func(*eks.Cluster)) eks.Cluster {
	c := eks.Cluster{
		Ref: inventory.Ref{ID: "prod", Region: checks.CaseRegion}, Status: inventory.Known("ACTIVE"), Version: inventory.Known("1.36"), Support: ends("2027-08-02", "2028-08-02"),
		UpgradePolicy: inventory.Known("STANDARD"), EndpointPublicAccess: inventory.Known(false), EndpointPrivateAccess: inventory.Known(true), PublicAccessCIDRs: inventory.Known[[]string](nil),
		SecretsKeyARN: inventory.Known("arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/1"), Logging: inventory.Known([]string{"api", "audit", "authenticator", "controllerManager", "scheduler"}),
		AutoMode: inventory.Known(false), AuthenticationMode: inventory.Known("API"), DeletionProtection: inventory.Known(true), RemoteNodeNetworks: inventory.Known[[]string](nil),
		AccessEntries:  inventory.Known([]string{"arn:aws:iam::" + checks.CaseAccount + ":role/platform"}),
		AccessPolicies: inventory.Known([]eks.AccessPolicy{{PrincipalARN: "arn:aws:iam::" + checks.CaseAccount + ":role/platform", PolicyARN: accessPolicy + "AmazonEKSClusterAdminPolicy", ScopeType: "cluster"}}),
		Insights:       inventory.Known([]eks.Insight{{Name: "Kubelet version skew", Category: "UPGRADE_READINESS", Status: "PASSING", LastRefreshTime: checks.CaseTime}}),
		AddOns:         inventory.Known([]eks.AddOn{{Name: "vpc-cni", Version: "v1.20.1-eksbuild.1", Status: "ACTIVE"}}),
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// ends is what EKS says of a version that leaves standard and extended support on two days.
func ends(standard, extended string) inventory.Fact[eks.Support] {
	return inventory.Known(eks.Support{EndOfStandardSupportDate: day(standard), EndOfExtendedSupportDate: day(extended)})
}

// day reads a date of a worked example; one that is none is the zero time, which no example wants.
func day(text string) time.Time {
	t, _ := time.Parse(time.DateOnly, text)
	return t
}

// kubernetes sets a version of which EKS was not asked, so that the table decides.
func kubernetes(version string) func(*eks.Cluster) {
	return func(c *eks.Cluster) {
		c.Version, c.Support = inventory.Known(version), denied[eks.Support](eks.DescribeClusterVersions)
	}
}

// nodegroup is a node group that does everything right.
func nodegroup(changes ...func(*eks.Nodegroup)) eks.Nodegroup {
	n := eks.Nodegroup{
		Ref: inventory.Ref{ID: "prod/general", Region: checks.CaseRegion}, ClusterName: inventory.Known("prod"), Version: inventory.Known("1.36"), Support: ends("2027-08-02", "2028-08-02"),
		AMIType: inventory.Known("AL2023_x86_64_STANDARD"), ReleaseVersion: inventory.Known("1.36.1-20261112"), SSHKey: inventory.Known(""), SSHSources: inventory.Known[[]string](nil),
		HealthIssues: inventory.Known[[]string](nil), AutoScalingGroups: inventory.Known([]string{"eks-general"}), Status: inventory.Known("ACTIVE"),
	}
	for _, change := range changes {
		change(&n)
	}
	return n
}

func ami(kind string) func(*eks.Nodegroup) {
	return func(n *eks.Nodegroup) { n.AMIType = inventory.Known(kind) }
}

func release(version string) func(*eks.Nodegroup) {
	return func(n *eks.Nodegroup) { n.ReleaseVersion = inventory.Known(version) }
}

// nodes sets the Kubernetes version of a node group of which EKS was not asked.
func nodes(version string) func(*eks.Nodegroup) {
	return func(n *eks.Nodegroup) {
		n.Version, n.Support = inventory.Known(version), denied[eks.Support](eks.DescribeClusterVersions)
	}
}

// ofCluster is the cluster of the node group, with a version.
func ofCluster(version string) []inventory.Resource {
	c := cluster(kubernetes(version))
	return []inventory.Resource{&c}
}
