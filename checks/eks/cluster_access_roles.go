package eks

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAccessByRoles finds people with keys of their own in a cluster.
var ClusterAccessByRoles = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-access-by-roles", Title: "Access entries are for roles, not for IAM users", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "An IAM user's access key works until somebody deletes it. Found on a laptop or in a repository, it opens the cluster as well.",
		Fix:  "aws eks create-access-entry --cluster-name CLUSTER --principal-arn ROLE_ARN, then aws eks delete-access-entry --cluster-name CLUSTER --principal-arn USER_ARN",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html"},
	},
	Reads: []*inventory.Call{eks.ListAccessEntries},
	Run:   clusterAccessByRoles,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "roles", Given: cluster(), Want: checks.Pass},
		{Name: "user", Given: cluster(entries("arn:aws:iam::111122223333:user/eve")), Want: checks.Fail},
		{Name: "config_map", Given: cluster(mode("CONFIG_MAP")), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.AccessEntries = denied[[]string](eks.ListAccessEntries) }), Want: checks.Unknown},
	},
}

func clusterAccessByRoles(v *checks.View[eks.Cluster]) checks.Verdict {
	how, known := checks.Read(v, v.Resource.AuthenticationMode)
	if known && how == "CONFIG_MAP" {
		return v.NotApplicable("accessConfig.authenticationMode is CONFIG_MAP: there are no access entries")
	}
	list, _ := checks.Read(v, v.Resource.AccessEntries)
	var users []string
	for _, arn := range list {
		if strings.Contains(arn, ":user/") {
			users = append(users, arn)
		}
	}
	if len(users) > 0 {
		return v.Fail("access entries name %s", checks.First(users, 3))
	}
	return v.Pass("none of %d access entries names a user", len(list))
}

func entries(arns ...string) func(*eks.Cluster) {
	return func(c *eks.Cluster) { c.AccessEntries = inventory.Known(arns) }
}
