package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleInlineStatements wants each statement of inline policies of roles to do what it seems to.
var RoleInlineStatements = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-inline-policy-statements-apply",
		Title:    "Inline policies of roles have no statements that can never apply",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A misspelt action or a resource of the wrong kind grants nothing, and denies nothing either: whoever wrote the statement believes that it works, and whoever needs it to will widen another one.",
		Fix:      "Mend the statement or remove it: aws iam put-role-policy --role-name NAME --policy-name POLICY --policy-document file://policy.json; scanner policy lint shows line and column.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"},
	},
	Run: roleInlineStatements,
	Cases: []checks.Case[iam.Role]{
		{Name: "nothing", Given: role(nil), Want: checks.Pass},
		{Name: "applies", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)) }), Want: checks.Pass},
		{Name: "object_action_on_bucket", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(bucketForObject) }), Want: checks.Fail},
		{Name: "misspelt_action", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(misspelt) }), Want: checks.Fail},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(misspelt) }), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(x *iam.Role) { x.RolePolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func roleInlineStatements(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, linked := serviceLinkedRole(v); linked {
		return verdict
	}
	return inline(v, v.Resource.RolePolicyList, deadStatement(v))
}
