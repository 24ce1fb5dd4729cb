package iam

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// OIDCProviderUsed wants every OpenID Connect provider to be in the trust policy of some role.
var OIDCProviderUsed = &checks.Check[iam.OIDCProvider]{
	Meta: checks.Meta{
		ID:       "iam-oidc-provider-used",
		Title:    "OpenID Connect providers are trusted by a role",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A provider that no role needs, often of a cluster that is gone, is a stranger whose tokens are believed as soon as somebody writes a role for it.",
		Fix:      "aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ARN",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"},
	},
	With: []inventory.Want{{Type: iam.RoleType}},
	Run:  oidcProviderUsed,
	Cases: []checks.Case[iam.OIDCProvider]{
		{Name: "trusted", Given: oidc(), With: []inventory.Resource{githubRole()}, Want: checks.Pass},
		{Name: "trusted_by_nobody", Given: oidc(), Want: checks.Fail},
		{Name: "roles_denied", Given: oidc(), Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
	},
}

func oidc() iam.OIDCProvider {
	return iam.OIDCProvider{Ref: inventory.Ref{ID: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}}
}

func githubRole() *iam.Role {
	r := role(func(r *iam.Role) { r.AssumeRolePolicyDocument = trust(github, "sts:AssumeRoleWithWebIdentity", "") })
	return &r
}

// rolesByProvider finds the roles whose trust policy names an identity provider. A trust policy that cannot be read may
// name any.
var rolesByProvider = &checks.Index[iam.Role]{Keys: func(r *iam.Role) inventory.Fact[[]string] {
	text, gap := r.AssumeRolePolicyDocument.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	doc, err := access.Parse([]byte(text))
	if err != nil {
		return inventory.Missing[[]string](&inventory.Gap{Class: inventory.Failed, Call: iam.GetAccountAuthorizationDetails.String(), Detail: "the trust policy of a role is not readable as a policy"})
	}
	return inventory.Known(federated(doc, ":oidc-provider/"))
}}

func oidcProviderUsed(v *checks.View[iam.OIDCProvider]) checks.Verdict {
	roles := checks.Referrers(v, rolesByProvider, v.Resource.ID)
	if len(roles) == 0 {
		return v.Fail("no role's trust policy names the provider")
	}
	return v.Pass("%d roles trust the provider", len(roles))
}
