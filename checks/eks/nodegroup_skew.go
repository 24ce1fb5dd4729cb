package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupSkew finds nodes whose version is older than the control plane allows.
var NodegroupSkew = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-version-skew", Title: "Nodes are at most one minor version behind the control plane", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "A kubelet that is far behind misses the fixes of every version between, and stops the next upgrade of the control plane: beyond three versions it is not even supported.",
		Fix:  "aws eks update-nodegroup-version --cluster-name CLUSTER --nodegroup-name NODEGROUP",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html", "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html"},
	},
	With: []inventory.Want{{Type: eks.ClusterType}},
	Run:  nodegroupSkew,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "same", Given: nodegroup(nodes("1.34")), With: ofCluster("1.34"), Want: checks.Pass},
		{Name: "one_behind", Given: nodegroup(nodes("1.33")), With: ofCluster("1.34"), Want: checks.Pass},
		{Name: "two_behind", Given: nodegroup(nodes("1.32")), With: ofCluster("1.34"), Want: checks.Fail},
		{Name: "four_behind", Given: nodegroup(nodes("1.30")), With: ofCluster("1.34"), Want: checks.Fail},
		{Name: "custom_ami_without_version", Given: nodegroup(ami("CUSTOM"), nodes("")), With: ofCluster("1.34"), Want: checks.Unknown},
		{Name: "cluster_unread", Given: nodegroup(), Incomplete: []inventory.Kind{"eks.cluster"}, Want: checks.Unknown},
	},
}

func nodegroupSkew(v *checks.View[eks.Nodegroup]) checks.Verdict {
	own, _ := checks.Read(v, v.Resource.Version)
	name, _ := checks.Read(v, v.Resource.ClusterName)
	node, ok := minor(own)
	if !ok {
		return v.Unknown("the version %q of the nodes is none of Kubernetes", own)
	}
	c, found := checks.Find[eks.Cluster](v, v.Resource.Region, name)
	if !found {
		return v.Unknown("cluster %s is not there", name)
	}
	above, _ := checks.Read(v, c.Version)
	plane, ok := minor(above)
	switch {
	case !ok:
		return v.Unknown("the version %q of the cluster is none of Kubernetes", above)
	case plane-node > 3:
		return v.Fail("the nodes have Kubernetes %s and the control plane %s, which does not support nodes that old", own, above).At(checks.High)
	case plane-node > 1:
		return v.Fail("the nodes have Kubernetes %s and the control plane %s", own, above)
	}
	return v.Pass("the nodes have Kubernetes %s and the control plane %s", own, above)
}
