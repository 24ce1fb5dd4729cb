package network

import (
	"fmt"
	"strings"
)

// filter is the network ACL of a subnet, in the order of its rules.
type filter struct {
	id      string
	in, out []Entry
	why     string // it is not known
	// answers are those of the protocol that was asked for last: they are the same for every port.
	answers  Set
	protocol Protocol
}

func (f *filter) answered(p Protocol) Set {
	if f.protocol != p {
		f.answers, f.protocol = answers(f.out, p), p
	}
	return f.answers
}

func newFilter(n Network, subnet string) *filter {
	a, gap := n.ACL(subnet)
	if a == nil {
		return &filter{why: missing("the network ACL of", subnet, gap)}
	}
	entries, gap := a.Entries.Get()
	if gap != nil {
		return &filter{id: a.ID, why: unread("the entries of "+a.ID, a.Entries)}
	}
	return &filter{id: a.ID, in: ordered(entries, false), out: ordered(entries, true)}
}

func (f *filter) each(yield func(Protocol, Ports)) {
	for _, e := range f.in {
		yield(e.Protocol, e.Ports)
	}
}

// inbound takes a connection to a target and the answers to it.
func (f *filter) inbound(w *way, t Target, who string) {
	if f.why != "" {
		w.through(LayerACLIn, f.id, anything(f.why), "", "")
		return
	}
	in := passes(f.in, t)
	w.take(LayerACLIn, f.id, exactly(in),
		func() string {
			return fmt.Sprintf("%s lets %s in (rule %d)", f.id, t, deciding(f.in, t, in.Intersect(w.at.hi)))
		},
		func() string { return fmt.Sprintf("%s does not let %s in from %s", f.id, t, who) })
	w.take(LayerACLOut, f.id, exactly(f.answered(t.Protocol)),
		func() string { return f.id + " lets the answers out" },
		func() string {
			return fmt.Sprintf("%s does not let answers out to %s on any of the ports %s", f.id, who, ephemeral)
		})
}

// outbound takes a connection that leaves a subnet for a target, and the answers that come in.
func (f *filter) outbound(w *way, t Target, who string) {
	if f.why != "" {
		w.through(LayerACLOut, f.id, anything(f.why), "", "")
		return
	}
	w.through(LayerACLOut, f.id, exactly(passes(f.out, t)), fmt.Sprintf("%s lets %s out", f.id, t), fmt.Sprintf("%s does not let %s out to %s", f.id, t, who))
	w.through(LayerACLIn, f.id, exactly(answers(f.in, t.Protocol)), f.id+" lets the answers in",
		fmt.Sprintf("%s does not let answers in from %s on any of the ports %s", f.id, who, ephemeral))
}

// groups are the security groups of an interface, of which any may admit.
type groups struct {
	n     Network
	ids   []string
	known []*Group
	why   string // something about them is not known
	free  bool   // there are none, and everything passes
}

func newGroups(n Network, i *Interface) *groups {
	out := &groups{n: n}
	ids, gap := i.Groups.Get()
	switch {
	case gap != nil:
		out.why = unread("the security groups of "+i.ID, i.Groups)
		return out
	case len(ids) == 0 && ungrouped(i.Type):
		out.free = true
		return out
	case len(ids) == 0:
		out.why = i.ID + " has no security group, and what AWS lets pass to its type is not known"
		return out
	}
	out.ids = ids
	for _, id := range ids {
		g, gap := n.Group(id)
		if g == nil {
			out.why = missing("security group", id, gap)
			continue
		}
		out.known = append(out.known, g)
	}
	return out
}

func (g *groups) each(yield func(Protocol, Ports)) {
	for _, k := range g.known {
		for _, r := range k.Ingress.Or(nil) {
			yield(r.Protocol, r.Ports)
		}
	}
}

// inbound takes a connection to a target: from outside, or from a peer in the network.
func (g *groups) inbound(w *way, t Target, who *peer) {
	g.take(w, t, who, words{"lets %s in", "from"}, func(k *Group) ([]Rule, string) {
		rules, gap := k.Ingress.Get()
		if gap != nil {
			return nil, unread("the inbound rules of "+k.ID, k.Ingress)
		}
		return rules, ""
	})
}

// outbound takes a connection that leaves for a target at a peer.
func (g *groups) outbound(w *way, t Target, who *peer) {
	g.take(w, t, who, words{"lets %s out", "to"}, func(k *Group) ([]Rule, string) {
		rules, gap := k.Egress.Get()
		if gap != nil {
			return nil, unread("the outbound rules of "+k.ID, k.Egress)
		}
		return rules, ""
	})
}

// words are those of one direction.
type words struct{ verb, preposition string }

func (g *groups) take(w *way, t Target, who *peer, say words, rules func(*Group) ([]Rule, string)) {
	if g.free {
		w.through(LayerGroup, "", exactly(everything), "there is no security group, so everything passes", "")
		return
	}
	var all bounds
	var by []*Group
	var sets []Set
	if g.why != "" {
		all = anything(g.why)
	}
	for _, k := range g.known {
		rs, why := rules(k)
		if why != "" {
			all = all.union(anything(why))
			continue
		}
		b := admits(g.n, rs, t, who)
		all = all.union(b)
		if !b.lo.Empty() && !b.lo.Intersect(w.at.hi).Empty() {
			by, sets = append(by, k), append(sets, b.lo)
		}
	}
	ids := g.ids
	if len(by) > 0 {
		ids = nil
		for _, k := range by {
			ids = append(ids, k.ID)
		}
	}
	w.take(LayerGroup, strings.Join(ids, ","), all,
		func() string {
			texts := make([]string, len(by))
			for i, k := range by {
				peers := sets[i].String()
				if who != nil {
					peers = who.String()
				}
				texts[i] = fmt.Sprintf("%s %s %s %s", k.ID, fmt.Sprintf(say.verb, t), say.preposition, peers)
			}
			return strings.Join(texts, ", ")
		},
		func() string {
			return fmt.Sprintf("no rule of %s %s", strings.Join(g.ids, ", "), fmt.Sprintf(say.verb, t))
		})
}
