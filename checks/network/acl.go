package network

import (
	"cmp"
	"slices"
)

// ordered returns the entries of one direction in the order in which they are tried.
func ordered(entries []Entry, egress bool) []Entry {
	var out []Entry
	for _, e := range entries {
		if e.Egress == egress {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

// passes returns the peers whose packets to or from a target pass ordered entries: for each, the first entry that
// matches decides, and what matches none is denied.
func passes(entries []Entry, t Target) Set {
	var allowed, decided Set
	for i := range entries {
		e := &entries[i]
		if !t.matches(e.Protocol, e.Ports) {
			continue
		}
		block := Addresses(e.Block)
		if e.Allow {
			allowed = allowed.Union(block.Minus(decided))
		}
		decided = decided.Union(block)
	}
	return allowed
}

// Exposed returns the public addresses that ordered rules of an ACL let in to a target, when they are so many that
// they count as the internet; else the empty set.
func Exposed(entries []Entry, t Target) Set {
	s := passes(ordered(entries, false), t)
	var out Set
	for _, family := range []Set{AllIPv4(), AllIPv6()} {
		if f := s.Intersect(family); f.wide() {
			out = out.Union(f)
		}
	}
	return out
}

// answers returns the peers to whom ordered entries let an answer pass: an ACL keeps no state, so the answer needs a
// rule of its own, for at least one of the ports from which clients connect. Protocols without ports answer as asked.
func answers(entries []Entry, p Protocol) Set {
	if !p.HasPorts() {
		return passes(entries, Target{p, -1})
	}
	at := cuts(p, func(yield func(Protocol, Ports)) {
		for i := range entries {
			yield(entries[i].Protocol, entries[i].Ports)
		}
	})
	var out Set
	for i, from := range at {
		to := 65535
		if i+1 < len(at) {
			to = at[i+1] - 1
		}
		if both, ok := (Ports{from, to}).intersect(ephemeral); ok {
			out = out.Union(passes(entries, Target{p, both.From}))
		}
	}
	return out
}

// deciding returns the number of the first allowing entry that covers some of the peers, for the words of a path.
func deciding(entries []Entry, t Target, peers Set) int {
	for i := range entries {
		e := &entries[i]
		if e.Allow && t.matches(e.Protocol, e.Ports) && !Addresses(e.Block).Intersect(peers).Empty() {
			return e.Number
		}
	}
	return 0
}
