package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleAdminBoundary wants administrators to have a permissions boundary.
var RoleAdminBoundary = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-admin-boundary",
		Title:    "Administrator roles have a permissions boundary",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A boundary caps what an administrator can do and hand on, so that a stolen session cannot reach what nobody needs day by day.",
		Fix:      "aws iam put-role-permissions-boundary --role-name NAME --permissions-boundary ARN",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"},
	},
	With: []inventory.Want{{Type: iam.PolicyType}},
	Run:  roleAdminBoundary,
	Cases: []checks.Case[iam.Role]{
		{Name: "no_admin", Given: role(nil), Want: checks.NotApplicable},
		{Name: "admin", Given: role(func(u *iam.Role) { u.AttachedManagedPolicies = attachedTo(adminARN) }), With: []inventory.Resource{adminPolicy()}, Want: checks.Fail},
		{Name: "admin_with_boundary", Given: role(func(u *iam.Role) {
			u.AttachedManagedPolicies, u.PermissionsBoundaryArn = attachedTo(adminARN), inventory.Known("arn:aws:iam::111122223333:policy/cap")
		}), With: []inventory.Resource{adminPolicy()}, Want: checks.Pass},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.AttachedManagedPolicies = attachedTo(adminARN) }), With: []inventory.Resource{adminPolicy()}, Want: checks.NotApplicable},
		{Name: "policy_not_listed", Given: role(func(u *iam.Role) { u.AttachedManagedPolicies = attachedTo(adminARN) }), Want: checks.Unknown},
	},
}

func roleAdminBoundary(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, linked := serviceLinkedRole(v); linked {
		return verdict
	}
	docs, lost := documents(v, v.Resource.RolePolicyList, v.Resource.AttachedManagedPolicies)
	return bounded(v, docs, lost, v.Resource.PermissionsBoundaryArn)
}
