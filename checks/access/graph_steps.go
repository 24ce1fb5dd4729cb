package access

import (
	"slices"
	"strings"
)

// can asks for an action of node s, with the context that the method implies.
func (g *Graph) can(s *graphNode, action, resource string) truth {
	return s.allowed(g.tables, action, resource, s.ctx)
}

// anywhere asks whether s can use an action on some resource of the account: for actions that make something new, or
// whose target does not matter. Only called while the graph is drawn, because it keeps what it finds.
func (g *Graph) anywhere(s *graphNode, action string) truth {
	k := g.tables.numbers[action]
	if !s.allows.has(k) {
		return no
	}
	out := no
	for _, example := range g.tables.examples(k, g.account.ID) {
		if out = out.or(g.can(s, action, example)); out == yes {
			return yes
		}
	}
	for _, set := range s.sets {
		for _, st := range set.statements[k] {
			if st.Effect != Allow || st.openResource() {
				continue
			}
			for _, r := range g.tables.within(st, k, g.account.ID) {
				if out = out.or(g.can(s, action, r)); out == yes {
					return yes
				}
			}
		}
	}
	return out
}

// passing is the context of passing a role to a service.
func (n *graphNode) passing(service string) *Context {
	ctx := n.ctx.clone()
	ctx.Set("iam:PassedToService", service)
	return ctx
}

// reserved reports whether the role belongs to IAM Identity Center, which alone can change or pass it.
func (n *graphNode) reserved() bool {
	return strings.Contains(n.p.ARN, ":role/aws-reserved/")
}

// step is the best single step from s to t, with whether it is certain.
func (g *Graph) step(si, ti int) (Step, truth) {
	s, t := g.nodes[si], g.nodes[ti]
	if si == ti || !t.role && !s.reachesUsers || t.caller.serviceLinked() {
		return Step{}, no
	}
	best, certain := Step{}, no
	g.steps(s, t, func(id, via string, ok truth) bool {
		if ok > certain {
			certain = ok
			best = Step{From: s.p.ARN, To: t.p.ARN, Method: id, Name: methodName(id), Via: via, Possible: ok == maybe}
		}
		return certain == yes
	})
	return best, certain
}

// steps hands over the methods by which s can become t, until try is content.
func (g *Graph) steps(s, t *graphNode, try func(id, via string, ok truth) bool) {
	switch {
	case !t.role:
		_ = try("iam-002", "", g.can(s, "iam:CreateAccessKey", t.p.ARN)) ||
			try("iam-004", "", g.can(s, "iam:CreateLoginProfile", t.p.ARN)) ||
			try("iam-006", "", g.can(s, "iam:UpdateLoginProfile", t.p.ARN))
	case try("sts-001", "", g.assumes(s, t)) || !t.reserved() && try("iam-012", "", g.can(s, "iam:UpdateAssumeRolePolicy", t.p.ARN)):
	default:
		g.byService(s, t, try)
	}
}

// assumes decides whether s can assume the role: its trust policy names s, or names the account and s has the permission.
func (g *Graph) assumes(s, role *graphNode) truth {
	t := role.trust
	if t == nil || !t.account && !t.names[s.p.ARN] || !t.everyone && !s.reachesRoles && !t.names[s.p.ARN] {
		return no
	}
	own := g.can(s, "sts:AssumeRole", role.p.ARN)
	if own == no && !t.names[s.p.ARN] && !t.everyone {
		return no
	}
	out := t.admits(s.caller, s.ctx)
	guarded := out.allow.and(g.underRCPs(s, role.p.ARN))
	if out.by == matchAccount {
		return guarded.and(own)
	}
	return guarded.and(g.notStopped(s, role.p.ARN))
}

// underRCPs is no where a resource control policy keeps s from assuming the role.
func (g *Graph) underRCPs(s *graphNode, role string) truth {
	return g.tables.deny(g.tables.rcps, s, role, g.account.ID).not()
}

// deny decides whether a Deny of the policies stops s from assuming the role.
func (t *actionTables) deny(sets []*actionSets, s *graphNode, role, account string) truth {
	k := t.numbers["sts:AssumeRole"]
	p := prepared{caller: s.caller, action: t.actions[k], resource: role, account: account, ctx: s.ctx}
	if !slices.ContainsFunc(sets, func(set *actionSets) bool { return set.regional.has(k) }) {
		return denied(sets, k, &p)
	}
	out := yes
	for _, region := range t.regions {
		p.ctx = s.ctx.clone()
		p.ctx.Set(requestedRegion, region)
		out = out.and(denied(sets, k, &p))
	}
	return out
}

func denied(sets []*actionSets, k int, p *prepared) truth {
	out := no
	for _, set := range sets {
		for _, st := range set.statements[k] {
			if st.Effect == Deny {
				out = out.or(st.matchesRest(p))
			}
		}
	}
	return out
}

// notStopped is no where a Deny, the boundary or an SCP keeps s from assuming a role that trusts it by name. Source: IAM
// user guide, "Policy evaluation logic": a trust policy that names a principal of its account is enough.
func (g *Graph) notStopped(s *graphNode, role string) truth {
	return g.tables.deny(slices.Concat(s.sets, s.limit, slices.Concat(g.tables.scps...)), s, role, g.account.ID).not()
}

func methodName(id string) string {
	i, ok := slices.BinarySearchFunc(methods, id, func(m method, id string) int { return strings.Compare(m.id, id) })
	if !ok {
		return ""
	}
	return methods[i].name
}
