package access

// outcome is what the statements of some policies say about a request.
type outcome struct {
	deny, allow truth
	// by is how the allowing statement names the caller; for identity policies it is matchDirect.
	by            match
	denied, admit *Statement
	// deniedIn and admitIn are the numbers of the documents of these statements.
	deniedIn, admitIn int
}

// matches decides whether the statement applies to the request, apart from its principal.
func (s *Statement) matches(p *prepared) truth {
	out := s.matchesAction(p.action)
	if out == no {
		return no
	}
	out = out.and(s.matchesResource(p))
	for i := range s.Conditions {
		if out == no {
			return no
		}
		out = out.and(s.condition(i, p.ctx))
	}
	return out
}

// condition decides the statement's condition; one that AWS refuses restricts nothing and denies nothing.
func (s *Statement) condition(i int, ctx *Context) truth {
	if s.Conditions[i].void {
		return truthOf(s.Effect == Allow)
	}
	return s.Conditions[i].eval(ctx)
}

func (s *Statement) matchesAction(lower string) truth {
	switch {
	case len(s.action) > 0:
		return truthOf(s.action.match(lower))
	case len(s.notAction) > 0:
		return truthOf(!s.notAction.match(lower))
	}
	return no // no action element: nothing is granted or denied
}

// matchesResource: a statement without the element (role trust policies) applies to the resource that it is attached to.
func (s *Statement) matchesResource(p *prepared) truth {
	switch {
	case s.noResource:
		return no
	case len(s.resource) > 0:
		return matchTemplates(s.resource, p)
	case len(s.notResource) > 0:
		return matchTemplates(s.notResource, p).not()
	}
	return yes
}

func matchTemplates(ts []template, p *prepared) truth {
	out := no
	for i := range ts {
		if ts[i].exact {
			if ts[i].plain == p.resource {
				return yes
			}
			continue
		}
		g, ok := ts[i].expand(p.ctx)
		if ok == yes {
			ok = truthOf(g.match(p.resource))
		}
		if out = out.or(ok); out == yes {
			return yes
		}
	}
	return out
}

// names decides how a statement of a resource policy names the caller. A statement without a principal names nobody.
func (s *Statement) names(p *prepared) match {
	strict := s.Effect == Deny
	switch {
	case s.Principal != nil:
		return s.Principal.match(p.caller, strict)
	case s.NotPrincipal != nil:
		// Deny with NotPrincipal hits every principal that has a permissions boundary, also the named ones
		// (IAM user guide, "AWS JSON policy elements: NotPrincipal").
		if s.Effect == Deny && p.bounded && p.caller.kind == KindAWS {
			return matchAll
		}
		if s.NotPrincipal.excepts(p.caller, !strict) {
			return matchNone
		}
		return matchAll
	}
	return matchNone
}

// excepts decides whether NotPrincipal leaves the caller out. For a role session or a user AWS wants the account and the
// role named as well; a caller that any entry names is taken as left out.
func (p *Principals) excepts(c caller, strict bool) bool {
	return p.match(c, strict) != matchNone
}

// resourcePolicy evaluates one resource policy.
func resourcePolicy(d *Document, p *prepared) outcome {
	var out outcome
	for i := range d.Statements {
		s := &d.Statements[i]
		m := s.names(p)
		if m == matchNone {
			continue
		}
		out.add(s, 0, s.matches(p), m)
	}
	return out
}

// identityPolicies evaluates policies without principals as one set.
func identityPolicies(ds []*Document, p *prepared) outcome {
	var out outcome
	for n, d := range ds {
		for i := range d.Statements {
			s := &d.Statements[i]
			if s.Effect == Allow && out.allow == yes {
				continue
			}
			out.add(s, n, s.matches(p), matchDirect)
			if out.deny == yes {
				return out
			}
		}
	}
	return out
}

func (o *outcome) add(s *Statement, in int, t truth, m match) {
	if t == no {
		return
	}
	switch s.Effect {
	case Deny:
		if t > o.deny {
			o.deny, o.denied, o.deniedIn = t, s, in
		}
	case Allow:
		if t > o.allow || t == o.allow && m > o.by {
			o.allow, o.admit, o.admitIn, o.by = t, s, in, m
		}
	}
}
