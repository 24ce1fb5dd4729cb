package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserInlineGrants wants what inline policies of users allow to be on what exists.
var UserInlineGrants = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-inline-policy-grants-exist",
		Title:    "Inline policies of users grant nothing on roles, functions or keys that do not exist",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A grant on a role or function that was deleted waits for the next one of that name: who can create it is passed, assumed or invoked as the old one was, and nobody decides on it again.",
		Fix:      "Take the ARN out of the statement, or remove the statement: aws iam put-user-policy --user-name NAME --policy-name POLICY --policy-document file://policy.json",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: targets,
	Run:  userInlineGrants,
	Cases: danglingCases(
		func(document string) iam.User {
			return user(func(x *iam.User) { x.UserPolicyList = inlined(document) })
		},
		user(func(x *iam.User) { x.UserPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) })),
}

func userInlineGrants(v *checks.View[iam.User]) checks.Verdict {
	return inline(v, v.Resource.UserPolicyList, danglingGrant(v))
}
