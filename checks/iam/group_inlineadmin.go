package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupInlineAdmin wants no administrator by an inline policy.
var GroupInlineAdmin = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-inline-policy-no-admin",
		Title:    "Inline policies of groups do not give full administration",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Administration that hides in an inline policy is missed by everyone who looks for AdministratorAccess, and turns one lost credential into a lost account.",
		Fix:      "aws iam get-group-policy --group-name NAME --policy-name POLICY; replace it by a policy that allows what CloudTrail shows as used, then aws iam delete-group-policy",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	Run: groupInlineAdmin,
	Cases: []checks.Case[iam.Group]{
		{Name: "none", Given: group(nil), Want: checks.Pass},
		{Name: "narrow", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"s3:*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "all", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "all_but_one", Given: group(func(x *iam.Group) {
			x.GroupPolicyList = inlined(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"aws-portal:*","Resource":"*"}}`)
		}), Want: checks.Fail},
		{Name: "can_attach_any_policy", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"iam:Attach*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "not_a_policy", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(`{"Statement":`) }), Want: checks.Unknown},
		{Name: "unread", Given: group(func(x *iam.Group) { x.GroupPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func groupInlineAdmin(v *checks.View[iam.Group]) checks.Verdict {
	return inline(v, v.Resource.GroupPolicyList, adminPower(v))
}
