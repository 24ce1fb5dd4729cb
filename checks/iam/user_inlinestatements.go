package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserInlineStatements wants each statement of inline policies of users to do what it seems to.
var UserInlineStatements = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-inline-policy-statements-apply",
		Title:    "Inline policies of users have no statements that can never apply",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A misspelt action or a resource of the wrong kind grants nothing, and denies nothing either: whoever wrote the statement believes that it works, and whoever needs it to will widen another one.",
		Fix:      "Mend the statement or remove it: aws iam put-user-policy --user-name NAME --policy-name POLICY --policy-document file://policy.json; scanner policy lint shows line and column.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"},
	},
	Run: userInlineStatements,
	Cases: []checks.Case[iam.User]{
		{Name: "nothing", Given: user(nil), Want: checks.Pass},
		{Name: "applies", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)) }), Want: checks.Pass},
		{Name: "object_action_on_bucket", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(bucketForObject) }), Want: checks.Fail},
		{Name: "misspelt_action", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(misspelt) }), Want: checks.Fail},
		{Name: "unread", Given: user(func(x *iam.User) { x.UserPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func userInlineStatements(v *checks.View[iam.User]) checks.Verdict {
	return inline(v, v.Resource.UserPolicyList, deadStatement(v))
}
