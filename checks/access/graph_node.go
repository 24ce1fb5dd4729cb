package access

import (
	"slices"
	"strings"
	"time"
)

// graphNode is a principal with its permissions made ready.
type graphNode struct {
	p     *Principal
	role  bool
	docs  []*Document   // identity policies, those of groups included
	sets  []*actionSets // of docs
	limit []*actionSets // of the boundary
	// allows has a bit for each action of graphActions that some Allow statement names.
	allows actionBits
	// regional has a bit for each action whose statements ask for the region of the request.
	regional actionBits
	admin    bool
	ceiling  bool // boundary and SCPs leave room for an administrator
	caller   caller
	ctx      *Context
	trust    *trustFacts
	// profiles says whether it can make an instance profile for a role.
	profiles truth
	// services are the methods by a service of which all actions are allowed somewhere, with how surely.
	services []serviceMethod
	// reachesUsers, reachesRoles and lifts say whether the permissions that such steps need are there at all.
	reachesUsers, reachesRoles, lifts bool
	// bound is true if only its boundary keeps it from being an administrator; unbinds says whether it may remove one.
	bound, unbinds bool
	// trusted is true if a trust policy names it, or one names everyone.
	trusted bool
}

// serviceMethod is a method with the certainty of its actions, iam:PassRole and actions on a carrier apart.
type serviceMethod struct {
	*method
	anywhere truth
	ctx      *Context // of iam:PassRole
}

func (g *Graph) newNode(p *Principal, t *actionTables) *graphNode {
	n := &graphNode{p: p, caller: parseCaller(p.ARN)}
	n.role = strings.HasPrefix(n.caller.arn.resource, "role/")
	add := func(attached []Attached, inline []*Document) {
		for _, a := range attached {
			n.docs = append(n.docs, a.Document)
		}
		n.docs = append(n.docs, inline...)
	}
	add(p.Attached, p.Inline)
	for _, name := range p.Groups {
		if group := g.groups[name]; group != nil {
			add(group.Attached, group.Inline)
		}
	}
	n.docs = given(n.docs)
	n.regional = t.regional
	for _, d := range n.docs {
		s := t.of(d)
		n.sets = append(n.sets, s)
		n.allows.join(s.allows)
		n.regional.join(s.regional)
	}
	if p.Boundary != nil {
		n.limit = []*actionSets{t.of(p.Boundary)}
		n.regional.join(n.limit[0].regional)
	}
	n.ctx = g.context(n)
	n.reachesUsers = n.any(t, "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile")
	n.reachesRoles = n.any(t, "sts:AssumeRole", "iam:UpdateAssumeRolePolicy")
	n.lifts = n.any(t, "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:CreatePolicyVersion")
	n.unbinds = n.any(t, "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
	n.ceiling = n.room(g.account.SCPs)
	n.admin = n.ceiling && certainAdmin(n.docs...)
	n.bound = p.Boundary != nil && !n.admin && room(g.account.SCPs) && certainAdmin(n.docs...)
	if p.Trust != nil {
		n.trust = newTrustFacts(p.Trust, g.account.ID)
	}
	return n
}

// any reports whether some Allow statement names one of the actions.
func (n *graphNode) any(t *actionTables, actions ...string) bool {
	return slices.ContainsFunc(actions, func(a string) bool { return n.allows.has(t.numbers[a]) })
}

func certainAdmin(docs ...*Document) bool {
	r := Admin(docs...)
	return r.Power == PowerAdmin && !r.Conditional
}

// room reports whether the boundary and every level of SCPs allow what an administrator does. An SCP that only denies
// some actions leaves room.
func (n *graphNode) room(scps [][]*Document) bool {
	return (n.p.Boundary == nil || Admin(n.p.Boundary).Power == PowerAdmin) && room(scps)
}

func room(scps [][]*Document) bool {
	for _, level := range scps {
		if Admin(level...).Power == PowerLimited {
			return false
		}
	}
	return true
}

// context has what is known of every request of the principal; all else is unknown.
func (g *Graph) context(n *graphNode) *Context {
	p := prepared{caller: n.caller, ctx: &Context{}}
	p.derive()
	ctx := p.ctx
	ctx.open = true
	ctx.Set("aws:SecureTransport", "true")
	ctx.Set("aws:ResourceAccount", g.account.ID)
	if g.account.OrgID != "" {
		ctx.Set("aws:PrincipalOrgID", g.account.OrgID)
		ctx.Set("aws:ResourceOrgID", g.account.OrgID)
	}
	if g.account.OrgPath != "" {
		ctx.Set("aws:PrincipalOrgPaths", g.account.OrgPath)
		ctx.Set("aws:ResourceOrgPaths", g.account.OrgPath)
	}
	ctx.Set("iam:PolicyARN", "arn:"+n.caller.arn.partition+":iam::aws:policy/AdministratorAccess")
	if _, err := time.Parse(time.RFC3339, g.account.Time); err == nil {
		ctx.Set("aws:CurrentTime", g.account.Time)
		ctx.Set("aws:EpochTime", g.account.Time)
		ctx.Set("aws:TokenIssueTime", g.account.Time) // users can have a session token for the asking
	}
	return ctx
}

// allowed decides an action of the methods on a resource for the principal: identity policies, boundary and SCPs.
func (n *graphNode) allowed(t *actionTables, action, resource string, ctx *Context) truth {
	k, ok := t.numbers[action]
	if !ok || !n.allows.has(k) {
		return no
	}
	p := prepared{caller: n.caller, action: t.actions[k], resource: resource, account: n.caller.account, ctx: ctx}
	if !n.regional.has(k) {
		return n.decide(t, k, &p)
	}
	out := no // who calls chooses the region, where the action or the resource does not
	for _, region := range t.regionsOf(k, resource) {
		p.ctx = ctx.clone()
		p.ctx.Set("aws:RequestedRegion", region)
		if out = out.or(n.decide(t, k, &p)); out == yes {
			break
		}
	}
	return out
}

func (n *graphNode) decide(t *actionTables, k int, p *prepared) truth {
	out := decideSets(n.sets, k, p)
	if out == no {
		return no
	}
	if len(n.limit) > 0 {
		out = out.and(decideSets(n.limit, k, p))
	}
	if !n.caller.serviceLinked() {
		for _, level := range t.scps {
			out = out.and(decideSets(level, k, p))
		}
	}
	return out
}

func decideSets(sets []*actionSets, k int, p *prepared) truth {
	allow, deny := no, no
	for _, s := range sets {
		for _, st := range s.statements[k] {
			if st.Effect == Allow && allow == yes {
				continue
			}
			m := st.matchesRest(p)
			if st.Effect == Deny {
				deny = deny.or(m)
			} else {
				allow = allow.or(m)
			}
		}
	}
	return allow.and(deny.not())
}

// matchesRest is matches for a statement whose action is known to match.
func (s *Statement) matchesRest(p *prepared) truth {
	out := s.matchesResource(p)
	for i := range s.Conditions {
		if out == no {
			return no
		}
		out = out.and(s.condition(i, p.ctx))
	}
	return out
}

// ownPolicies are the customer managed policies that the principal or its groups have.
func (g *Graph) ownPolicies(n *graphNode) []Attached {
	out := slices.Clone(n.p.Attached)
	for _, name := range n.p.Groups {
		if group := g.groups[name]; group != nil {
			out = append(out, group.Attached...)
		}
	}
	return slices.DeleteFunc(out, func(a Attached) bool { return parseARN(a.ARN).account == "aws" })
}
