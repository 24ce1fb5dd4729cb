package access

import (
	"cmp"
	"slices"
)

// Entry is a way for outsiders to become a role, and where that leads.
type Entry struct {
	Role string
	// Via is a resource with the role whose own policy lets outsiders change what it does; empty for the trust policy.
	Via      string
	Decision Decision
	// ToAdmin is the way from the role to an administrator; Reaches is false if there is none.
	ToAdmin Path
	Reaches bool
}

// Entries lists the ways in from outside the account, sorted by role: roles whose trust policy lets in other accounts or the
// identities of a provider (OIDC, SAML), and resources whose own policy lets others change what they do. That a service can
// use a role is no way in: somebody of the account has to pass it on, which is a step.
func (g *Graph) Entries() []Entry {
	var out []Entry
	add := func(role, via string, d Decision) {
		e := Entry{Role: role, Via: via, Decision: d}
		e.ToAdmin, e.Reaches = g.PathToAdmin(role)
		out = append(out, e)
	}
	for _, i := range g.roles {
		n := g.nodes[i]
		d := Decide(ResourcePolicy{Type: "iam.role", ARN: n.p.ARN, AccountID: g.account.ID, Document: n.p.Trust, RCPs: g.account.RCPs})
		if d.Class > ClassServiceUnbounded || len(d.Federated) > 0 {
			add(n.p.ARN, "", d)
		}
	}
	for _, c := range g.account.Carriers {
		if d, open := g.openTo(c); open {
			add(c.Role, c.ARN, d)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Via, b.Via)) })
	return out
}

// openTo decides whom outside of the account a carrier's own policy lets change what it does.
func (g *Graph) openTo(c Carrier) (Decision, bool) {
	if c.Role == "" || c.Policy == nil {
		return Decision{}, false
	}
	var out Decision
	for i := range methods {
		m := &methods[i]
		if m.kind != takeOver || m.service != c.Service || len(m.requires) != 1 || !c.Policy.names(m.requires[0]) {
			continue
		}
		narrow := *c.Policy
		narrow.Statements = slices.Clone(narrow.Statements)
		narrow.Statements = append(slices.DeleteFunc(narrow.Statements, func(s Statement) bool {
			return s.Effect == Allow && s.matchesAction(lower(m.requires[0])) != yes
		}), denyAllBut(m.requires[0]))
		d := Decide(ResourcePolicy{Type: c.Service, ARN: c.ARN, AccountID: g.account.ID, Document: &narrow})
		if d.Class > max(out.Class, ClassServiceUnbounded) {
			out = d
		}
	}
	return out, out.Class > ClassServiceUnbounded
}

// denyAllBut is a statement that leaves one action.
func denyAllBut(action string) Statement {
	s := Statement{Effect: Deny, Principal: &Principals{Everyone: true}, NotAction: []Value{{Text: action}}, Resource: []Value{{Text: "*"}}}
	s.compile(false)
	return s
}
