package eks

import (
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupRelease judges how old the nodes' image is. AWS publishes one a week or so: a release of the last weeks cannot be far behind, and one of half a year must be. Between the two only the newest release would tell.
var NodegroupRelease = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-release-recent", Title: "The nodes run a recent release of the AMI", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "AWS publishes patched images and never puts them on your nodes. A node group that nobody updates runs the kernel and the container runtime of the day when it was made.",
		Fix:  "aws eks update-nodegroup-version --cluster-name CLUSTER --nodegroup-name NODEGROUP takes the newest release and replaces the nodes one by one.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html", "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html"},
	},
	Run: nodegroupRelease,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "recent", Given: nodegroup(), Want: checks.Pass},
		{Name: "old", Given: nodegroup(release("1.34.0-20260101")), Want: checks.Fail},
		{Name: "between", Given: nodegroup(release("1.36.0-20260901")), Want: checks.Unknown},
		{Name: "no_date", Given: nodegroup(ami("BOTTLEROCKET_x86_64"), release("1.49.0-fcf71a47")), Want: checks.Unknown},
		{Name: "custom", Given: nodegroup(ami("CUSTOM"), release("ami-1")), Want: checks.NotApplicable},
		{Name: "unread", Given: nodegroup(func(n *eks.Nodegroup) { n.ReleaseVersion = denied[string](eks.DescribeNodegroup) }), Want: checks.Unknown},
	},
}

func nodegroupRelease(v *checks.View[eks.Nodegroup]) checks.Verdict {
	kind, known := checks.Read(v, v.Resource.AMIType)
	if known && kind == "CUSTOM" {
		return v.NotApplicable("amiType is CUSTOM: the image is judged with the instances")
	}
	release, _ := checks.Read(v, v.Resource.ReleaseVersion)
	built, err := time.Parse("20060102", release[strings.LastIndexByte(release, '-')+1:])
	if err != nil {
		return v.Unknown("releaseVersion %s has no date: compare it with the newest, which SSM publishes under /aws/service", release)
	}
	switch age := v.Now().Sub(built); {
	case age <= v.Policy().ImageAdoption.Duration():
		return v.Pass("releaseVersion %s is %d days old", release, int(age.Hours()/24))
	case age > v.Policy().ImageMaxAge.Duration():
		return v.Fail("releaseVersion %s is %d days old", release, int(age.Hours()/24))
	default:
		return v.Unknown("releaseVersion %s is %d days old: whether a newer one has been out for %d days stands in the SSM parameters under /aws/service", release, int(age.Hours()/24), v.Policy().ImageAdoption)
	}
}
