package access

import (
	"cmp"
	"slices"
	"strings"
)

// Decide answers who can use a resource through its policy alone; what callers need on their own side (an identity
// policy in their account) they can give themselves. It asks, for each Allow statement and each kind of caller, whether
// some request exists that the statement allows and no Deny stops, and returns such a request as the witness: the
// evaluator has confirmed it. Of the organization's policies those on resources are part of the question, if given.
//
// A policy that is nil or grants nothing gives ClassNone. Where the search ends without proof, the class is ClassUnknown.
func Decide(rp ResourcePolicy) Decision {
	rp.Document, rp.Extra = rp.withExtra(), nil
	if rp.Document == nil {
		return Decision{Why: "there is no policy, so only IAM policies of the owning account decide"}
	}
	rp.Partition = rp.partition()
	rp.Document, rp.RCPs = rp.withRCPs(), nil
	f := gather(&rp)
	ws := worlds(&rp, f)
	var d Decision
	for i := range rp.Document.Statements {
		if st := &rp.Document.Statements[i]; st.Effect == Allow {
			d.Grants = append(d.Grants, grants(&rp, f, ws, st)...)
		}
	}
	d.finish()
	return d
}

// grants asks for every kind of caller whether the statement lets it in.
func grants(rp *ResourcePolicy, f *facts, ws []world, st *Statement) []Grant {
	var out []Grant
	unproven := false
	for i := range ws {
		w := &ws[i]
		if f.exhausted() {
			unproven = true
			break
		}
		callers := w.callers(rp, st)
		f.spend(1 + size(st)/8)
		if len(callers) == 0 || w.covered(out) {
			continue
		}
		witness, proven := solveAll(rp, f, w, st, callers)
		if witness != nil {
			if rp.ARN != "" && strings.HasPrefix(rp.Type, "iam.") {
				witness.Resource = rp.ARN // a trust policy names none: it is the role's
			}
			out = append(out, w.grant(st, witness))
		} else if !proven && w.class != ClassSameAccount {
			unproven = true
		}
	}
	if unproven && !slices.ContainsFunc(out, func(g Grant) bool { return g.Class.Public() }) {
		out = append(out, Grant{Class: ClassUnknown, Statement: st})
	}
	return out
}

// covered reports whether the grants of the statement hold this one already, from another sample of the same kind of
// caller or from one that reaches further.
func (w *world) covered(have []Grant) bool {
	return slices.ContainsFunc(have, func(g Grant) bool {
		switch {
		case w.class == ClassUnknown && len(w.open) > 1 && (g.Class == ClassNetwork || g.Class == ClassFixedPrincipal):
			return true
		case w.class == ClassNetwork || w.class == ClassFixedPrincipal && w.kind != KindCanonical && w.kind != KindService || w.class == ClassUnknown:
			return g.Class.Public() || g.Class == ClassOrg || g.Class == ClassCrossAccount || g.Class == w.class ||
				w.class == ClassFixedPrincipal && g.Class == ClassNetwork
		case w.class == ClassOrg, w.class == ClassCrossAccount && w.everyone:
			return g.Class.Public() || g.Class == w.class && slices.Equal(g.Accounts, w.accounts) && slices.Equal(g.Orgs, w.orgs)
		case (w.class == ClassServiceBounded || w.class == ClassFixedPrincipal) && w.service != "" && !w.everyone && g.Class == ClassServiceUnbounded:
			return slices.Contains(g.Services, w.service)
		case w.class == ClassServiceBounded && len(w.accounts)+len(w.orgs) == 0 && g.Class == ClassFixedPrincipal:
			return slices.Contains(g.Services, w.service)
		case w.class == ClassFixedPrincipal && w.kind == KindService && w.everyone && g.Class.Public():
			return true
		}
		return g.Class == w.class && slices.Equal(g.Accounts, w.accounts) && slices.Equal(g.Orgs, w.orgs) &&
			(w.service == "" || slices.Contains(g.Services, w.service)) && (w.provider == "" || slices.Contains(g.Federated, w.provider))
	})
}

func (w *world) grant(st *Statement, witness *Request) Grant {
	g := Grant{Class: w.class, Accounts: w.accounts, Orgs: w.orgs, Statement: st, Witness: witness}
	if w.kind == KindService && !w.everyone {
		g.Services = []string{w.service}
	}
	if w.kind == KindFederated {
		g.Federated = []string{w.provider}
	}
	return g
}

// solveAll looks for a witness among these callers of the world.
func solveAll(rp *ResourcePolicy, f *facts, w *world, st *Statement, callers []string) (*Request, bool) {
	proven := true
	for _, caller := range callers {
		s := &solver{rp: rp, facts: f, w: w, st: st, denies: f.denies, caller: caller}
		witness, ok := s.solve()
		if witness != nil {
			return witness, true
		}
		proven = proven && ok
	}
	return nil, proven
}

// size is how much there is to look at in a statement's principals.
func size(s *Statement) int {
	n := 0
	for _, p := range []*Principals{s.Principal, s.NotPrincipal} {
		if p != nil {
			n += len(p.Entries)
		}
	}
	return n
}

func denies(d *Document) []*Statement {
	var out []*Statement
	for i := range d.Statements {
		if d.Statements[i].Effect == Deny {
			out = append(out, &d.Statements[i])
		}
	}
	return out
}

// callers are the callers of the world that the statement names: "" is any of them.
func (w *world) callers(rp *ResourcePolicy, st *Statement) []string {
	if st.Principal == nil && st.NotPrincipal == nil {
		return nil
	}
	if st.NotPrincipal != nil || st.Principal.Everyone {
		return []string{""}
	}
	if w.everyone {
		return w.wildcards(st)
	}
	var out []string
	for _, e := range st.Principal.Entries {
		switch {
		case w.kind == KindAWS && e.Kind == KindAWS:
			root := parseCaller(w.account)
			root.arn.partition = rp.partition()
			if e.match(root, false) == matchAccount {
				return []string{""}
			}
			if a := parseARN(e.Text); a.ok && a.account == w.account && !strings.ContainsAny(e.Text, "*?") {
				out = append(out, e.Text)
			}
		case e.Kind == w.kind && w.kind == KindService && (e.Text == w.service || e.Text == "*"):
			return []string{""}
		case e.Kind == w.kind && w.kind != "" && (e.Text == w.provider || e.Text == w.unresolvedPrincipal):
			return []string{""}
		}
	}
	return append(out, w.wildcards(st)...)
}

// wildcards are callers of the world that an ARN with wildcards names. AWS refuses such a principal; it is read as its
// author meant it, so that a grant is not overlooked in a template or a file.
func (w *world) wildcards(st *Statement) []string {
	var out []string
	for _, e := range st.Principal.Entries {
		a := parseARN(e.Text)
		if w.kind != KindAWS || e.Kind != KindAWS || !a.ok || !strings.ContainsAny(e.Text, "*?") || !wild(a.account).match(w.account) {
			continue
		}
		a.account = w.account
		name := "arn:" + a.partition + ":" + a.service + ":" + a.region + ":" + a.account + ":" + a.resource
		if a.resource == "*" {
			name = "arn:" + a.partition + ":iam::" + a.account + ":root"
		}
		out = append(out, wild(name).sample("stranger"))
	}
	return out
}

// unbounded reports whether a service is let in without a bound.
func (d *Decision) unbounded(services []string) bool {
	return slices.ContainsFunc(d.Grants, func(g Grant) bool {
		return g.Class == ClassServiceUnbounded && slices.Equal(g.Services, services)
	})
}

// finish sorts the grants and sums them up.
func (d *Decision) finish() {
	slices.SortStableFunc(d.Grants, func(a, b Grant) int {
		return cmp.Or(cmp.Compare(b.Class, a.Class), cmp.Compare(a.Statement.Index, b.Statement.Index))
	})
	for _, g := range d.Grants {
		d.Class = max(d.Class, g.Class)
		d.Services = append(d.Services, g.Services...)
		d.Federated = append(d.Federated, g.Federated...)
		d.ConfusedDeputy = d.ConfusedDeputy || g.Class == ClassServiceUnbounded
		if g.Class == ClassServiceBounded && d.unbounded(g.Services) {
			continue // the service acts for everyone already, by another statement
		}
		d.Accounts = append(d.Accounts, g.Accounts...)
		d.Orgs = append(d.Orgs, g.Orgs...)
	}
	d.Accounts, d.Orgs, d.Services, d.Federated = unique(d.Accounts), unique(d.Orgs), unique(d.Services), unique(d.Federated)
	for _, g := range d.Grants {
		if g.Class != d.Class || slices.Contains(d.Statements, g.Statement) {
			continue
		}
		d.Statements = append(d.Statements, g.Statement)
		for _, c := range g.Statement.Conditions {
			d.Conditions = append(d.Conditions, c.String())
		}
		if d.Witness == nil {
			d.Witness = g.Witness
		}
	}
	d.Why = d.why()
}
