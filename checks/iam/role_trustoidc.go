package iam

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleTrustOIDCSubject wants roles for a web identity provider to name whose tokens are good.
var RoleTrustOIDCSubject = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-trust-oidc-subject",
		Title:    "Roles that trust an OpenID Connect provider name the subjects that may assume them",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "GitHub, GitLab and the like sign tokens for everybody: without a condition on the subject, any repository of the world assumes the role. With a cluster of your own, any pod does.",
		Fix:      "Add StringEquals or StringLike on PROVIDER:sub and StringEquals on PROVIDER:aud to the Condition: aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html"},
	},
	With: guardrails.Wants(),
	Run:  roleTrustOIDCSubject,
	Cases: []checks.Case[iam.Role]{
		{Name: "one_repository", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(github, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com","token.actions.githubusercontent.com:sub":"repo:example/app:ref:refs/heads/main"}}`)
		}), Want: checks.Pass},
		{Name: "every_repository", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(github, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}`)
		}), Want: checks.Fail},
		{Name: "every_owner", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(github, "sts:AssumeRoleWithWebIdentity", `{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*/app:*"}}`)
		}), Want: checks.Fail},
		{Name: "own_cluster_one_account", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(cluster, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub":"system:serviceaccount:web:app"}}`)
		}), Want: checks.Pass},
		{Name: "own_cluster_every_pod", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(cluster, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud":"sts.amazonaws.com"}}`)
		}), Want: checks.Fail},
		{Name: "google_without_audience", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"Federated":"accounts.google.com"}`, "sts:AssumeRoleWithWebIdentity", "")
		}), Want: checks.Fail},
		{Name: "cognito_pool", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"Federated":"cognito-identity.amazonaws.com"}`, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu-central-1:12345678-1234-1234-1234-123456789012"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}`)
		}), Want: checks.Pass},
		{Name: "own_cluster_by_another_claim", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(cluster, "sts:AssumeRoleWithWebIdentity", `{"StringEquals":{"oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:namespace":"web"}}`)
		}), Want: checks.Pass},
		{Name: "no_provider", Given: role(nil), Want: checks.NotApplicable},
		{Name: "service_linked", Given: role(serviceLinked), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(identityCenter), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

// The identity providers of the examples.
const (
	github  = `{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}`
	cluster = `{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"}`
)

func roleTrustOIDCSubject(v *checks.View[iam.Role]) checks.Verdict {
	doc, verdict, done := trustPolicy(v)
	if done {
		return verdict
	}
	providers := federated(doc, "")
	if providers = slices.DeleteFunc(providers, isSAML); len(providers) == 0 {
		return v.NotApplicable("the trust policy names no OpenID Connect provider")
	}
	t := decide(v, doc)
	if g, ok := t.strangers(true); ok {
		return v.Fail("%s of the trust policy lets anybody at %s in", g.Statement.Name(), several(g.Federated))
	}
	if t.undecided() {
		return v.Unknown("%s", t.decision.Why)
	}
	for _, p := range providers {
		_, host, found := strings.Cut(p, ":oidc-provider/")
		if !found {
			continue // a provider that AWS knows by its host: its audience is one application, which is the customer's
		}
		ofToken := func(key string) bool {
			return strings.HasPrefix(key, host+":") && !strings.EqualFold(key, host+":aud")
		}
		if claimOpen(doc, p, "sts:AssumeRoleWithWebIdentity", v.Resource.ARN, host+":sub", ofToken) {
			return v.Fail("the trust policy lets every subject of %s in", p).At(checks.Medium)
		}
	}
	return v.Pass("the subjects of %s are named", several(providers))
}

func isSAML(provider string) bool { return strings.Contains(provider, ":saml-provider/") }
