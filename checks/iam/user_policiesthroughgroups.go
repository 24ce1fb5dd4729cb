package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserPoliciesThroughGroups wants a user to have permissions from groups alone.
var UserPoliciesThroughGroups = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-policies-through-groups",
		Title:    "Users get permissions only through groups",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "What hangs on one user is forgotten when the person changes work: groups are reviewed, and single users are not.",
		Fix:      "Attach the policy to a group, aws iam add-user-to-group, then aws iam detach-user-policy or aws iam delete-user-policy.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"},
	},
	Run: userPoliciesThroughGroups,
	Cases: []checks.Case[iam.User]{
		{Name: "groups_alone", Given: user(nil), Want: checks.Pass},
		{Name: "attached", Given: user(func(u *iam.User) { u.AttachedManagedPolicies = attachedTo(adminARN) }), Want: checks.Fail},
		{Name: "inline", Given: user(func(u *iam.User) { u.UserPolicyList = inlined(allow(`"s3:GetObject"`, `"*"`)) }), Want: checks.Fail},
		{Name: "attached_and_inline_unread", Given: user(func(u *iam.User) {
			u.AttachedManagedPolicies, u.UserPolicyList = attachedTo(adminARN), denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails)
		}), Want: checks.Fail},
		{Name: "unread", Given: user(func(u *iam.User) { u.AttachedManagedPolicies = inventory.FromPtr[[]iam.AttachedPolicy](nil) }), Want: checks.Unknown},
	},
}

func userPoliciesThroughGroups(v *checks.View[iam.User]) checks.Verdict {
	attached, _ := checks.Peek(v, v.Resource.AttachedManagedPolicies)
	own, _ := checks.Peek(v, v.Resource.UserPolicyList)
	var names []string
	for _, p := range attached {
		names = append(names, p.PolicyArn)
	}
	for _, p := range own {
		names = append(names, "inline "+p.PolicyName)
	}
	if len(names) > 0 {
		return v.Fail("%d policies on the user itself: %s", len(names), several(names))
	}
	return v.Pass("AttachedManagedPolicies and UserPolicyList are empty")
}
