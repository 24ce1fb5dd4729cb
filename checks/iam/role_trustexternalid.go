package iam

import (
	"slices"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleTrustExternalID wants roles for other companies to ask for an external id, or for MFA where people come.
var RoleTrustExternalID = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-trust-external-id",
		Title:    "Roles for accounts that are not trusted ask for an external id",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "A vendor who serves many customers can be tricked into using its access to your account for another of them. The external id, which the vendor picks for you, tells you apart.",
		Fix:      "Add StringEquals on sts:ExternalId to the Condition: aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json. List accounts of your own under trustedAccounts in the configuration.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"},
	},
	With: guardrails.Wants(),
	Run:  roleTrustExternalID,
	Cases: []checks.Case[iam.Role]{
		{Name: "service", Given: role(nil), Want: checks.Pass},
		{Name: "other_account", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::444455556666:root"}`, "sts:AssumeRole", "")
		}), Want: checks.Fail},
		{Name: "other_role", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::444455556666:role/vendor"]}`, "sts:AssumeRole", "")
		}), Want: checks.Fail},
		{Name: "external_id", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::444455556666:root"}`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"customer-17"}}`)
		}), Want: checks.Pass},
		{Name: "external_id_if_given", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::444455556666:root"}`, "sts:AssumeRole", `{"StringEqualsIfExists":{"sts:ExternalId":"customer-17"}}`)
		}), Want: checks.Fail},
		{Name: "mfa", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::444455556666:root"}`, "sts:AssumeRole", `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`)
		}), Want: checks.Pass},
		{Name: "trusted_account", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::444455556666:root"}`, "sts:AssumeRole", "")
		}), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "service_linked", Given: role(serviceLinked), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(identityCenter), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

func roleTrustExternalID(v *checks.View[iam.Role]) checks.Verdict {
	doc, verdict, done := trustPolicy(v)
	if done {
		return verdict
	}
	if !namesAccounts(doc) {
		return v.Pass("the trust policy names services and identity providers alone")
	}
	t := decide(v, doc)
	var open, closed []string
	for _, g := range t.decision.Grants {
		if g.Class != access.ClassCrossAccount {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(g.Accounts), func(a string) bool { return slices.Contains(v.Policy().TrustedAccounts, a) })
		switch {
		case len(others) == 0:
		case asksForMore(v, t.doc, g):
			closed = append(closed, others...)
		default:
			open = append(open, others...)
		}
	}
	switch {
	case len(open) > 0:
		return v.Fail("the trust policy asks accounts that are not under trustedAccounts for neither sts:ExternalId nor MFA: %s", several(open))
	case t.undecided():
		return v.Unknown("%s", t.decision.Why)
	case len(closed) > 0:
		return v.Pass("sts:ExternalId or MFA is asked of %s", several(closed))
	}
	return v.Pass("no account outside trustedAccounts is named")
}

// everything is an identity policy that allows all, so that the trust policy alone decides.
const everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

// asksForMore reports whether the request by which a grant is used fails without an external id and without MFA.
func asksForMore(v *checks.View[iam.Role], doc *access.Document, g access.Grant) bool {
	caller, err := parse(v, everything)
	if err != nil || g.Witness == nil {
		return false
	}
	r := access.Evaluate(without(g.Witness, "sts:ExternalId", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"), access.Policies{Identity: []*access.Document{caller}, Resource: doc})
	return r.Verdict == access.VerdictImplicitDeny || r.Verdict == access.VerdictExplicitDeny
}
