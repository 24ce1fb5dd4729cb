package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleInlineAdmin wants no administrator by an inline policy.
var RoleInlineAdmin = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-inline-policy-no-admin",
		Title:    "Inline policies of roles do not give full administration",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Administration that hides in an inline policy is missed by everyone who looks for AdministratorAccess, and turns one lost credential into a lost account.",
		Fix:      "aws iam get-role-policy --role-name NAME --policy-name POLICY; replace it by a policy that allows what CloudTrail shows as used, then aws iam delete-role-policy",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	Run: roleInlineAdmin,
	Cases: []checks.Case[iam.Role]{
		{Name: "none", Given: role(nil), Want: checks.Pass},
		{Name: "narrow", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"s3:*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "all", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "all_but_one", Given: role(func(x *iam.Role) {
			x.RolePolicyList = inlined(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"aws-portal:*","Resource":"*"}}`)
		}), Want: checks.Fail},
		{Name: "can_attach_any_policy", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"iam:Attach*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(allow(`"*"`, `"*"`)) }), Want: checks.NotApplicable},
		{Name: "not_a_policy", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(`{"Statement":`) }), Want: checks.Unknown},
		{Name: "unread", Given: role(func(x *iam.Role) { x.RolePolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func roleInlineAdmin(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, linked := serviceLinkedRole(v); linked {
		return verdict
	}
	return inline(v, v.Resource.RolePolicyList, adminPower(v))
}
