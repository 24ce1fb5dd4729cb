package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupInlinePolicy wants managed policies in the place of inline ones.
var GroupInlinePolicy = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-inline-policy-none",
		Title:    "Groups have managed policies, not inline ones",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "An inline policy is seen only by who looks at this group: it has no versions to go back to, and each copy of it in another place ages by itself.",
		Fix:      "aws iam create-policy with the same document, aws iam attach-group-policy, then aws iam delete-group-policy --group-name NAME --policy-name POLICY",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"},
	},
	Run: groupInlinePolicy,
	Cases: []checks.Case[iam.Group]{
		{Name: "none", Given: group(nil), Want: checks.Pass},
		{Name: "one", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"s3:GetObject"`, `"*"`)) }), Want: checks.Fail},
		{Name: "unread", Given: group(func(x *iam.Group) { x.GroupPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func groupInlinePolicy(v *checks.View[iam.Group]) checks.Verdict {
	list, ok := checks.Read(v, v.Resource.GroupPolicyList)
	switch {
	case !ok:
		return checks.Verdict{}
	case len(list) > 0:
		return v.Fail("%d inline policies: %s", len(list), policyNames(list))
	}
	return v.Pass("GroupPolicyList is empty")
}
