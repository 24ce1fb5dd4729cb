package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleInlinePolicy wants managed policies in the place of inline ones.
var RoleInlinePolicy = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-inline-policy-none",
		Title:    "Roles have managed policies, not inline ones",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "An inline policy is seen only by who looks at this role: it has no versions to go back to, and each copy of it in another place ages by itself.",
		Fix:      "aws iam create-policy with the same document, aws iam attach-role-policy, then aws iam delete-role-policy --role-name NAME --policy-name POLICY",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"},
	},
	Run: roleInlinePolicy,
	Cases: []checks.Case[iam.Role]{
		{Name: "none", Given: role(nil), Want: checks.Pass},
		{Name: "one", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"s3:GetObject"`, `"*"`)) }), Want: checks.Fail},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(allow(`"ec2:*"`, `"*"`)) }), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(func(r *iam.Role) { identityCenter(r); r.RolePolicyList = inlined(allow(`"ec2:*"`, `"*"`)) }), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(x *iam.Role) { x.RolePolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func roleInlinePolicy(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, made := awsMade(v); made {
		return verdict
	}
	list, ok := checks.Read(v, v.Resource.RolePolicyList)
	switch {
	case !ok:
		return checks.Verdict{}
	case len(list) > 0:
		return v.Fail("%d inline policies: %s", len(list), policyNames(list))
	}
	return v.Pass("RolePolicyList is empty")
}
