package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleEscalation wants no role to be a few calls away from administration.
var RoleEscalation = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-no-escalation-path",
		Title:    "Roles have no way of their own to become administrators",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "The role of one instance or function is as strong as the strongest role that it can pass on, take over or assume: a hole in one program is then a hole in the account.",
		Fix:      "Break the way at the step that is needed least: name resources in place of *, limit iam:PassRole by iam:PassedToService, narrow the trust policy of the role at its end, or set a permissions boundary.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: beyond(iam.RoleType),
	Run: func(v *checks.View[iam.Role]) checks.Verdict {
		if verdict, linked := serviceLinkedRole(v); linked {
			return verdict
		}
		return escalates(v, v.Resource.ARN)
	},
	Cases: []checks.Case[iam.Role]{
		{Name: "nothing", Given: role(nil), With: []inventory.Resource{functionsAdmin(), adminPolicy()}, Want: checks.Pass},
		{Name: "administrator", Given: role(func(r *iam.Role) { r.AttachedManagedPolicies = attachedTo(adminARN) }), With: []inventory.Resource{adminPolicy()}, Want: checks.NotApplicable},
		{Name: "assumes_administrator", Given: role(func(r *iam.Role) { r.RolePolicyList = inlined(allow(`"sts:AssumeRole"`, `"*"`)) }), With: []inventory.Resource{openAdmin(), adminPolicy()}, Want: checks.Fail},
		{Name: "as_everybody", Given: role(nil), With: []inventory.Resource{publicAdmin(), adminPolicy()}, Want: checks.Pass},
		{Name: "may_not_assume", Given: role(nil), With: []inventory.Resource{openAdmin(), adminPolicy()}, Want: checks.Pass},
		{Name: "rewrites_trust", Given: role(func(r *iam.Role) { r.RolePolicyList = inlined(allow(`"iam:UpdateAssumeRolePolicy"`, `"*"`)) }), With: []inventory.Resource{functionsAdmin(), adminPolicy()}, Want: checks.Fail},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(allow(`"iam:PutRolePolicy"`, `"*"`)) }), Want: checks.NotApplicable},
		{Name: "trust_of_other_unread", Given: role(nil), With: []inventory.Resource{unreadTrust()}, Want: checks.Unknown},
		{Name: "policies_not_listed", Given: role(nil), Incomplete: []inventory.Kind{"iam.policy"}, Want: checks.Unknown},
	},
}

// openAdmin is an administrator that trusts the account.
func openAdmin() *iam.Role {
	r := functionsAdmin()
	r.AssumeRolePolicyDocument = trust(`{"AWS":"111122223333"}`, "sts:AssumeRole", "")
	return r
}

// publicAdmin is an administrator that trusts everybody.
func publicAdmin() *iam.Role {
	r := functionsAdmin()
	r.AssumeRolePolicyDocument = trust(`"*"`, "sts:AssumeRole", "")
	return r
}

// unreadTrust is a role of which nobody knows whom it trusts.
func unreadTrust() *iam.Role {
	r := functionsAdmin()
	r.AssumeRolePolicyDocument = denied[string](iam.GetAccountAuthorizationDetails)
	return r
}
