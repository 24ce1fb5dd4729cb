package iam

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleTrustPublic wants no role that anybody can assume.
var RoleTrustPublic = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-trust-not-public",
		Title:    "Roles cannot be assumed by every AWS account",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "Anybody with an AWS account can take the role on and do all that it may do; role names are guessed and found in public code.",
		Fix:      "aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json, with the ARNs of those who need the role as Principal.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html"},
	},
	With: guardrails.Wants(),
	Run:  roleTrustPublic,
	Cases: []checks.Case[iam.Role]{
		{Name: "service", Given: role(nil), Want: checks.Pass},
		{Name: "own_account", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::111122223333:root"}`, "sts:AssumeRole", "")
		}), Want: checks.Pass},
		{Name: "everybody", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = trust(`{"AWS":"*"}`, "sts:AssumeRole", "") }), Want: checks.Fail},
		{Name: "everybody_with_external_id", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`"*"`, "sts:AssumeRole", `{"StringLike":{"sts:ExternalId":"*"}}`)
		}), Want: checks.Fail},
		{Name: "own_organisation", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`"*"`, "sts:AssumeRole", `{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`)
		}), Want: checks.Pass},
		{Name: "closed_by_organization", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = trust(`{"AWS":"*"}`, "sts:AssumeRole", "") }), With: guardrails.Example(guardrails.Perimeter(`"sts:AssumeRole"`)), Want: checks.Pass},
		{Name: "not_a_policy", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.Known("{") }), Want: checks.Unknown},
		{Name: "service_linked", Given: role(serviceLinked), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(identityCenter), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

func roleTrustPublic(v *checks.View[iam.Role]) checks.Verdict {
	doc, verdict, done := trustPolicy(v)
	if done {
		return verdict
	}
	if !namesAccounts(doc) {
		return v.Pass("the trust policy names services and identity providers alone")
	}
	t := decide(v, doc)
	if g, ok := t.strangers(false); ok {
		return v.Fail("%s of the trust policy lets every AWS account in", g.Statement.Name())
	}
	if t.undecided() {
		return v.Unknown("%s", t.decision.Why)
	}
	return v.Pass("strangers cannot assume the role: %s", t.decision.Why)
}
