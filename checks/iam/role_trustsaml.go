package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleTrustSAMLAudience wants roles for a SAML provider to ask for whom an assertion was made.
var RoleTrustSAMLAudience = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-trust-saml-audience",
		Title:    "Roles that trust a SAML provider ask for AWS as the audience",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "An assertion that the provider made for another application is then good for the role as well: who runs that application can use it here.",
		Fix:      "Add StringEquals on SAML:aud with https://signin.aws.amazon.com/saml to the Condition: aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html"},
	},
	Run: roleTrustSAMLAudience,
	Cases: []checks.Case[iam.Role]{
		{Name: "audience", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(directory, "sts:AssumeRoleWithSAML", `{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}`)
		}), Want: checks.Pass},
		{Name: "any_audience", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = trust(directory, "sts:AssumeRoleWithSAML", "") }), Want: checks.Fail},
		{Name: "another_claim", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(directory, "sts:AssumeRoleWithSAML", `{"StringEquals":{"SAML:iss":"https://idp.example.com"}}`)
		}), Want: checks.Fail},
		{Name: "no_provider", Given: role(nil), Want: checks.NotApplicable},
		{Name: "service_linked", Given: role(serviceLinked), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(identityCenter), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

const directory = `{"Federated":"arn:aws:iam::111122223333:saml-provider/directory"}`

func roleTrustSAMLAudience(v *checks.View[iam.Role]) checks.Verdict {
	doc, verdict, done := trustPolicy(v)
	if done {
		return verdict
	}
	providers := federated(doc, ":saml-provider/")
	if len(providers) == 0 {
		return v.NotApplicable("the trust policy names no SAML provider")
	}
	for _, p := range providers {
		if claimOpen(doc, p, "sts:AssumeRoleWithSAML", v.Resource.ARN, "SAML:aud", func(string) bool { return false }) {
			return v.Fail("the trust policy takes assertions of %s for every audience", p)
		}
	}
	return v.Pass("SAML:aud is asked of %s", several(providers))
}
