package access

import (
	"slices"
	"strings"
)

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
	if d.noResource || len(d.Action) == 0 && len(d.NotAction) == 0 || slices.ContainsFunc(d.Conditions, func(c Condition) bool { return c.void }) {
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
