package escalation

import (
	"slices"
	"strings"

	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/ssoadmin"
)

// EntryWants is Wants with what tells who enters through IAM Identity Center.
func EntryWants() []inventory.Want {
	return append(Wants(), inventory.Want{Type: ssoadmin.PermissionSetType})
}

// noteHolders notes that those who enter through IAM Identity Center are not known, if the account has a role of its.
func (b *builder) noteHolders() {
	found := false
	each(b.snap, func(r *iam.Role) { found = found || iam.IdentityCenter(r.Path.Or("")) })
	if !found {
		return
	}
	for _, gap := range incomplete(b.snap, ssoadmin.PermissionSetType) {
		if gap.Class != inventory.NotAsked {
			b.m.missing = append(b.m.missing, Missing{"who holds the permission sets of IAM Identity Center", gap.String()})
		}
	}
}

// Holders returns the users and groups of IAM Identity Center that can enter as a role: "group 1234-abcd", sorted. It is nil
// where the role is none of its roles, or they are not known.
func (m *Model) Holders(role string) []string {
	set := ssoadmin.OfRole(role[strings.LastIndexByte(role, '/')+1:])
	if set == "" || !strings.Contains(role, ":role/aws-reserved/sso.amazonaws.com/") {
		return nil
	}
	var out []string
	each(m.snap, func(x *ssoadmin.PermissionSet) {
		if name, gap := x.SetName.Get(); gap != nil || name != set {
			return
		}
		list, gap := x.Assignments.Get()
		if gap != nil {
			return
		}
		if out == nil {
			out = []string{}
		}
		for _, a := range list {
			out = append(out, strings.ToLower(a.PrincipalType)+" "+a.PrincipalID)
		}
	})
	slices.Sort(out)
	return out
}
