package access

import (
	"slices"
	"strings"
	"time"

	"demarc/checks/access/catalog"
)

// graphNode is a principal with its permissions made ready.
type graphNode struct {
	p     *Principal
	role  bool
	docs  []*Document   // identity policies, those of groups included
	sets  []*actionSets // of docs
	limit []*actionSets // of the boundary
	// allows has a bit for each action of graphActions that some Allow statement names.
	allows  actionBits
	admin   bool
	ceiling bool // boundary and SCPs leave room for an administrator
	caller  caller
	ctx     *Context
	trust   *trustFacts
	// profiles says whether it can make an instance profile for a role.
	profiles truth
	// services are the methods by a service of which all actions are allowed somewhere, with how surely.
	services []serviceMethod
	// reachesUsers, reachesRoles and lifts say whether the permissions that such steps need are there at all.
	reachesUsers, reachesRoles, lifts bool
	// trusted is true if a trust policy names it, or one names everyone.
	trusted bool
}

// serviceMethod is a method with the certainty of its actions, iam:PassRole and actions on a carrier apart.
type serviceMethod struct {
	*method
	anywhere truth
	ctx      *Context // of iam:PassRole
}

// actionBits is a set of actions, by their number in graphActions.
type actionBits [3]uint64

func (b *actionBits) add(i int)     { b[i/64] |= 1 << (i % 64) }
func (b actionBits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// actionSets are the statements of a document by the action that they match.
type actionSets struct {
	statements [][]*Statement
	allows     actionBits
}

// actionTables makes and keeps actionSets, so that a shared document is looked at once.
type actionTables struct {
	samples map[int][]string
	formats map[int][]glob
	inside  map[inStatement][]string
	numbers map[string]int
	actions []string
	made    map[*Document]*actionSets
	scps    [][]*actionSets
}

func newActionTables(scps [][]*Document) *actionTables {
	t := &actionTables{numbers: map[string]int{}, made: map[*Document]*actionSets{}, samples: map[int][]string{},
		formats: map[int][]glob{}, inside: map[inStatement][]string{}}
	for _, m := range methods {
		for _, a := range m.requires {
			t.number(a)
		}
	}
	for _, a := range []string{"iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"} {
		t.number(a)
	}
	for _, level := range scps {
		var sets []*actionSets
		for _, d := range given(level) {
			sets = append(sets, t.of(d))
		}
		t.scps = append(t.scps, sets)
	}
	return t
}

func (t *actionTables) number(action string) {
	if _, ok := t.numbers[action]; !ok {
		t.numbers[action] = len(t.actions)
		t.actions = append(t.actions, lower(action))
	}
}

// examples are resources of an action with names that no policy means. Only called while the graph is drawn.
func (t *actionTables) examples(k int, account string) []string {
	if _, ok := t.samples[k]; !ok {
		t.samples[k] = examples(t.actions[k], account)
	}
	return t.samples[k]
}

// inStatement is a statement and an action.
type inStatement struct {
	st *Statement
	k  int
}

// within are resources of an action that the statement's resources name, one for each way. Only called while the graph is
// drawn.
func (t *actionTables) within(st *Statement, k int, account string) []string {
	if out, ok := t.inside[inStatement{st, k}]; ok {
		return out
	}
	if _, ok := t.formats[k]; !ok {
		t.formats[k] = formats(t.actions[k], account)
	}
	var out []string
	for i := range st.resource {
		for _, f := range t.formats[k] {
			if r, ok := meet(f, st.resource[i].loose()); ok {
				out = append(out, r)
			}
		}
	}
	out = unique(out)
	t.inside[inStatement{st, k}] = out
	return out
}

// formats are the ARN formats of an action's resources in an account, as patterns; "*" where it has none.
func formats(action, account string) []glob {
	a, ok := catalog.Lookup(action)
	if !ok || len(a.Resources) == 0 {
		return []glob{literal("*")}
	}
	var out []glob
	for _, r := range a.Resources {
		out = append(out, placeholders(strings.NewReplacer("${Partition}", "aws", "${Account}", account).Replace(r.ARN)))
	}
	return out
}

func (t *actionTables) of(d *Document) *actionSets {
	if s, ok := t.made[d]; ok {
		return s
	}
	s := &actionSets{statements: make([][]*Statement, len(t.actions))}
	for i := range d.Statements {
		st := &d.Statements[i]
		for k, a := range t.actions {
			if st.matchesAction(a) != yes {
				continue
			}
			s.statements[k] = append(s.statements[k], st)
			if st.Effect == Allow {
				s.allows.add(k)
			}
		}
	}
	t.made[d] = s
	return s
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
	for _, d := range n.docs {
		s := t.of(d)
		n.sets = append(n.sets, s)
		for i := range n.allows {
			n.allows[i] |= s.allows[i]
		}
	}
	if p.Boundary != nil {
		n.limit = []*actionSets{t.of(p.Boundary)}
	}
	n.ctx = g.context(n)
	n.reachesUsers = n.any(t, "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile")
	n.reachesRoles = n.any(t, "sts:AssumeRole", "iam:UpdateAssumeRolePolicy")
	n.lifts = n.any(t, "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:CreatePolicyVersion")
	n.ceiling = n.room(g.account.SCPs)
	n.admin = n.ceiling && certainAdmin(n.docs...)
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
	if n.p.Boundary != nil && Admin(n.p.Boundary).Power != PowerAdmin {
		return false
	}
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
	out := decideSets(n.sets, k, &p)
	if out == no {
		return no
	}
	if len(n.limit) > 0 {
		out = out.and(decideSets(n.limit, k, &p))
	}
	if !n.caller.serviceLinked() {
		for _, level := range t.scps {
			out = out.and(decideSets(level, k, &p))
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

// trustFacts is a trust policy made ready.
type trustFacts struct {
	doc *Document
	// names are the ARNs that it names, account is true if it names the account or everyone.
	names    map[string]bool
	account  bool
	everyone bool
	services map[string]truth
}

func newTrustFacts(d *Document, account string) *trustFacts {
	t := &trustFacts{doc: d, names: map[string]bool{}, services: map[string]truth{}}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Effect != Allow {
			continue
		}
		if s.NotPrincipal != nil {
			t.account, t.everyone = true, true
		}
		if s.Principal == nil {
			continue
		}
		t.everyone = t.everyone || s.Principal.Everyone
		t.account = t.account || s.Principal.Everyone
		for _, e := range s.Principal.Entries {
			t.names[e.Text] = true
			a := parseARN(e.Text)
			if e.Text == account || a.account == account && a.resource == "root" || strings.ContainsAny(e.Text, "*?") {
				t.account = true
			}
		}
	}
	for _, m := range methods {
		for _, service := range m.trusted() {
			if _, done := t.services[service]; !done {
				t.services[service] = t.admits(parseCaller(service), &Context{open: true}).allow
			}
		}
	}
	return t
}

// admits evaluates the trust policy for a caller.
func (t *trustFacts) admits(c caller, ctx *Context) outcome {
	p := prepared{caller: c, action: "sts:assumerole", account: c.account, ctx: ctx}
	out := resourcePolicy(t.doc, &p)
	out.allow = out.allow.and(out.deny.not())
	return out
}

// trusted are the service principals that a role must trust for the method.
func (m *method) trusted() []string {
	switch {
	case m.kind == passNew && m.service != "":
		return []string{m.service}
	case m.kind == takeOver:
		return carried[m.service]
	}
	return nil
}

// carried tells which service principals use the role of a resource of a service.
var carried = map[string][]string{
	"apprunner": {"tasks.apprunner.amazonaws.com"}, "batch": {"ecs-tasks.amazonaws.com", "batch.amazonaws.com"}, "bedrock-agentcore": {"bedrock-agentcore.amazonaws.com"},
	"cloudformation": {"cloudformation.amazonaws.com"}, "codebuild": {"codebuild.amazonaws.com"}, "ec2": {"ec2.amazonaws.com"},
	"glue": {"glue.amazonaws.com"}, "lambda": {"lambda.amazonaws.com"}, "sagemaker": {"sagemaker.amazonaws.com"},
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
