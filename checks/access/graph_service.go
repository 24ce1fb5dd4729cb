package access

import (
	"slices"

	"demarc/checks/access/catalog"
)

// serviceMethods prepares the methods by a service for a node.
func (g *Graph) serviceMethods(s *graphNode) {
	s.profiles = g.anywhere(s, "iam:CreateInstanceProfile").and(g.anywhere(s, "iam:AddRoleToInstanceProfile"))
	known := map[string]truth{}
	for i := range methods {
		m := &methods[i]
		byPolicy := m.kind == takeOver && g.policed[m.service]
		if m.kind != passNew && m.kind != takeOver || m.service == "" || !byPolicy && !g.hasAll(s, m) {
			continue
		}
		sure := g.there(s, m)
		for _, a := range m.requires {
			if a == "iam:PassRole" || byPolicy && g.byPolicy(m.service, a) {
				continue
			}
			if _, ok := known[a]; !ok {
				known[a] = g.anywhere(s, a)
			}
			sure = sure.and(known[a])
		}
		if sure != no {
			s.services = append(s.services, serviceMethod{m, sure, s.passing(m.service)})
		}
	}
}

// there decides whether a resource is there that the method needs, and that s may use for it.
func (g *Graph) there(s *graphNode, m *method) truth {
	kind, ok := needs[m.id]
	if !ok {
		return yes
	}
	best := no
	for _, c := range g.kinds[kind] {
		sure := yes
		for _, a := range m.requires {
			if g.onCarrier(a, c) {
				sure = sure.and(g.can(s, a, c.ARN))
			}
		}
		if best = best.or(sure); best == yes {
			return yes
		}
	}
	if best == no && !g.complete(kind) {
		return maybe
	}
	return best
}

// complete reports whether all resources of a kind are known.
func (g *Graph) complete(kind string) bool {
	return g.account.CarriersKnown || slices.Contains(g.account.KnownCarriers, kind)
}

// byPolicy reports whether the policy of some resource of a service allows an action.
func (g *Graph) byPolicy(service, action string) bool {
	return slices.ContainsFunc(g.kinds[service], func(c Carrier) bool { return c.Policy.names(action) })
}

// names reports whether some Allow statement of a policy, which may be nil, is for an action.
func (d *Document) names(action string) bool {
	return d != nil && slices.ContainsFunc(d.Statements, func(s Statement) bool { return s.Effect == Allow && s.matchesAction(lower(action)) == yes })
}

// canOn is can for an action on a carrier, whose own policy may allow it too.
func (g *Graph) canOn(s *graphNode, action string, c Carrier) truth {
	out := g.can(s, action, c.ARN)
	if out == yes || !c.Policy.names(action) {
		return out
	}
	ctx := s.ctx.clone()
	if region := fixedRegion(lower(action), c.ARN); region != "" {
		ctx.Set(requestedRegion, region)
	}
	r := Evaluate(Request{Principal: s.p.ARN, Action: action, Resource: c.ARN, ResourceAccount: g.account.ID, Context: ctx},
		Policies{Identity: s.docs, Boundary: s.p.Boundary, SCPs: g.account.SCPs, RCPs: g.account.RCPs, Resource: c.Policy})
	switch r.Verdict {
	case VerdictAllowed:
		return yes
	case VerdictUnknown:
		return maybe
	}
	return out
}

// byService tries the methods that use a service: something new with the role, or something that has it.
func (g *Graph) byService(s, role *graphNode, try func(id, via string, ok truth) bool) {
	if role.trust == nil {
		return
	}
	for _, m := range s.services {
		if m.kind == passNew {
			if ok := g.passes(s, role, m); ok != no && try(m.id, "", ok) {
				return
			}
			continue
		}
		if g.takesOver(s, role, m, try) {
			return
		}
	}
}

// hasAll is the quick test that each action of the method is in some Allow statement.
func (g *Graph) hasAll(s *graphNode, m *method) bool {
	for _, a := range m.requires {
		if !s.allows.has(g.tables.numbers[a]) {
			return false
		}
	}
	return true
}

func (g *Graph) passes(s, role *graphNode, m serviceMethod) truth {
	out := role.trust.services[m.service].and(m.anywhere)
	if out == no {
		return no
	}
	if m.service == "ec2.amazonaws.com" && !role.p.InstanceProfile {
		out = out.and(s.profiles)
	}
	if out == no || !slices.Contains(m.requires, "iam:PassRole") {
		return out
	}
	return out.and(s.allowed(g.tables, "iam:PassRole", role.p.ARN, m.ctx))
}

func (g *Graph) takesOver(s, role *graphNode, m serviceMethod, try func(id, via string, ok truth) bool) bool {
	for _, c := range g.carriers[role.p.ARN] {
		if c.Service != m.service {
			continue
		}
		ok := m.anywhere
		for _, a := range m.requires {
			if g.onCarrier(a, c) {
				ok = ok.and(g.canOn(s, a, c))
			}
		}
		if slices.Contains(unsure, m.id) {
			ok = min(ok, maybe)
		}
		if ok != no && try(m.id, c.ARN, ok) {
			return true
		}
	}
	if g.complete(m.service) || !g.hasAll(s, m.method) {
		return false
	}
	for _, service := range m.trusted() {
		if role.trust.services[service] == no || service == "ec2.amazonaws.com" && !role.p.InstanceProfile {
			continue
		}
		if try(m.id, "", maybe) {
			return true
		}
	}
	return false
}

// onCarrier reports whether an action of a method is authorized on the carrier itself.
func (g *Graph) onCarrier(action string, c Carrier) bool {
	a, ok := catalog.Lookup(action)
	return ok && slices.ContainsFunc(a.Resources, func(r catalog.Resource) bool { return placeholders(r.ARN).match(c.ARN) })
}
