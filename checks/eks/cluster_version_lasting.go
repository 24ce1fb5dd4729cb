package eks

import (
	"time"

	"demarc/checks"
	"demarc/checks/eks/versions"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterVersionLasting says in time that a version is about to leave standard support.
var ClusterVersionLasting = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-version-lasting", Title: "The Kubernetes version stays in standard support for two months", Duty: responsibility.EngineVersion, Severity: checks.Low, Since: "0.1",
		Why:  "An upgrade of a minor version takes weeks of testing. Whoever learns of the end on the day pays for extended support, or stands without any.",
		Fix:  "Plan the upgrade: aws eks list-insights --cluster-name CLUSTER shows what stands in its way.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html", "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html"},
	},
	Reads: []*inventory.Call{eks.DescribeClusterVersions},
	Run:   clusterVersionLasting,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "lasting", Given: cluster(), Want: checks.Pass},
		{Name: "soon", Given: cluster(kubernetes("1.34")), Want: checks.Fail},
		{Name: "past", Given: cluster(kubernetes("1.33")), Want: checks.NotApplicable},
		{Name: "newer_than_the_table", Given: cluster(kubernetes("1.99")), Want: checks.Unknown},
	},
}

func clusterVersionLasting(v *checks.View[eks.Cluster]) checks.Verdict {
	name, known := checks.Read(v, v.Resource.Version)
	if !known {
		return v.Unknown("the version was not read")
	}
	x, source, ok := supported(v, name, v.Resource.Support)
	switch {
	case !ok || x.StandardEnd.IsZero():
		return v.Unknown("nobody says until when Kubernetes %s is supported: grant eks:DescribeClusterVersions", name)
	case x.At(v.Now()) != versions.Standard:
		return v.NotApplicable("standard support of Kubernetes %s has ended, which eks-cluster-version-supported reports", name)
	case x.At(v.Now().Add(notice)) != versions.Standard:
		return v.Fail("Kubernetes %s leaves standard support on %s, in %d days, %s", name, x.StandardEnd.Format(time.DateOnly), int(x.StandardEnd.Sub(v.Now()).Hours()/24)+1, source)
	}
	return v.Pass("Kubernetes %s is in standard support until %s, %s", name, x.StandardEnd.Format(time.DateOnly), source)
}

// notice is how long before the end of standard support an upgrade should begin: EKS itself announces the end 60 days
// before (User Guide, "Understand the Kubernetes version lifecycle on EKS").
const notice = 60 * 24 * time.Hour
