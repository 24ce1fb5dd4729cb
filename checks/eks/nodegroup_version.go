package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupVersionSupported asks for nodes in standard support, as EKS.9 does.
var NodegroupVersionSupported = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-version-supported", Title: "The Kubernetes version of the nodes is in standard support", Duty: responsibility.RuntimeVersion, Severity: checks.High, Since: "0.1",
		Why:  "EKS upgrades the control plane by itself in the end, and never the nodes: their kubelet keeps its holes until you replace them.",
		Fix:  "aws eks update-nodegroup-version --cluster-name CLUSTER --nodegroup-name NODEGROUP",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-9"},
	},
	Reads: []*inventory.Call{eks.DescribeClusterVersions},
	Run:   nodegroupVersionSupported,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "standard", Given: nodegroup(), Want: checks.Pass},
		{Name: "extended", Given: nodegroup(func(n *eks.Nodegroup) {
			n.Version, n.Support = inventory.Known("1.33"), ends("2026-07-29", "2027-07-29")
		}), Want: checks.Fail},
		{Name: "by_the_table", Given: nodegroup(nodes("1.34")), Want: checks.Pass},
		{Name: "ended_by_the_table", Given: nodegroup(nodes("1.29")), Want: checks.Fail},
		{Name: "custom_ami_without_version", Given: nodegroup(ami("CUSTOM"), nodes("")), Want: checks.Unknown},
		{Name: "newer_than_the_table", Given: nodegroup(nodes("1.99")), Want: checks.Unknown},
	},
}

func nodegroupVersionSupported(v *checks.View[eks.Nodegroup]) checks.Verdict {
	version, known := checks.Read(v, v.Resource.Version)
	switch {
	case !known:
		return v.Unknown("the version was not read")
	case version == "":
		return v.Unknown("EKS does not say which version of Kubernetes the custom AMI has")
	}
	return supportVerdict(v, version, v.Resource.Support)
}
