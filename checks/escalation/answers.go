package escalation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
)

// Missing returns what was not read, sorted; empty for a model of which everything is known.
func (m *Model) Missing() []Missing { return m.missing }

// Gap returns why it cannot be said that there is no way, or nil: something about users, groups, roles or policies was not
// read. Instances and functions that were not read need no gap, because ways through them are then drawn as possible.
func (m *Model) Gap() *inventory.Gap { return m.identities }

// Organization returns the organization of the account, with its policies as far as they are known.
func (m *Model) Organization() *guardrails.Set { return m.over }

// Unguarded returns why the service control policies over the account are not known, or nil. They could stop a way, and
// make none: what the account's own policies allow stands, and is said to hang on them.
func (m *Model) Unguarded() *inventory.Gap { return m.over.SCPGap }

// Has reports whether the account has the principal.
func (m *Model) Has(arn string) bool { _, ok := m.unsure[arn]; return ok }

// Unsure reports whether a policy, a group or the boundary of the principal is not known.
func (m *Model) Unsure(arn string) bool { return m.unsure[arn] }

// Admins returns the principals that are administrators by their own policies, sorted.
func (m *Model) Admins() []string { return m.admins }

// Admin reports whether a principal is an administrator by its own policies.
func (m *Model) Admin(arn string) bool {
	_, found := slices.BinarySearch(m.admins, arn)
	return found
}

// PathToAdmin returns the shortest way for a principal to become an administrator; an administrator has the empty one.
func (m *Model) PathToAdmin(arn string) (access.Path, bool) {
	p, ok := m.graph.PathToAdmin(arn)
	return m.doubt(p), ok
}

// OwnPathToAdmin is PathToAdmin without ways through roles that any account of AWS can assume: whoever has no other way has
// none that a stranger lacks.
func (m *Model) OwnPathToAdmin(arn string) (access.Path, bool) {
	p, ok := m.own.PathToAdmin(arn)
	return m.doubt(p), ok
}

// Path returns the shortest way from one principal to another.
func (m *Model) Path(from, to string) (access.Path, bool) {
	p, ok := m.graph.Path(from, to)
	return m.doubt(p), ok
}

// doubt makes a way possible only when it leads through a principal that is not known well enough.
func (m *Model) doubt(p access.Path) access.Path {
	p.Steps = slices.Clone(p.Steps)
	for i := range p.Steps {
		s := &p.Steps[i]
		s.Possible = s.Possible || m.unsure[s.From] || m.unsure[s.To]
		p.Possible = p.Possible || s.Possible
	}
	return p
}

// An Escalation is a principal that is no administrator and can become one.
type Escalation struct {
	Principal string
	Path      access.Path
}

// Escalations returns all of them, sorted by principal. Service-linked roles are left out: nobody but AWS can use them.
func (m *Model) Escalations() []Escalation {
	found := m.graph.Escalations()
	var out []Escalation
	for _, arn := range slices.Sorted(maps.Keys(found)) {
		if !strings.Contains(arn, ":role/aws-service-role/") {
			out = append(out, Escalation{arn, m.doubt(found[arn])})
		}
	}
	return out
}

// An Entry is a way into a role from outside the account.
type Entry struct {
	access.Entry
	// Holders are the users and groups of IAM Identity Center that enter as the role: "group 1234-abcd"; nil where the role
	// is none of its roles, or they are not known.
	Holders []string
}

// Entries returns the ways in from outside the account, sorted by role, and where each leads.
func (m *Model) Entries() []Entry {
	var out []Entry
	for _, e := range m.graph.Entries() {
		e.ToAdmin = m.doubt(e.ToAdmin)
		out = append(out, Entry{e, m.Holders(e.Role)})
	}
	return out
}

// Describe says in words what a step is: "user ana becomes role deploy by sts:AssumeRole (sts-001)".
func Describe(s access.Step) string {
	var b strings.Builder
	b.WriteString(Name(s.From))
	switch {
	case s.To == s.From || s.To == "":
		b.WriteString(" makes itself an administrator")
	default:
		b.WriteString(" becomes " + Name(s.To))
	}
	fmt.Fprintf(&b, " by %s (%s)", s.Name, s.Method)
	if s.Via != "" && s.Via != s.From && s.Via != s.To {
		b.WriteString(" through " + s.Via)
	}
	if s.Possible {
		b.WriteString(", possibly")
	}
	return b.String()
}

// DescribePath says in words what a way is, step by step.
func DescribePath(p access.Path) string {
	steps := make([]string, len(p.Steps))
	for i, s := range p.Steps {
		steps[i] = fmt.Sprintf("%d. %s", i+1, Describe(s))
	}
	return strings.Join(steps, "; ")
}
