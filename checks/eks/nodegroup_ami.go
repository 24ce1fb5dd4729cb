package eks

import (
	"strings"

	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupAMISupported asks for an operating system that still gets updates. Whatever EKS builds, it builds no updates for a system whose maker has stopped.
var NodegroupAMISupported = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-ami-supported", Title: "The operating system of the nodes is supported", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why:  "Amazon Linux 2 and its AMIs get no more updates: every node of the group keeps every hole that is found from now on.",
		Fix:  "Make a node group with amiType AL2023_x86_64_STANDARD or BOTTLEROCKET_x86_64 (aws eks create-nodegroup), move the pods, and delete the old one. The type of a node group cannot be changed.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-ami.html", "https://docs.aws.amazon.com/eks/latest/userguide/al2023.html"},
	},
	Run: nodegroupAMISupported,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "al2023", Given: nodegroup(), Want: checks.Pass},
		{Name: "al2", Given: nodegroup(ami("AL2_x86_64")), Want: checks.Fail},
		{Name: "windows", Given: nodegroup(ami("WINDOWS_CORE_2022")), Want: checks.Pass},
		{Name: "bottlerocket", Given: nodegroup(ami("BOTTLEROCKET_x86_64")), Want: checks.NotApplicable},
		{Name: "custom", Given: nodegroup(ami("CUSTOM")), Want: checks.NotApplicable},
		{Name: "newer_than_this_build", Given: nodegroup(ami("AL2029_ARM_64")), Want: checks.Unknown},
		{Name: "unread", Given: nodegroup(func(n *eks.Nodegroup) { n.AMIType = denied[string](eks.DescribeNodegroup) }), Want: checks.Unknown},
	},
}

func nodegroupAMISupported(v *checks.View[eks.Nodegroup]) checks.Verdict {
	kind, _ := checks.Read(v, v.Resource.AMIType)
	var os eol.OS
	switch {
	case kind == "CUSTOM":
		return v.NotApplicable("amiType is CUSTOM: the image is judged with the instances")
	case strings.HasPrefix(kind, "BOTTLEROCKET_"):
		return v.NotApplicable("amiType is %s: Bottlerocket has no release that ends, only newer ones", kind)
	case strings.HasPrefix(kind, "AL2023_"):
		os = eol.OS{Family: "Amazon Linux", Version: "2023"}
	case strings.HasPrefix(kind, "AL2_"):
		os = eol.OS{Family: "Amazon Linux", Version: "2"}
	case strings.HasPrefix(kind, "WINDOWS_"):
		os = eol.OS{Family: "Windows Server", Version: kind[strings.LastIndexByte(kind, '_')+1:]}
	}
	switch s := eol.At(os, v.Now()); s.State {
	case eol.Supported:
		return v.Pass("amiType is %s: %s", kind, s.Reason)
	case eol.Unknown:
		return v.Unknown("amiType is %s: %s", kind, s.Reason)
	default:
		return v.Fail("amiType is %s: %s", kind, s.Reason)
	}
}
