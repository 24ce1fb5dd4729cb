package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterDeletionProtection asks that a cluster is not deleted by one call.
var ClusterDeletionProtection = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-deletion-protection", Title: "Clusters are protected from deletion", Duty: responsibility.DataBackup, Severity: checks.Low, Since: "0.1",
		Why:  "A cluster that is deleted takes the whole state of its workloads with it: there is no undo, and no backup but yours.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --deletion-protection",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html"},
	},
	Run: clusterDeletionProtection,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "on", Given: cluster(), Want: checks.Pass},
		{Name: "off", Given: cluster(func(c *eks.Cluster) { c.DeletionProtection = inventory.Known(false) }), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.DeletionProtection = denied[bool](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterDeletionProtection(v *checks.View[eks.Cluster]) checks.Verdict {
	if on, _ := checks.Read(v, v.Resource.DeletionProtection); !on {
		return v.Fail("deletionProtection is false")
	}
	return v.Pass("deletionProtection is true")
}
