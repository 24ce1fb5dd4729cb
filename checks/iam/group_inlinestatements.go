package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupInlineStatements wants each statement of inline policies of groups to do what it seems to.
var GroupInlineStatements = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-inline-policy-statements-apply",
		Title:    "Inline policies of groups have no statements that can never apply",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A misspelt action or a resource of the wrong kind grants nothing, and denies nothing either: whoever wrote the statement believes that it works, and whoever needs it to will widen another one.",
		Fix:      "Mend the statement or remove it: aws iam put-group-policy --group-name NAME --policy-name POLICY --policy-document file://policy.json; scanner policy lint shows line and column.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"},
	},
	Run: groupInlineStatements,
	Cases: []checks.Case[iam.Group]{
		{Name: "nothing", Given: group(nil), Want: checks.Pass},
		{Name: "applies", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)) }), Want: checks.Pass},
		{Name: "object_action_on_bucket", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(bucketForObject) }), Want: checks.Fail},
		{Name: "misspelt_action", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(misspelt) }), Want: checks.Fail},
		{Name: "unread", Given: group(func(x *iam.Group) { x.GroupPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func groupInlineStatements(v *checks.View[iam.Group]) checks.Verdict {
	return inline(v, v.Resource.GroupPolicyList, deadStatement(v))
}
