package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserInlineAdmin wants no administrator by an inline policy.
var UserInlineAdmin = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-inline-policy-no-admin",
		Title:    "Inline policies of users do not give full administration",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Administration that hides in an inline policy is missed by everyone who looks for AdministratorAccess, and turns one lost credential into a lost account.",
		Fix:      "aws iam get-user-policy --user-name NAME --policy-name POLICY; replace it by a policy that allows what CloudTrail shows as used, then aws iam delete-user-policy",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	Run: userInlineAdmin,
	Cases: []checks.Case[iam.User]{
		{Name: "none", Given: user(nil), Want: checks.Pass},
		{Name: "narrow", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(allow(`"s3:*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "all", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(allow(`"*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "all_but_one", Given: user(func(x *iam.User) {
			x.UserPolicyList = inlined(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"aws-portal:*","Resource":"*"}}`)
		}), Want: checks.Fail},
		{Name: "can_attach_any_policy", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(allow(`"iam:Attach*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "not_a_policy", Given: user(func(x *iam.User) { x.UserPolicyList = inlined(`{"Statement":`) }), Want: checks.Unknown},
		{Name: "unread", Given: user(func(x *iam.User) { x.UserPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func userInlineAdmin(v *checks.View[iam.User]) checks.Verdict {
	return inline(v, v.Resource.UserPolicyList, adminPower(v))
}
