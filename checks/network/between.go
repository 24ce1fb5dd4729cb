package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// Between decides whether one interface can open a connection to a target on another, by their private addresses:
// within a VPC, or over a peering connection. Ways through transit gateways, VPNs and appliances are unknown, as what
// those admit is not read.
func Between(n Network, from, to *Interface, t Target) Verdict {
	best := Verdict{Target: t}
	sources, why := privateAddresses(from)
	targets, whyTo := privateAddresses(to)
	if why == "" {
		why = whyTo
	}
	if why != "" {
		best.Open = []Step{{LayerAddress, from.ID, why}}
	}
	tried := false
	for _, a := range sources {
		for _, b := range targets {
			if a.BitLen() != b.BitLen() {
				continue
			}
			if v := connect(n, from, to, caller{Single(a), a}, b, t); !tried && why == "" || better(&v, &best) {
				best = v
			}
			tried = true
		}
	}
	if !tried && why == "" {
		best.Reach = Unreachable
		best.Stop = &Step{LayerAddress, to.ID, from.ID + " and " + to.ID + " have no address of the same IP version"}
	}
	return best
}

// privateAddresses returns the addresses that an interface has inside its VPC.
func privateAddresses(i *Interface) (out []netip.Addr, unknown string) {
	v4, gap4 := i.IPv4.Get()
	v6, gap6 := i.IPv6.Get()
	for _, a := range v4 {
		out = append(out, a.Private)
	}
	out = append(out, v6...)
	switch {
	case gap4 != nil:
		unknown = unread("the addresses of "+i.ID, i.IPv4)
	case gap6 != nil:
		unknown = unread("the IPv6 addresses of "+i.ID, i.IPv6)
	}
	return out, unknown
}

// A caller is who opens a connection: one address, or one of a set that is not known more closely. Answers go to any of
// them alike.
type caller struct {
	from Set
	any  netip.Addr
}

func (c caller) String() string {
	if c.from.Minus(Single(c.any)).Empty() {
		return c.any.String()
	}
	return c.from.String()
}

// up takes the layer of the instance that an interface is attached to.
func up(w *way, i *Interface) {
	w.through(LayerState, i.ID, fact("the state of the instance of "+i.ID, i.State, func(s string) bool { return s == "" || s == "running" || s == "pending" }),
		"", "the instance of "+i.ID+" is "+i.State.Or("")+", not running")
}

// connect follows a connection from a caller to an address, and the answers to it.
func connect(n Network, from, to *Interface, c caller, b netip.Addr, t Target) Verdict {
	w := way{enough: nonEmpty, at: exactly(c.from)}
	if !c.from.Minus(Single(c.any)).Empty() {
		w.whole = c.from
	}
	w.v.Target, w.v.Address = t, b
	up(&w, from)
	up(&w, to)
	source, target := &peer{addresses: c.from, groups: from.Groups.Or(nil)}, &peer{addresses: Single(b), groups: to.Groups.Or(nil)}
	out := &way{enough: w.enough, at: exactly(Single(b)), v: w.v}
	leave(n, out, from, to, b, t, target)
	w.v = out.v
	if w.v.Stop != nil {
		return w.verdict()
	}
	if !sameSubnet(from, to) {
		newFilter(n, to.Subnet.Or("")).inbound(&w, t, c.String())
	}
	if from.Groups.Known() {
		newGroups(n, to).inbound(&w, t, source)
	} else {
		// Rules that refer to groups may admit it or not.
		w.through(LayerGroup, from.ID, anything(unread("the security groups of "+from.ID, from.Groups)), "", "")
	}
	if w.v.Stop == nil {
		routed(n, &w, to, from, c.any, "the answers")
	}
	to.heard(&w, t)
	return w.verdict()
}

// leave takes the layers on the side of the caller: the set is that of the addresses called.
func leave(n Network, w *way, from, to *Interface, b netip.Addr, t Target, target *peer) {
	if to.Groups.Known() {
		newGroups(n, from).outbound(w, t, target)
	} else {
		w.through(LayerGroup, to.ID, anything(unread("the security groups of "+to.ID, to.Groups)), "", "")
	}
	if !sameSubnet(from, to) {
		newFilter(n, from.Subnet.Or("")).outbound(w, t, b.String())
	}
	if w.v.Stop == nil {
		routed(n, w, from, to, b, "the connection")
	}
}

// sameSubnet reports whether no network ACL stands between two interfaces.
func sameSubnet(a, b *Interface) bool {
	s := a.Subnet.Or("")
	return s != "" && s == b.Subnet.Or("")
}

// routed takes the route from one interface to an address of the other.
func routed(n Network, w *way, from, to *Interface, address netip.Addr, what string) {
	if sameSubnet(from, to) {
		return
	}
	vpc, gapV := from.VPC.Get()
	subnet, gapS := from.Subnet.Get()
	other, gapO := to.VPC.Get()
	if gapV != nil || gapS != nil || gapO != nil {
		w.through(LayerRoute, from.ID, anything("could not read the subnet of "+from.ID+" or the VPC of "+to.ID), "", "")
		return
	}
	t, gap := n.RouteTable(vpc, subnet)
	if t == nil {
		w.through(LayerRoute, subnet, anything(missing("the route table of", subnet, gap)), "", "")
		return
	}
	routes, gap := t.Routes.Get()
	if gap != nil {
		w.through(LayerRoute, t.ID, anything(unread("the routes of "+t.ID, t.Routes)), "", "")
		return
	}
	hs, why := hops(n, routes)
	if why != "" {
		w.through(LayerRoute, t.ID, anything(why), "", "")
		return
	}
	h, ok := lookup(hs, address)
	kind, _, _ := strings.Cut(h.target, "-")
	switch {
	case !ok:
		w.through(LayerRoute, t.ID, bounds{}, "", fmt.Sprintf("route table %s has no route for %s to %s", t.ID, what, address))
	case !h.active:
		w.through(LayerRoute, t.ID, bounds{}, "", fmt.Sprintf("route table %s drops %s to %s (%s is a blackhole)", t.ID, what, address, h.to))
	case h.target == "local" && vpc == other:
		w.through(LayerRoute, t.ID, exactly(everything), fmt.Sprintf("route table %s takes %s to %s within %s", t.ID, what, address, vpc), "")
	case kind == "pcx":
		peered(n, w, h.target, t.ID, vpc, other, what)
	case h.target == "local", kind == "igw", kind == "nat", kind == "eigw":
		w.through(LayerRoute, t.ID, bounds{}, "", fmt.Sprintf("route table %s takes %s to %s by %s, which does not lead to %s", t.ID, what, address, h.target, other))
	default:
		w.through(LayerRoute, t.ID, anything(fmt.Sprintf("route table %s takes %s to %s by %s, and what lies beyond is not read", t.ID, what, address, h.target)), "", "")
	}
}

// peered takes a peering connection, which joins two VPCs and leads to no third.
func peered(n Network, w *way, id, table, vpc, other, what string) {
	p, gap := n.Peering(id)
	if p == nil {
		w.through(LayerPeering, id, anything(missing("peering connection", id, gap)), "", "")
		return
	}
	w.through(LayerPeering, id, fact("the status of "+id, p.Active, func(active bool) bool { return active }), id+" is active", id+" is not active")
	w.through(LayerPeering, id, fact("the VPCs of "+id, p.VPCs, func(ids [2]string) bool {
		return slices.Contains(ids[:], vpc) && slices.Contains(ids[:], other) && vpc != other
	}), fmt.Sprintf("route table %s takes %s by %s to %s", table, what, id, other), fmt.Sprintf("route table %s takes %s by %s, which does not lead to %s", table, what, id, other))
}

// BetweenRanges divides all ports of a protocol into ranges that every layer between two interfaces treats alike, with the
// verdict for each.
func BetweenRanges(n Network, from, to *Interface, p Protocol) []Range {
	at := []int{0}
	if p.HasPorts() {
		at = cuts(p, func(yield func(Protocol, Ports)) {
			for _, k := range newGroups(n, from).known {
				for _, r := range k.Egress.Or(nil) {
					yield(r.Protocol, r.Ports)
				}
			}
			newGroups(n, to).each(yield)
			if to.Of != nil {
				to.Of.each(yield)
			}
			if !sameSubnet(from, to) {
				for _, e := range newFilter(n, from.Subnet.Or("")).out {
					yield(e.Protocol, e.Ports)
				}
				newFilter(n, to.Subnet.Or("")).each(yield)
			}
		})
	}
	return rangesAt(p, at, func(port int) Verdict { return Between(n, from, to, Target{p, port}) })
}

// rangesAt makes ranges of the ports with which they begin.
func rangesAt(p Protocol, at []int, verdict func(port int) Verdict) []Range {
	out := make([]Range, len(at))
	for k, from := range at {
		ports := Ports{from, 65535}
		if k+1 < len(at) {
			ports.To = at[k+1] - 1
		}
		out[k] = Range{p, ports, verdict(ports.example())}
	}
	return out
}
