package network

import (
	"fmt"
	"net/netip"
	"slices"

	"demarc/inventory"
)

// A Passage is a way from an origin through a listener of a load balancer to one of its targets.
type Passage struct {
	Balancer *Balancer
	Listener *Listener
	Pool     *Pool
	Member   Member
	// Interface is that of the target; nil for a function, and for a target whose interface is not known.
	Interface *Interface
	// Target is the port of the target.
	Target  Target
	Verdict Verdict
	// Note says that the target is unhealthy or unused now, which is no barrier: it may be in use again in a minute.
	Note string
}

// front is the way of an origin to a node of a load balancer.
type front struct {
	node *Interface
	w    way
}

// maxChain is how many load balancers may stand behind each other. AWS allows an application load balancer behind a network
// load balancer, and no more.
const maxChain = 2

// Through follows an origin through each listener of a load balancer to each of its targets. Every node is taken to reach
// the targets of every zone; which zones a node serves is an attribute of availability, not a barrier.
func Through(n Balancers, b *Balancer, o Origin) []Passage {
	nodes, why := nodesOf(n, b)
	var ins []*Inbound
	for _, node := range nodes {
		ins = append(ins, NewInbound(n, node, o))
	}
	return passages(n, b, func(l *Listener, t Target) (fronts []front) {
		if v, stop := b.closed(l, why); stop {
			return []front{{w: way{enough: o.enough, at: anything(""), v: v}}}
		}
		for k, in := range ins {
			for _, w := range in.waysTo(t) {
				fronts = append(fronts, front{nodes[k], w})
			}
		}
		return fronts
	})
}

// ThroughFrom is Through for an interface of the network that calls the nodes by their private addresses.
func ThroughFrom(n Balancers, b *Balancer, from *Interface) []Passage {
	nodes, why := nodesOf(n, b)
	return passages(n, b, func(_ *Listener, t Target) (fronts []front) {
		if why != "" {
			return []front{{w: way{enough: nonEmpty, at: anything(""), v: open(LayerAddress, b.ID, why)}}}
		}
		for _, node := range nodes {
			v := Between(n, from, node, t)
			w := way{enough: nonEmpty, at: exactly(v.Sources), v: v}
			if v.Reach != Reachable {
				w.at = anything("")
			}
			fronts = append(fronts, front{node, w})
		}
		return fronts
	})
}

// passages follows whoever comes to the nodes, by the ways of fronts, through each listener.
func passages(n Balancers, b *Balancer, fronts func(*Listener, Target) []front) []Passage {
	ls, gap := b.Listeners.Get()
	if gap != nil {
		return []Passage{{Balancer: b, Listener: &Listener{}, Pool: &Pool{}, Verdict: open(LayerListener, b.ID, unread("the listeners of "+b.ID, b.Listeners))}}
	}
	var out []Passage
	for i := range ls {
		for _, p := range ls[i].Protocols() {
			out = append(out, forward(n, b, &ls[i], p, fronts(&ls[i], Target{p, ls[i].Port}), 1)...)
		}
	}
	return ruled(out)
}

// open is a verdict that something is not known.
func open(layer Layer, resource, why string) Verdict {
	return Verdict{Open: []Step{{layer, resource, why}}}
}

// closed returns the verdict for a load balancer that nothing outside can find, or whose nodes are not known.
func (b *Balancer) closed(l *Listener, why string) (Verdict, bool) {
	scheme, gap := b.Scheme.Get()
	switch {
	case gap != nil:
		return open(LayerAddress, b.ID, unread("the scheme of "+b.ID, b.Scheme)), true
	case scheme != "internet-facing":
		return Verdict{Reach: Unreachable, Stop: &Step{LayerAddress, b.ID, fmt.Sprintf("%s, which listens on %s, is %s", b.ID, l, scheme)}}, true
	case why != "":
		return open(LayerAddress, b.ID, why), true
	}
	return Verdict{}, false
}

// nodesOf returns the interfaces of a load balancer. Where none is listed, as in emulators, there is one for each subnet of
// which the addresses are not known.
func nodesOf(n Balancers, b *Balancer) (nodes []*Interface, why string) {
	nodes, gap := n.Nodes(b)
	if len(nodes) > 0 {
		return nodes, ""
	}
	if gap != nil {
		return nil, "could not read the network interfaces of " + b.ID + ": " + gap.String()
	}
	subnets, gap := b.Subnets.Get()
	if gap != nil {
		return nil, unread("the subnets of "+b.ID, b.Subnets)
	}
	kind := "load_balancer"
	if b.Kind.Or("") == NetworkBalancer {
		kind = "network_load_balancer"
	}
	name := b.DNSName.Or("")
	if b.Scheme.Or("") != "internet-facing" {
		name = ""
	}
	for _, s := range subnets {
		nodes = append(nodes, &Interface{
			ID: b.ID, Owner: "load balancer " + b.ID, Of: b, Name: name, VPC: b.VPC, Subnet: inventory.Known(s), Type: inventory.Known(kind), Status: inventory.Known("in-use"),
			Instance: inventory.Known(""), State: inventory.Known(""), IPv4: inventory.Known([]Address(nil)), IPv6: inventory.Known([]netip.Addr(nil)), Groups: b.Groups, DenyAllIgwTraffic: inventory.Known(false),
		})
	}
	return nodes, ""
}

// forward follows connections that have come to a listener on to the targets.
func forward(n Balancers, b *Balancer, l *Listener, p Protocol, fronts []front, depth int) []Passage {
	pools, gap := n.Pools(b)
	var out []Passage
	if gap != nil {
		w := best(fronts)
		w.through(LayerListener, b.ID, anything("could not read all target groups of "+b.ID+": "+gap.String()), "", "")
		out = append(out, Passage{Balancer: b, Listener: l, Pool: &Pool{}, Verdict: w.verdict()})
	}
	for _, pool := range pools {
		if !b.mayForward(l, pool) {
			continue
		}
		kind, gap := pool.Kind.Get()
		members, gapM := pool.Members.Get()
		switch {
		case gap != nil || gapM != nil:
			why := unreadEither("the type of target group "+pool.ID, pool.Kind, "the targets of "+pool.ID, pool.Members)
			w := best(fronts)
			w.through(LayerTarget, pool.ID, anything(why), "", "")
			out = append(out, Passage{Balancer: b, Listener: l, Pool: pool, Verdict: w.verdict()})
			continue
		case kind == "lambda":
			continue // a function has no ports: the load balancer calls it as a service does
		}
		for _, m := range members {
			if kind == "alb" {
				out = append(out, chained(n, b, pool, m, l, fronts, depth)...)
				continue
			}
			out = append(out, arrive(n, b, l, pool, m, p, fronts))
		}
	}
	return out
}

// mayForward reports whether a listener may lead to a target group: by its default action, or, where no default action of any
// listener of an application load balancer names the group, by a rule.
func (b *Balancer) mayForward(l *Listener, pool *Pool) bool {
	if slices.Contains(l.Pools, pool.ARN) {
		return true
	}
	return b.byRule(pool)
}

func (b *Balancer) byRule(pool *Pool) bool {
	ls := b.Listeners.Or(nil)
	return !slices.ContainsFunc(ls, func(l Listener) bool { return slices.Contains(l.Pools, pool.ARN) })
}

// ruled takes back what is not sure: a target group that only rules lead to is reached surely when every listener that may
// have the rule is. Which listener has it is not read.
func ruled(ps []Passage) []Passage {
	sure := map[string]bool{}
	key := func(p *Passage) string { return p.Balancer.ARN + " " + p.Pool.ARN + " " + p.Member.String() }
	for i := range ps {
		k := key(&ps[i])
		if all, seen := sure[k]; !seen || all {
			sure[k] = ps[i].Verdict.Reach == Reachable
		}
	}
	for i := range ps {
		p := &ps[i]
		if p.Verdict.Reach == Reachable && p.Balancer.byRule(p.Pool) && !sure[key(p)] {
			p.Verdict.Reach = Unknown
			p.Verdict.Open = []Step{{LayerListener, p.Balancer.ID, fmt.Sprintf("a rule of %s forwards to %s, and of which listener is not read", p.Balancer.ID, p.Pool.ID)}}
		}
	}
	return ps
}

// best returns the way that comes farthest.
func best(fronts []front) way {
	out := way{enough: nonEmpty, at: anything(""), v: open(LayerAddress, "", "the load balancer has no node")}
	for i := range fronts {
		v, o := fronts[i].w.verdict(), out.verdict()
		if i == 0 || better(&v, &o) {
			out = fronts[i].w
		}
	}
	out.v.Path, out.v.Open = slices.Clip(out.v.Path), slices.Clip(out.v.Open)
	return out
}

// arrive follows connections from the nodes to a target on an interface.
func arrive(n Balancers, b *Balancer, l *Listener, pool *Pool, m Member, p Protocol, fronts []front) Passage {
	t := Target{p, m.Port}
	out := Passage{Balancer: b, Listener: l, Pool: pool, Member: m, Target: t, Note: m.idle()}
	i, address, why := found(n, pool, m)
	out.Interface = i
	if why != "" {
		w := best(fronts)
		w.through(LayerTarget, m.ID, anything(why), "", "")
		out.Verdict = w.verdict()
	} else {
		var ways []front
		for _, f := range fronts {
			ways = append(ways, front{i, handOver(n, b, pool, f, i, address, t)})
		}
		w := best(ways)
		out.Verdict = w.verdict()
	}
	out.Verdict.Target = t
	return out
}

// found returns the interface of a target and its address there. Traffic for an instance goes to the primary address of its
// primary interface.
func found(n Balancers, pool *Pool, m Member) (i *Interface, a netip.Addr, why string) {
	if pool.Kind.Or("") == "ip" {
		a, err := netip.ParseAddr(m.ID)
		if err != nil {
			return nil, a, fmt.Sprintf("target %s of %s is no address", m.ID, pool.ID)
		}
		i, gap := n.Holder(pool.VPC.Or(""), m.ID)
		if i == nil {
			return nil, a, missing("the network interface of target", m.ID, gap)
		}
		return i, a, ""
	}
	list, gap := n.Attached(m.ID)
	for _, x := range list {
		if x.Primary.Or(false) || len(list) == 1 && gap == nil && !x.Primary.Known() {
			i = x
		}
	}
	if i == nil {
		return nil, a, missing("the primary network interface of target", m.ID, gap)
	}
	addresses, gap := i.IPv4.Get()
	if gap != nil || len(addresses) == 0 {
		return i, a, unread("the addresses of "+i.ID, i.IPv4)
	}
	return i, addresses[0].Private, ""
}

// chained follows connections to an application load balancer that is the target of a network load balancer.
func chained(n Balancers, b *Balancer, pool *Pool, m Member, l *Listener, fronts []front, depth int) []Passage {
	fail := func(why string) []Passage {
		w := best(fronts)
		w.through(LayerTarget, m.ID, anything(why), "", "")
		return []Passage{{Balancer: b, Listener: l, Pool: pool, Member: m, Verdict: w.verdict()}}
	}
	next, gap := n.Balancer(m.ID)
	if next == nil {
		return fail(missing("load balancer", m.ID, gap))
	}
	ls, gap := next.Listeners.Get()
	if gap != nil {
		return fail(unread("the listeners of "+next.ID, next.Listeners))
	}
	nodes, why := nodesOf(n, next)
	if why != "" {
		return fail(why)
	}
	t := Target{TCP, m.Port}
	inner, ok := takes(ls, t)
	if !ok || depth == maxChain {
		return nil
	}
	var on []front
	for _, f := range fronts {
		for _, node := range nodes {
			addresses, _ := privateAddresses(node)
			a := netip.Addr{}
			if len(addresses) > 0 {
				a = addresses[0]
			}
			on = append(on, front{node, handOver(n, b, pool, f, node, a, t)})
		}
	}
	out := forward(n, next, inner, TCP, on, depth+1)
	for i := range out {
		// It is known by the load balancer that the origin finds.
		out[i].Balancer, out[i].Listener = b, l
	}
	return out
}
