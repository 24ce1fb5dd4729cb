package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserAdminBoundary wants administrators to have a permissions boundary.
var UserAdminBoundary = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-admin-boundary",
		Title:    "Administrator users have a permissions boundary",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A boundary caps what an administrator can do and hand on, so that a stolen session cannot reach what nobody needs day by day.",
		Fix:      "aws iam put-user-permissions-boundary --user-name NAME --permissions-boundary ARN",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"},
	},
	With: []inventory.Want{{Type: iam.PolicyType}, {Type: iam.GroupType}},
	Run:  userAdminBoundary,
	Cases: []checks.Case[iam.User]{
		{Name: "no_admin", Given: user(inNoGroup), Want: checks.NotApplicable},
		{Name: "admin", Given: user(func(u *iam.User) { inNoGroup(u); u.AttachedManagedPolicies = attachedTo(adminARN) }), With: []inventory.Resource{adminPolicy()}, Want: checks.Fail},
		{Name: "admin_with_boundary", Given: user(func(u *iam.User) {
			inNoGroup(u)
			u.AttachedManagedPolicies, u.PermissionsBoundaryArn = attachedTo(adminARN), inventory.Known("arn:aws:iam::111122223333:policy/cap")
		}), With: []inventory.Resource{adminPolicy()}, Want: checks.Pass},
		{Name: "admin_by_group", Given: user(nil), With: []inventory.Resource{adminPolicy(), adminGroup()}, Want: checks.Fail},
		{Name: "group_not_listed", Given: user(nil), Want: checks.Unknown},
		{Name: "policy_not_listed", Given: user(func(u *iam.User) { inNoGroup(u); u.AttachedManagedPolicies = attachedTo(adminARN) }), Want: checks.Unknown},
	},
}

func userAdminBoundary(v *checks.View[iam.User]) checks.Verdict {
	docs, lost := documents(v, v.Resource.UserPolicyList, v.Resource.AttachedManagedPolicies)
	groups, _ := checks.Read(v, v.Resource.GroupList)
	for _, name := range groups {
		g, found := checks.Find[iam.Group](v, "", name)
		if !found {
			lost = append(lost, "group "+name)
			continue
		}
		more, missing := documents(v, g.GroupPolicyList, g.AttachedManagedPolicies)
		docs, lost = append(docs, more...), append(lost, missing...)
	}
	return bounded(v, docs, lost, v.Resource.PermissionsBoundaryArn)
}

// inNoGroup takes a user out of its groups.
func inNoGroup(u *iam.User) { u.GroupList = inventory.Known([]string{}) }

func adminPolicy() *iam.Policy {
	p := policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`)))
	return &p
}

func adminGroup() *iam.Group {
	g := group(func(g *iam.Group) { g.AttachedManagedPolicies = attachedTo(adminARN) })
	return &g
}
