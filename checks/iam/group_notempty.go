package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupNotEmpty wants a group to have users.
var GroupNotEmpty = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-not-empty",
		Title:    "Groups have users",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A group that nobody is in is permissions in waiting: whoever may add users to groups can pick the widest one that nobody watches.",
		Fix:      "aws iam delete-group --group-name NAME, after its policies are detached.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html"},
	},
	With: []inventory.Want{{Type: iam.UserType}},
	Run:  groupNotEmpty,
	Cases: []checks.Case[iam.Group]{
		{Name: "one_user", Given: group(nil), With: users(user(nil)), Want: checks.Pass},
		{Name: "empty", Given: group(nil), Want: checks.Fail},
		{Name: "users_of_other_groups", Given: group(nil), With: users(user(func(u *iam.User) { u.GroupList = inventory.Known([]string{"ops"}) })), Want: checks.Fail},
		{Name: "users_denied", Given: group(nil), Incomplete: []inventory.Kind{"iam.user"}, Want: checks.Unknown},
	},
}

// usersByGroup finds the users of a group.
var usersByGroup = &checks.Index[iam.User]{Keys: func(u *iam.User) inventory.Fact[[]string] { return u.GroupList }}

func groupNotEmpty(v *checks.View[iam.Group]) checks.Verdict {
	n := len(checks.Referrers(v, usersByGroup, v.Resource.ID))
	if n == 0 {
		return v.Fail("no user has the group in its GroupList")
	}
	return v.Pass("%d users are in the group", n)
}
