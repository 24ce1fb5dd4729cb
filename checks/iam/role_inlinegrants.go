package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleInlineGrants wants what inline policies of roles allow to be on what exists.
var RoleInlineGrants = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-inline-policy-grants-exist",
		Title:    "Inline policies of roles grant nothing on roles, functions or keys that do not exist",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A grant on a role or function that was deleted waits for the next one of that name: who can create it is passed, assumed or invoked as the old one was, and nobody decides on it again.",
		Fix:      "Take the ARN out of the statement, or remove the statement: aws iam put-role-policy --role-name NAME --policy-name POLICY --policy-document file://policy.json",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: targets,
	Run:  roleInlineGrants,
	Cases: append(danglingCases(
		func(document string) iam.Role {
			return role(func(x *iam.Role) { x.RolePolicyList = inlined(document) })
		},
		role(func(x *iam.Role) { x.RolePolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) })),
		checks.Case[iam.Role]{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(passDeploy) }), Want: checks.NotApplicable}),
}

func roleInlineGrants(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, linked := serviceLinkedRole(v); linked {
		return verdict
	}
	return inline(v, v.Resource.RolePolicyList, danglingGrant(v))
}
