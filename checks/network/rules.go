package network

import (
	"slices"

	"demarc/inventory"
)

// bounds are two answers to the question who passes: those who surely do, and those who may as far as is known.
type bounds struct {
	lo, hi Set
	// why says what keeps the two apart; empty when they are the same.
	why string
}

// exactly is a known answer.
func exactly(s Set) bounds { return bounds{lo: s, hi: s} }

// anything is no answer: nobody surely, everybody perhaps.
func anything(why string) bounds {
	return bounds{hi: everything, why: why}
}

func (b bounds) union(o bounds) bounds {
	out := bounds{lo: b.lo.Union(o.lo), hi: b.hi.Union(o.hi), why: b.why}
	if out.why == "" {
		out.why = o.why
	}
	return out
}

func (b bounds) intersect(o bounds) bounds {
	out := bounds{lo: b.lo.Intersect(o.lo), why: b.why}
	if out.hi = out.lo; !b.lo.same(b.hi) || !o.lo.same(o.hi) {
		out.hi = b.hi.Intersect(o.hi)
	}
	if out.why == "" {
		out.why = o.why
	}
	return out
}

// missing words a part that could not be looked up: for its gap, or because it is not there.
func missing(what, id string, gap *inventory.Gap) string {
	if gap != nil {
		return "could not read " + what + " " + id + ": " + gap.String()
	}
	return what + " " + id + " is not among those listed"
}

// unreadEither words the first of two facts that has no value.
func unreadEither[V, W any](what string, f inventory.Fact[V], other string, g inventory.Fact[W]) string {
	if !f.Known() {
		return unread(what, f)
	}
	return unread(other, g)
}

// unread words a fact that has no value.
func unread[V any](what string, f inventory.Fact[V]) string {
	_, gap := f.Get()
	return "could not read " + what + ": " + gap.String()
}

// peers returns the addresses that a rule names. Groups count when who, a peer, belongs to one of them: then all of
// the peer's addresses do.
func (r *Rule) peers(n Network, who *peer) bounds {
	out := exactly(Addresses(r.Blocks...))
	for _, id := range r.PrefixLists {
		out = out.union(listed(n, id))
	}
	if who != nil && slices.ContainsFunc(r.Groups, func(g string) bool { return slices.Contains(who.groups, g) }) {
		out = out.union(exactly(who.addresses))
	}
	return out
}

// A peer is the other end of a connection within the network.
type peer struct {
	addresses Set
	groups    []string
	name      string // for people, instead of the addresses
}

func (p *peer) String() string {
	if p.name != "" {
		return p.name
	}
	return p.addresses.String()
}

// listed returns the addresses of a prefix list. A list of an AWS service holds that service's addresses: it never
// stands for the internet, and is taken as nobody's.
func listed(n Network, id string) bounds {
	l, gap := n.PrefixList(id)
	if l == nil {
		return anything(missing("prefix list", id, gap))
	}
	aws, gap := l.AWS.Get()
	if gap != nil {
		return anything(unread("the owner of prefix list "+id, l.AWS))
	}
	if aws {
		return exactly(Set{})
	}
	blocks, gap := l.Entries.Get()
	if gap != nil {
		return anything(unread("the entries of prefix list "+id, l.Entries))
	}
	return exactly(Addresses(blocks...))
}

// admits returns whom rules of a security group admit to a target.
func admits(n Network, rules []Rule, t Target, who *peer) bounds {
	var out bounds
	for i := range rules {
		if t.matches(rules[i].Protocol, rules[i].Ports) {
			out = out.union(rules[i].peers(n, who))
		}
	}
	return out
}

// An Opening is a range of ports that security group rules open to the internet, in one IP version.
type Opening struct {
	Protocol Protocol
	Ports    Ports
	IPv6     bool
	// Sources are the public addresses that are admitted.
	Sources Set
}

// String returns "tcp/22 to 0.0.0.0/0".
func (o Opening) String() string {
	what := o.Protocol.String()
	if o.Protocol.HasPorts() {
		what += "/" + o.Ports.String()
	}
	return what + " to " + o.Sources.String()
}

// Openings returns what rules open to the internet, in the order of protocol and port, with the reasons why there may
// be more. A source counts as the internet when the rules for a port together admit more of it than one organisation
// has (an IPv4 /8, an IPv6 /32), so two halves of 0.0.0.0/0 are the whole. What a rule for all protocols opens is
// not repeated for single ones.
func Openings(n Network, rules []Rule) (open []Opening, unknown []string) {
	protocols := []Protocol{AnyProtocol}
	for i := range rules {
		protocols = append(protocols, rules[i].Protocol)
	}
	slices.Sort(protocols)
	note := func(why string) {
		if why != "" && !slices.Contains(unknown, why) {
			unknown = append(unknown, why)
		}
	}
	every := [2]bool{} // by version: a rule for all protocols opens everything
	for _, p := range slices.Compact(protocols) {
		for _, at := range ranges(p, rules) {
			b := at.admitted(n, p, rules)
			note(b.why)
			for v, family := range []Set{AllIPv4(), AllIPv6()} {
				s := b.lo.Intersect(family)
				if every[v] || !s.wide() {
					continue
				}
				if p == AnyProtocol {
					every[v] = true
				}
				open = joined(open, Opening{Protocol: p, Ports: at.ports, IPv6: v == 1, Sources: s})
			}
		}
	}
	return open, unknown
}

// stretch is a range of ports that all rules treat alike.
type stretch struct{ ports Ports }

// ranges divides a protocol's ports, or the types of ICMP, into stretches.
func ranges(p Protocol, rules []Rule) []stretch {
	switch {
	case p.HasPorts():
	case p == ICMP, p == ICMPv6:
		var out []stretch
		for i := range rules {
			if r := &rules[i]; r.Protocol == p && !slices.Contains(out, stretch{Ports{r.Ports.From, r.Ports.From}}) {
				out = append(out, stretch{Ports{r.Ports.From, r.Ports.From}})
			}
		}
		return out
	default:
		return []stretch{{AllPorts}}
	}
	at := cuts(p, func(yield func(Protocol, Ports)) {
		for i := range rules {
			yield(rules[i].Protocol, rules[i].Ports)
		}
	})
	out := make([]stretch, len(at))
	for i, from := range at {
		to := 65535
		if i+1 < len(at) {
			to = at[i+1] - 1
		}
		out[i] = stretch{Ports{from, to}}
	}
	return out
}

// admitted returns whom rules admit to a stretch of a protocol's ports.
func (s stretch) admitted(n Network, p Protocol, rules []Rule) bounds {
	if p != AnyProtocol {
		return admits(n, rules, Target{p, s.ports.From}, nil)
	}
	var out bounds
	for i := range rules {
		if rules[i].Protocol == AnyProtocol {
			out = out.union(rules[i].peers(n, nil))
		}
	}
	return out
}

// joined appends an opening, or extends the last one of its version when it goes on with the same sources.
func joined(open []Opening, o Opening) []Opening {
	for i := len(open) - 1; i >= 0; i-- {
		last := &open[i]
		if last.Protocol != o.Protocol {
			break
		}
		if last.IPv6 != o.IPv6 {
			continue
		}
		if o.Protocol.HasPorts() && last.Ports.To+1 == o.Ports.From && slices.Equal(last.Sources.spans, o.Sources.spans) {
			last.Ports.To = o.Ports.To
			return open
		}
		break
	}
	return append(open, o)
}
