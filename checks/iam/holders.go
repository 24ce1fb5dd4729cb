package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// The principals that a managed policy is attached to, by the policy's ARN.
var (
	usersByPolicy  = &checks.Index[iam.User]{Keys: func(u *iam.User) inventory.Fact[[]string] { return policyARNs(u.AttachedManagedPolicies) }}
	groupsByPolicy = &checks.Index[iam.Group]{Keys: func(g *iam.Group) inventory.Fact[[]string] { return policyARNs(g.AttachedManagedPolicies) }}
	rolesByPolicy  = &checks.Index[iam.Role]{Keys: func(r *iam.Role) inventory.Fact[[]string] { return policyARNs(r.AttachedManagedPolicies) }}
)

func policyARNs(f inventory.Fact[[]iam.AttachedPolicy]) inventory.Fact[[]string] {
	list, gap := f.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.PolicyArn
	}
	return inventory.Known(out)
}

// holders names the users, groups and roles that a policy is attached to. The check declares all three kinds.
func holders[T any](v *checks.View[T], arn string) string {
	var names []string
	for _, u := range checks.Referrers(v, usersByPolicy, arn) {
		names = append(names, "user "+u.ID)
	}
	for _, g := range checks.Referrers(v, groupsByPolicy, arn) {
		names = append(names, "group "+g.ID)
	}
	for _, r := range checks.Referrers(v, rolesByPolicy, arn) {
		names = append(names, "role "+r.ID)
	}
	if len(names) == 0 {
		return "somebody who is not in the listing"
	}
	return several(names)
}
