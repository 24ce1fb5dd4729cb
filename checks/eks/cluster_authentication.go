package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAccessEntries asks that access is granted by access entries, which IAM and CloudTrail see.
var ClusterAccessEntries = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-access-entries", Title: "Access to the cluster is granted by access entries alone", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "What stands in the aws-auth ConfigMap no AWS API shows: whoever can edit it inside the cluster gives any IAM principal the rights of an administrator.",
		Fix:  "Make access entries for the principals in aws-auth (aws eks create-access-entry), then: aws eks update-cluster-config --name CLUSTER --access-config authenticationMode=API",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html", "https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html"},
	},
	Run: clusterAccessEntries,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "entries", Given: cluster(), Want: checks.Pass},
		{Name: "both", Given: cluster(mode("API_AND_CONFIG_MAP")), Want: checks.Fail},
		{Name: "config_map", Given: cluster(mode("CONFIG_MAP")), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.AuthenticationMode = denied[string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterAccessEntries(v *checks.View[eks.Cluster]) checks.Verdict {
	if mode, _ := checks.Read(v, v.Resource.AuthenticationMode); mode != "API" {
		return v.Fail("accessConfig.authenticationMode is %s: the aws-auth ConfigMap counts too", mode)
	}
	return v.Pass("accessConfig.authenticationMode is API")
}

func mode(is string) func(*eks.Cluster) {
	return func(c *eks.Cluster) { c.AuthenticationMode = inventory.Known(is) }
}
