package eks

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAccessTrustedAccounts finds principals of other accounts in a cluster.
var ClusterAccessTrustedAccounts = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-access-trusted-accounts", Title: "Access entries name principals of trusted accounts, and no others", Duty: responsibility.AccessInservice, Severity: checks.High, Since: "0.1",
		Why:  "Whoever administers the other account can become the principal that you let into the cluster, whenever they like.",
		Fix:  "aws eks delete-access-entry --cluster-name CLUSTER --principal-arn ARN, or name the account in trustedAccounts of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html"},
	},
	Reads: []*inventory.Call{eks.ListAccessEntries},
	Run:   clusterAccessTrustedAccounts,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "own", Given: cluster(), Want: checks.Pass},
		{Name: "stranger", Given: cluster(entries("arn:aws:iam::444455556666:role/admin")), Want: checks.Fail},
		{Name: "trusted", Given: cluster(entries("arn:aws:iam::444455556666:role/admin")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "config_map", Given: cluster(mode("CONFIG_MAP")), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.AccessEntries = denied[[]string](eks.ListAccessEntries) }), Want: checks.Unknown},
	},
}

func clusterAccessTrustedAccounts(v *checks.View[eks.Cluster]) checks.Verdict {
	how, known := checks.Read(v, v.Resource.AuthenticationMode)
	if known && how == "CONFIG_MAP" {
		return v.NotApplicable("accessConfig.authenticationMode is CONFIG_MAP: there are no access entries")
	}
	list, _ := checks.Read(v, v.Resource.AccessEntries)
	var accounts []string
	for _, arn := range list {
		// arn:aws:iam::111122223333:role/name
		if parts := strings.Split(arn, ":"); len(parts) > 5 && parts[4] != v.Account() && !slices.Contains(accounts, parts[4]) {
			accounts = append(accounts, parts[4])
		}
	}
	if strangers := v.Policy().Outsiders(accounts, nil); len(strangers) > 0 {
		return v.Fail("access entries name principals of %s", checks.First(strangers, 3))
	}
	return v.Pass("all %d access entries name principals of the account, or of trusted ones", len(list))
}
