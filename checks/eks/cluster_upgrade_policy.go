package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterUpgradePolicy finds clusters that stay behind on purpose: extended support keeps an old version running for a year, and nobody has to notice.
var ClusterUpgradePolicy = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-upgrade-policy", Title: "Clusters are upgraded at the end of standard support", Duty: responsibility.EngineVersion, Severity: checks.Low, Since: "0.1",
		Why:  "With the policy EXTENDED a cluster that nobody looks after goes on with a Kubernetes that its own project no longer mends.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --upgrade-policy supportType=STANDARD",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html"},
	},
	Run: clusterUpgradePolicy,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "standard", Given: cluster(), Want: checks.Pass},
		{Name: "extended", Given: cluster(func(c *eks.Cluster) { c.UpgradePolicy = inventory.Known("EXTENDED") }), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.UpgradePolicy = denied[string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterUpgradePolicy(v *checks.View[eks.Cluster]) checks.Verdict {
	if is, _ := checks.Read(v, v.Resource.UpgradePolicy); is != "STANDARD" {
		return v.Fail("upgradePolicy.supportType is %s", is)
	}
	return v.Pass("upgradePolicy.supportType is STANDARD")
}
