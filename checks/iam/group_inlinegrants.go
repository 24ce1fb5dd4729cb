package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupInlineGrants wants what inline policies of groups allow to be on what exists.
var GroupInlineGrants = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-inline-policy-grants-exist",
		Title:    "Inline policies of groups grant nothing on roles, functions or keys that do not exist",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A grant on a role or function that was deleted waits for the next one of that name: who can create it is passed, assumed or invoked as the old one was, and nobody decides on it again.",
		Fix:      "Take the ARN out of the statement, or remove the statement: aws iam put-group-policy --group-name NAME --policy-name POLICY --policy-document file://policy.json",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: targets,
	Run:  groupInlineGrants,
	Cases: danglingCases(
		func(document string) iam.Group {
			return group(func(x *iam.Group) { x.GroupPolicyList = inlined(document) })
		},
		group(func(x *iam.Group) { x.GroupPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) })),
}

func groupInlineGrants(v *checks.View[iam.Group]) checks.Verdict {
	return inline(v, v.Resource.GroupPolicyList, danglingGrant(v))
}
