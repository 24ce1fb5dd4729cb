package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterVersionSupported asks for a version of Kubernetes in standard support, as EKS.2 does.
var ClusterVersionSupported = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-version-supported", Title: "The Kubernetes version is in standard support", Duty: responsibility.EngineVersion, Severity: checks.High, Since: "0.1",
		Why:  "After standard support Kubernetes itself fixes nothing more; AWS goes on with patches of its own for a year and a fee, then upgrades the control plane on a day that it chooses, ready or not.",
		Fix:  "aws eks update-cluster-version --name CLUSTER --kubernetes-version NEXT, one minor version at a time, after aws eks list-insights --cluster-name CLUSTER; then the node groups and add-ons.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-2"},
	},
	Reads: []*inventory.Call{eks.DescribeClusterVersions},
	Run:   clusterVersionSupported,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "standard", Given: cluster(), Want: checks.Pass},
		{Name: "extended", Given: cluster(func(c *eks.Cluster) { c.Version, c.Support = inventory.Known("1.33"), ends("2026-07-29", "2027-07-29") }), Want: checks.Fail},
		{Name: "ended", Given: cluster(func(c *eks.Cluster) { c.Version, c.Support = inventory.Known("1.30"), ends("2025-07-23", "2026-07-23") }), Want: checks.Fail},
		{Name: "eks_wins_over_the_table", Given: cluster(func(c *eks.Cluster) { c.Version, c.Support = inventory.Known("1.34"), ends("2026-11-01", "2027-11-01") }), Want: checks.Fail},
		{Name: "by_the_table", Given: cluster(kubernetes("1.34")), Want: checks.Pass},
		{Name: "extended_by_the_table", Given: cluster(kubernetes("1.33")), Want: checks.Fail},
		{Name: "ended_by_the_table", Given: cluster(kubernetes("1.29")), Want: checks.Fail},
		{Name: "newer_than_the_table", Given: cluster(kubernetes("1.99")), Want: checks.Unknown},
		{Name: "newer_and_eks_knows", Given: cluster(func(c *eks.Cluster) { c.Version, c.Support = inventory.Known("1.99"), ends("2029-01-01", "2030-01-01") }), Want: checks.Pass},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.Version = denied[string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterVersionSupported(v *checks.View[eks.Cluster]) checks.Verdict {
	version, known := checks.Read(v, v.Resource.Version)
	if !known {
		return v.Unknown("the version was not read")
	}
	return supportVerdict(v, version, v.Resource.Support)
}
