package access

import (
	"net/netip"
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// want is a condition that must hold, or must not.
type want struct {
	c     *Condition
	holds bool
}

// solver looks for a request of one world that one statement allows and no Deny statement stops.
//
// The request is a set of independent variables: action, resource, the caller's ARN and each condition key. Allowing the
// request puts demands on them; each Deny statement must fail in one of its parts, which is tried in turn. Whether the
// demands on one variable can be met together is decided by pick (strings) or by trying every boundary (numbers, dates,
// addresses).
type solver struct {
	rp      *ResourcePolicy
	facts   *facts
	w       *world
	st      *Statement
	denies  []*Statement
	caller  string // fixed, or "" when aws:PrincipalArn is a variable
	wants   map[string][]want
	demands map[string][]demand
	steps   int
	// unproven is set when some branch was given up without proof.
	unproven bool
	found    *Request
}

// Names of the variables that are no condition keys.
const (
	varAction   = "\x00action"
	varResource = "\x00resource"
	varIdentity = "aws:principalarn"
)

const maxSteps = 2000

// solve returns a witness, or whether its absence is proven.
func (s *solver) solve() (witness *Request, proven bool) {
	s.wants, s.demands = map[string][]want{}, map[string][]demand{}
	if !s.facts.spend(20 + len(s.st.Action) + len(s.st.Resource) + len(s.st.Conditions)) {
		return nil, false
	}
	if !s.allow() {
		return nil, true
	}
	for key := range s.wants {
		if !s.feasible(key) {
			return nil, !s.unproven
		}
	}
	if !s.feasible(varAction) || !s.feasible(varResource) {
		return nil, !s.unproven
	}
	s.search(0)
	return s.found, !s.unproven
}

// allow puts the demands of the statement.
func (s *solver) allow() bool {
	word := glob{plainOne, plainRun, ':', plainOne, plainRun}
	s.demand(varAction, demand{any: []glob{word}})
	s.actionsOfCaller()
	switch {
	case len(s.st.action) > 0:
		s.demand(varAction, demand{any: s.st.action})
	case len(s.st.notAction) > 0:
		s.demand(varAction, demand{any: s.st.notAction, negate: true})
	default:
		return false
	}
	if d := s.rp.resources(); len(d) > 0 {
		s.demand(varResource, demand{any: d})
	}
	if len(s.st.resource) > 0 {
		s.demand(varResource, demand{any: loose(s.st.resource)})
	} else if len(s.st.notResource) > 0 {
		s.demand(varResource, demand{any: fixedOnly(s.st.notResource), negate: true})
	}
	for i := range s.st.Conditions {
		if c := &s.st.Conditions[i]; !c.void {
			s.wants[c.key] = append(s.wants[c.key], want{c, true})
		}
	}
	return true
}

// actionsOfCaller: a federated caller of STS can only exchange its token, and nobody else can.
func (s *solver) actionsOfCaller() {
	exchange := []glob{wild("sts:assumerolewith*")}
	if s.w.kind != KindFederated {
		s.demand(varAction, demand{any: exchange, negate: true})
		if s.rp.service() == "iam" {
			s.demand(varAction, demand{any: []glob{literal("sts:assumerole")}})
		}
		return
	}
	if s.rp.service() == "iam" {
		s.demand(varAction, demand{any: []glob{literal(federatedAction(s.w.provider))}})
		return
	}
	for _, other := range []string{"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"} {
		if other != federatedAction(s.w.provider) {
			s.demand(varAction, demand{any: []glob{literal(other)}, negate: true})
		}
	}
}

func (s *solver) demand(variable string, d demand) {
	s.demands[variable] = append(s.demands[variable], d)
}

func loose(ts []template) []glob {
	out := make([]glob, len(ts))
	for i := range ts {
		out[i] = ts[i].loose()
	}
	return out
}

func fixedOnly(ts []template) []glob {
	var out []glob
	for i := range ts {
		if ts[i].parts == nil {
			out = append(out, ts[i].fixed)
		}
	}
	return out
}

// search makes every Deny from i on fail and then builds the request.
func (s *solver) search(i int) {
	if s.steps++; s.steps > maxSteps || !s.facts.spend(1) {
		s.unproven = true
		return
	}
	if i == len(s.denies) {
		s.finish()
		return
	}
	d := s.denies[i]
	if len(d.Action) == 0 && len(d.NotAction) == 0 || slices.ContainsFunc(d.Conditions, func(c Condition) bool { return c.void }) {
		s.search(i + 1)
		return
	}
	hit, others := s.hits(d)
	if !hit {
		s.search(i + 1)
		return
	}
	if len(d.action) > 0 {
		s.branch(i, varAction, demand{any: d.action, negate: true})
	} else {
		s.branch(i, varAction, demand{any: d.notAction})
	}
	if len(d.resource) > 0 {
		// with policy variables this asks for more than needed, so that finding nothing proves nothing
		s.unproven = s.unproven || len(fixedOnly(d.resource)) < len(d.resource)
		s.branch(i, varResource, demand{any: loose(d.resource), negate: true})
	} else if len(d.notResource) > 0 {
		s.branch(i, varResource, demand{any: loose(d.notResource)})
	}
	if others != nil {
		s.branch(i, varIdentity, *others)
	}
	for k := range d.Conditions {
		if s.found != nil {
			return
		}
		c := &d.Conditions[k]
		saved := s.wants[c.key]
		s.wants[c.key] = append(slices.Clip(saved), want{c, false})
		if s.feasible(c.key) {
			s.search(i + 1)
		}
		s.wants[c.key] = saved
	}
}

func (s *solver) branch(i int, variable string, d demand) {
	if s.found != nil {
		return
	}
	saved := s.demands[variable]
	s.demands[variable] = append(slices.Clip(saved), d)
	if s.feasible(variable) {
		s.search(i + 1)
	}
	s.demands[variable] = saved
}

// hits decides whether a Deny names the caller. others, when not nil, are the callers of the world that it does not name.
func (s *solver) hits(d *Statement) (hit bool, others *demand) {
	if s.caller != "" || s.w.kind != KindAWS {
		p := prepared{caller: parseCaller(s.callerName())}
		if s.w.kind == KindFederated || s.w.kind == KindCanonical {
			p.caller.kind, p.caller.name = s.w.kind, s.callerName()
		}
		return d.names(&p) != matchNone, nil
	}
	named, set := s.inAccount(firstPrincipals(d.Principal, d.NotPrincipal))
	switch {
	case d.Principal != nil && named:
		return true, nil
	case d.Principal != nil:
		return len(set) > 0, &demand{any: set, negate: true}
	case d.NotPrincipal != nil && named:
		return false, nil
	case d.NotPrincipal != nil && len(set) > 0:
		return true, &demand{any: set}
	}
	return d.NotPrincipal != nil, nil
}

func firstPrincipals(ps ...*Principals) *Principals {
	for _, p := range ps {
		if p != nil {
			return p
		}
	}
	return &Principals{}
}

// inAccount reports whether the principals name the world's whole account, and else which of its users and roles.
func (s *solver) inAccount(p *Principals) (whole bool, some []glob) {
	root := parseCaller(s.w.account)
	root.arn.partition = s.rp.partition()
	for _, e := range p.Entries {
		switch m := e.match(root, true); {
		case m == matchAccount, m == matchAll:
			return true, nil
		case e.Kind == KindAWS && parseARN(e.Text).account == s.w.account && !strings.ContainsAny(e.Text, "*?"):
			some = append(some, literal(e.Text))
		}
	}
	return p.Everyone, some
}

func (s *solver) callerName() string {
	switch {
	case s.caller != "":
		return s.caller
	case s.w.kind == KindService:
		return s.w.service
	case s.w.kind == KindFederated:
		return s.w.provider
	case s.w.kind == KindCanonical:
		return s.w.unresolvedPrincipal
	}
	return "*"
}

// feasible decides whether the demands on one variable can be met, apart from policy variables.
func (s *solver) feasible(variable string) bool {
	_, ok := s.assign(variable, nil)
	return ok
}

// finish assigns every variable and lets the evaluator confirm.
func (s *solver) finish() {
	ctx := &Context{}
	late := []string{}
	for _, key := range s.order() {
		if s.dynamic(key) {
			late = append(late, key)
			continue
		}
		if !s.set(ctx, key) {
			return
		}
	}
	s.defaults(ctx)
	for _, key := range late {
		if !s.set(ctx, key) {
			s.unproven = s.unproven || !s.settled(key)
			return
		}
	}
	saved := s.demands[varResource]
	s.demands[varResource] = append(slices.Clip(saved), s.expanded(ctx)...)
	action, okA := s.realAction()
	resource, okR := s.assign(varResource, ctx)
	s.demands[varResource] = saved
	if !okA || !okR {
		s.unproven = s.unproven || !okA || !s.settled(varResource)
		return
	}
	r := Request{Principal: s.callerName(), Action: action, Resource: resource[0], ResourceAccount: s.rp.AccountID, Context: ctx}
	if s.w.kind == KindAWS && s.caller == "" {
		v, _ := ctx.lookup(varIdentity)
		r.Principal = v[0]
	}
	if s.confirm(r) {
		s.found = &r
	} else {
		s.unproven = true
	}
}

// expanded are the demands of the statement's resources with policy variables filled in.
func (s *solver) expanded(ctx *Context) []demand {
	fill := func(ts []template) (gs []glob) {
		for _, t := range ts {
			if g, ok := t.expand(ctx); ok == yes {
				gs = append(gs, g)
			}
		}
		return gs
	}
	if len(s.st.resource) > 0 {
		return []demand{{any: fill(s.st.resource)}}
	}
	return []demand{{any: fill(s.st.notResource), negate: true}}
}

// confirm lets the evaluator decide the request: a witness that it does not allow is none.
func (s *solver) confirm(r Request) bool {
	p := r.prepare()
	if s.w.kind == KindCanonical || s.w.kind == KindFederated {
		p.caller.kind = s.w.kind
	}
	out := resourcePolicy(s.rp.Document, &p)
	return out.deny == no && out.allow == yes
}

func (s *solver) order() []string {
	keys := make([]string, 0, len(s.wants)+1)
	for k := range s.wants {
		keys = append(keys, k)
	}
	if s.w.kind == KindAWS && s.wants[varIdentity] == nil {
		keys = append(keys, varIdentity)
	}
	slices.Sort(keys)
	return keys
}

func (s *solver) set(ctx *Context, key string) bool {
	values, ok := s.assign(key, ctx)
	if ok && values != nil {
		ctx.Set(key, values...)
	}
	return ok
}

// dynamic reports whether a demand on the key has policy variables.
func (s *solver) dynamic(key string) bool {
	return slices.ContainsFunc(s.wants[key], func(w want) bool {
		return slices.ContainsFunc(w.c.templates, func(t template) bool { return t.parts != nil })
	})
}

// settled reports whether the policy variables in the demands on a variable leave no choice in this world, so that
// failing to meet the demands proves that nothing does.
func (s *solver) settled(variable string) bool {
	var ts []template
	for _, w := range s.wants[variable] {
		ts = append(ts, w.c.templates...)
	}
	if variable == varResource {
		ts = slices.Concat(s.st.resource, s.st.notResource)
	}
	for _, t := range ts {
		for _, p := range t.parts {
			if values, fixed := s.w.choices(p.variable); p.variable != "" && (!fixed || len(values) > 1) {
				return false
			}
		}
	}
	return true
}

// defaults gives a value to the keys that policy variables name.
func (s *solver) defaults(ctx *Context) {
	name := func(t template) {
		for _, p := range t.parts {
			if p.variable == "" || ctx.has(p.variable) {
				continue
			}
			switch values, fixed := s.w.choices(p.variable); {
			case fixed && values[0] != absentKey:
				ctx.Set(p.variable, values[0])
			case fixed:
			case p.variable == "aws:resourceaccount":
				ctx.Set(p.variable, s.rp.AccountID)
			case s.wants[p.variable] == nil:
				ctx.Set(p.variable, "stranger")
			}
		}
	}
	for _, ws := range s.wants {
		for _, w := range ws {
			for _, t := range w.c.templates {
				name(t)
			}
		}
	}
	for _, t := range slices.Concat(s.st.resource, s.st.notResource) {
		name(t)
	}
}

// telling are the actions that show best what a grant means; a witness uses one of them where it can.
var telling = []string{"s3:GetObject", "s3:PutObject", "kms:Decrypt", "sqs:SendMessage", "sns:Publish", "lambda:InvokeFunction",
	"secretsmanager:GetSecretValue", "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "es:ESHttpGet", "ecr:BatchGetImage",
	"dynamodb:GetItem", "kinesis:GetRecords", "elasticfilesystem:ClientMount", "events:PutEvents", "execute-api:Invoke", "logs:PutLogEvents"}

// realAction picks an action that exists, if one meets the demands, and otherwise any.
func (s *solver) realAction() (string, bool) {
	ds := s.demands[varAction]
	for _, a := range telling {
		if hold(ds, lower(a)) {
			return a, true
		}
	}
	for _, v := range s.st.Action {
		prefix, _, _ := strings.Cut(v.Text, ":")
		for _, a := range catalog.Actions(prefix) {
			if hold(ds, lower(a.String())) {
				return a.String(), true
			}
		}
	}
	v, ok := s.assign(varAction, &Context{})
	if !ok {
		return "", false
	}
	for _, written := range s.st.Action {
		if lower(written.Text) == v[0] {
			return written.Text, true
		}
	}
	return v[0], true
}

func publicAddress(a netip.Addr) bool {
	return !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsMulticast() && !a.IsUnspecified()
}
