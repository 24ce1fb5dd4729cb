package access

import (
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// grantedAction is an action of the catalogue that a statement allows and no Deny takes back.
type grantedAction struct {
	catalog.Action
	st *Statement
	// open is true if the resource is not limited.
	open bool
	// conditional is true if the statement has a condition.
	conditional bool
	// wild is true if a pattern of actions names it, not the action itself.
	wild bool
}

// exposed reports whether the grant counts for exposures.
func (g *grantedAction) exposed(narrow bool) bool { return (g.open || narrow) && !g.conditional }

func (l *linter) collect() []grantedAction {
	var out []grantedAction
	stops := denies(l.doc)
	for _, d := range l.opts.With {
		stops = append(stops, denies(d)...)
	}
	for i := range l.doc.Statements {
		s := &l.doc.Statements[i]
		if s.Effect != Allow || !s.reaches() {
			continue
		}
		if !l.spend(s.expansion()) {
			return out
		}
		open, conditional := s.openResource(), s.restricted()
		for _, a := range s.expand() {
			if !l.spend(10 + len(stops)) {
				return out
			}
			if !slices.ContainsFunc(stops, func(d *Statement) bool { return d.takesBack(a, s) }) {
				out = append(out, grantedAction{a, s, open, conditional, s.byPattern(a)})
			}
		}
	}
	return out
}

// expansion is what expand costs: the actions that it looks at times the patterns.
func (s *Statement) expansion() int {
	const all = 25_000
	patterns := len(s.Action) + len(s.NotAction)
	if len(s.notAction) > 0 {
		return all * patterns / 4
	}
	wide, services := 0, map[string]int{}
	for _, v := range s.Action {
		prefix, _, _ := strings.Cut(lower(v.Text), ":")
		if strings.ContainsAny(prefix, "*?") {
			wide++
		} else {
			services[prefix] = len(catalog.Actions(prefix))
		}
	}
	cost := 0
	for _, n := range services {
		cost += n
	}
	if wide > 0 {
		cost = all
	}
	return cost*patterns/4 + 1
}

// expand lists the actions of the catalogue that the statement names.
func (s *Statement) expand() []catalog.Action {
	var out []catalog.Action
	add := func(prefix string, want func(lower string) bool) {
		for _, a := range catalog.Actions(prefix) {
			if want(lower(a.String())) {
				out = append(out, a)
			}
		}
	}
	if len(s.notAction) > 0 {
		for _, p := range catalog.Prefixes() {
			add(p, func(n string) bool { return !s.notAction.match(n) })
		}
		return out
	}
	done := map[string]bool{}
	for _, v := range s.Action {
		prefix, _, _ := strings.Cut(lower(v.Text), ":")
		if !strings.ContainsAny(prefix, "*?") {
			if !done[prefix] {
				done[prefix] = true
				add(prefix, s.action.match)
			}
			continue
		}
		for _, p := range catalog.Prefixes() {
			if !done[p] && wild(prefix).match(p) {
				done[p] = true
				add(p, s.action.match)
			}
		}
	}
	return out
}

// byPattern reports whether the action is allowed by a pattern and not by its name.
func (s *Statement) byPattern(a catalog.Action) bool {
	return !slices.ContainsFunc(s.Action, func(v Value) bool { return strings.EqualFold(v.Text, a.String()) })
}

// restricted reports whether the statement has a condition that AWS accepts.
func (s *Statement) restricted() bool {
	return slices.ContainsFunc(s.Conditions, func(c Condition) bool { return !c.void })
}

// openResource reports whether the statement is for every resource, or for all but some.
func (s *Statement) openResource() bool {
	if len(s.NotResource) > 0 {
		return true
	}
	return len(s.Resource) > 0 && slices.ContainsFunc(s.Resource, func(v Value) bool { return strings.Trim(v.Text, "*") == "" && v.Text != "" })
}

// reaches reports whether any resource is left: NotResource "*" leaves none.
func (s *Statement) reaches() bool {
	return !slices.ContainsFunc(s.NotResource, func(v Value) bool { return v.Text == "*" })
}

// takesBack reports whether a Deny covers the action on all resources of the allowing statement, without condition.
func (s *Statement) takesBack(a catalog.Action, allow *Statement) bool {
	if s.Effect != Deny || len(s.Conditions) > 0 || s.matchesAction(lower(a.String())) != yes {
		return false
	}
	if len(s.NotResource) > 0 || len(s.Resource) == 0 {
		return false
	}
	for _, v := range allow.Resource {
		covered := slices.ContainsFunc(s.resource, func(t template) bool {
			return t.parts == nil && (t.fixed.match(v.Text) || v.Text == string(lit(t.fixed)))
		})
		if !covered {
			return false
		}
	}
	return s.openResource() || len(allow.Resource) > 0
}

// lit writes a pattern back.
func lit(g glob) []rune {
	out := make([]rune, len(g))
	for i, t := range g {
		switch t {
		case anyRun:
			t = '*'
		case anyOne:
			t = '?'
		}
		out[i] = t
	}
	return out
}
