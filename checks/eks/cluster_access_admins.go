package eks

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAdminsOwn finds administrators of the cluster in other accounts, trusted ones too: trust in an account is
// seldom trust in all of its administrators with the whole cluster.
var ClusterAdminsOwn = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-admins-of-account", Title: "The administrators of a cluster are principals of its own account", Duty: responsibility.AccessInservice, Severity: checks.High, Since: "0.1",
		Why:  "Who administers the other account can become the principal, read every secret of the cluster and, through the roles of its pods, reach what they reach in your account.",
		Fix:  "aws eks disassociate-access-policy --cluster-name CLUSTER --principal-arn PRINCIPAL_ARN --policy-arn POLICY_ARN; give a policy for the namespaces that are needed: aws eks associate-access-policy --access-scope type=namespace,namespaces=NAMES",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html", "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html"},
	},
	Reads: []*inventory.Call{eks.ListAccessEntries, eks.ListAssociatedAccessPolicies},
	Run:   clusterAdminsOwn,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "own", Given: cluster(), Want: checks.Pass},
		{Name: "stranger", Given: cluster(admin("arn:aws:iam::444455556666:role/admin")), Want: checks.Fail},
		{Name: "trusted", Given: cluster(admin("arn:aws:iam::444455556666:role/admin")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Fail},
		{Name: "stranger_in_a_namespace", Given: cluster(associated(eks.AccessPolicy{
			PrincipalARN: "arn:aws:iam::444455556666:role/admin", PolicyARN: accessPolicy + "AmazonEKSAdminPolicy", ScopeType: "namespace", Namespaces: []string{"web"},
		})), Want: checks.Pass},
		{Name: "stranger_may_view", Given: cluster(associated(eks.AccessPolicy{PrincipalARN: "arn:aws:iam::444455556666:role/admin", PolicyARN: accessPolicy + "AmazonEKSViewPolicy", ScopeType: "cluster"})), Want: checks.Pass},
		{Name: "config_map", Given: cluster(mode("CONFIG_MAP")), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) {
			c.AccessPolicies = denied[[]eks.AccessPolicy](eks.ListAssociatedAccessPolicies)
		}), Want: checks.Unknown},
	},
}

func clusterAdminsOwn(v *checks.View[eks.Cluster]) checks.Verdict {
	how, known := checks.Read(v, v.Resource.AuthenticationMode)
	if known && how == "CONFIG_MAP" {
		return v.NotApplicable("accessConfig.authenticationMode is CONFIG_MAP: there are no access entries")
	}
	list, _ := checks.Read(v, v.Resource.AccessPolicies)
	all := admins(list)
	var others []string
	for _, p := range all {
		// arn:aws:iam::111122223333:role/name
		if parts := strings.Split(p, ":"); len(parts) > 5 && parts[4] != v.Account() {
			others = append(others, p)
		}
	}
	if len(others) > 0 {
		return v.Fail("%s is an administrator of the whole cluster by an access policy", checks.First(others, 3))
	}
	return v.Pass("none of %d administrators by access policies is of another account", len(all))
}

// ClusterAdminsFew counts who can do everything in the cluster.
var ClusterAdminsFew = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-admins-few", Title: "At most three principals administer a whole cluster", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "Each administrator is one more laptop, pipeline or trust policy whose loss is the loss of every workload and secret in the cluster. The principal that made the cluster stays one until somebody takes it out.",
		Fix:  "Give a policy for namespaces in place of the whole cluster: aws eks associate-access-policy --cluster-name CLUSTER --principal-arn ARN --policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy --access-scope type=namespace,namespaces=NAMES, then aws eks disassociate-access-policy for the administrator's.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html", "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html"},
	},
	Reads: []*inventory.Call{eks.ListAccessEntries, eks.ListAssociatedAccessPolicies},
	Run:   clusterAdminsFew,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "one", Given: cluster(), Want: checks.Pass},
		{Name: "three", Given: cluster(admin("role/a", "role/b", "role/c")), Want: checks.Pass},
		{Name: "four", Given: cluster(admin("role/a", "role/b", "role/c", "role/d")), Want: checks.Fail},
		{Name: "one_by_two_policies", Given: cluster(func(c *eks.Cluster) {
			c.AccessPolicies = inventory.Known([]eks.AccessPolicy{
				{PrincipalARN: "role/a", PolicyARN: accessPolicy + "AmazonEKSClusterAdminPolicy", ScopeType: "cluster"}, {PrincipalARN: "role/a", PolicyARN: accessPolicy + "AmazonEKSAdminPolicy", ScopeType: "cluster"},
			})
		}), Want: checks.Pass},
		{Name: "config_map", Given: cluster(mode("CONFIG_MAP")), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) {
			c.AccessPolicies = denied[[]eks.AccessPolicy](eks.ListAssociatedAccessPolicies)
		}), Want: checks.Unknown},
	},
}

// mostAdmins is how many principals may administer a cluster: a person's role, a pipeline's, and one to fall back on.
const mostAdmins = 3

func clusterAdminsFew(v *checks.View[eks.Cluster]) checks.Verdict {
	how, known := checks.Read(v, v.Resource.AuthenticationMode)
	if known && how == "CONFIG_MAP" {
		return v.NotApplicable("accessConfig.authenticationMode is CONFIG_MAP: no API shows who administers the cluster")
	}
	list, _ := checks.Read(v, v.Resource.AccessPolicies)
	all := admins(list)
	if len(all) > mostAdmins {
		return v.Fail("%d principals administer the whole cluster by access policies: %s", len(all), checks.First(all, 3))
	}
	return v.Pass("%d principals administer the whole cluster by access policies", len(all))
}

// accessPolicy is how the ARNs of EKS's access policies begin in the commercial partition.
const accessPolicy = "arn:aws:eks::aws:cluster-access-policy/"

// admins returns the principals that may do everything in the whole cluster, or everything but change the cluster
// itself (User Guide, "Review access policy permissions"), sorted.
func admins(list []eks.AccessPolicy) []string {
	var out []string
	for _, p := range list {
		name := p.PolicyARN[strings.LastIndexByte(p.PolicyARN, '/')+1:]
		if p.ScopeType == "cluster" && (name == "AmazonEKSClusterAdminPolicy" || name == "AmazonEKSAdminPolicy") {
			out = append(out, p.PrincipalARN)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func associated(list ...eks.AccessPolicy) func(*eks.Cluster) {
	return func(c *eks.Cluster) { c.AccessPolicies = inventory.Known(list) }
}

// admin makes principals administrators of the whole cluster.
func admin(arns ...string) func(*eks.Cluster) {
	var list []eks.AccessPolicy
	for _, arn := range arns {
		list = append(list, eks.AccessPolicy{PrincipalARN: arn, PolicyARN: accessPolicy + "AmazonEKSClusterAdminPolicy", ScopeType: "cluster"})
	}
	return associated(list...)
}
