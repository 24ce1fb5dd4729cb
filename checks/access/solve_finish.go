package access

import (
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

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
			values, fixed := s.w.choices(p.variable)
			if own := s.rp.own(p.variable); own != "" && s.wants[p.variable] == nil {
				continue
			}
			if p.variable != "" && (!fixed || len(values) > 1) {
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
			case s.rp.own(p.variable) != "":
				ctx.Set(p.variable, s.rp.own(p.variable))
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
