package iam

import (
	"demarc/checks"
	"demarc/checks/escalation"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// graph is who can become whom in the account, worked out once for all users and roles.
var graph = &checks.Overview[*escalation.Model]{
	Over: []*inventory.Type{iam.GroupType, iam.PolicyType, iam.RoleType, iam.UserType},
	Of:   escalation.New,
}

// beyond returns what the graph is made of, but for the kind that the check judges.
func beyond(t *inventory.Type) []inventory.Want {
	var out []inventory.Want
	for _, w := range escalation.Wants() {
		if w.Type != t {
			out = append(out, w)
		}
	}
	return out
}

// escalates judges whether a user or role that is no administrator can become one.
func escalates[T any](v *checks.View[T], arn string) checks.Verdict {
	m := checks.Survey(v, graph)
	if gap := m.Gap(); gap != nil {
		checks.Peek(v, inventory.Missing[bool](gap))
	}
	hangs := "" // what takes away alone leaves a failure as it is
	if gap := m.Unguarded(); gap != nil && gap.Class != inventory.NotAsked {
		hangs = "; whether a service control policy stops it is not known: " + gap.String()
	}
	p, found := m.OwnPathToAdmin(arn)
	switch {
	case m.Admin(arn) && m.Unsure(arn):
		return v.Unknown("it is an administrator by its policies, as far as these were read")
	case m.Admin(arn):
		return v.NotApplicable("it is an administrator by its own policies, which is for other checks")
	case found && p.Possible:
		return v.Unknown("it may become an administrator, which hangs on what is not known: %s", escalation.DescribePath(p))
	case found:
		return v.Fail("it can become an administrator: %s%s", escalation.DescribePath(p), hangs)
	}
	if p, found := m.PathToAdmin(arn); found {
		// One role that is open to everybody would otherwise be reported at each user and role of the account.
		return v.Pass("it has no way of its own; the one that every account of AWS has is reported at the role: %s", escalation.DescribePath(p))
	}
	return v.Pass("no known way leads from it to an administrator")
}
