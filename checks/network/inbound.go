package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"demarc/inventory"
)

// An Inbound is every way by which an origin outside comes to an interface, followed up to the subnet. What depends
// on the port is decided by To, which may be called for many targets.
type Inbound struct {
	n    Network
	i    *Interface
	ways []way // one for each address
	// enough is the origin's.
	enough func(Set) bool
	acl    *filter
	sgs    *groups
	none   Verdict // when there is no address
}

// NewInbound follows the ways of an origin to an interface. It looks only at what matters: the subnet of an interface
// without a public address is not asked for.
func NewInbound(n Network, i *Interface, o Origin) *Inbound {
	in := &Inbound{n: n, i: i, enough: o.enough}
	public, whyNot := publicAddresses(i)
	switch {
	case whyNot != "":
		in.none = Verdict{Open: []Step{{LayerAddress, i.ID, whyNot}}}
	case len(public) == 0:
		in.none = Verdict{Reach: Unreachable, Stop: &Step{LayerAddress, i.ID, i.ID + " has neither a public IPv4 address nor a global IPv6 address"}}
	}
	for _, a := range public {
		family := AllIPv4()
		if a.Public.Is6() {
			family = AllIPv6()
		}
		w := way{enough: o.enough, at: exactly(o.from.Intersect(family))}
		w.v.Address = a.Public
		text := fmt.Sprintf("%s has the public address %s", i.ID, a.Public)
		if !a.Public.IsValid() {
			text = fmt.Sprintf("%s is internet-facing as %s", i.ID, i.Name)
		}
		w.through(LayerAddress, i.ID, exactly(family), text, "the origin has no address of the IP version of "+a.Public.String())
		in.follow(&w, a, family)
		in.ways = append(in.ways, w)
	}
	return in
}

// publicAddresses returns the addresses under which an interface could be known outside; Private is the address that
// a public IPv4 address stands for, and the same one for IPv6. Customer-owned addresses are those of an
// Outpost's local network, not public.
func publicAddresses(i *Interface) (out []Address, unknown string) {
	v4, gap4 := i.IPv4.Get()
	v6, gap6 := i.IPv6.Get()
	for _, a := range v4 {
		if a.Public.IsValid() {
			out = append(out, a)
		}
		if a.Carrier.IsValid() {
			unknown = fmt.Sprintf("%s has the carrier address %s, and what the carrier's network lets in is not known", i.ID, a.Carrier)
		}
	}
	for _, a := range v6 {
		if Internet().Contains(a) {
			out = append(out, Address{Private: a, Public: a})
		}
	}
	switch {
	case gap4 != nil:
		unknown = unread("the addresses of "+i.ID, i.IPv4)
	case gap6 != nil:
		unknown = unread("the IPv6 addresses of "+i.ID, i.IPv6)
	case len(out) == 0 && i.Name != "":
		out = append(out, Address{})
	}
	return out, unknown
}

// follow takes the layers that do not depend on the port.
func (in *Inbound) follow(w *way, a Address, family Set) {
	i := in.i
	w.through(LayerState, i.ID, fact("the status of "+i.ID, i.Status, func(s string) bool { return s != "available" && s != "pending" }),
		"", i.ID+" is attached to nothing")
	w.through(LayerState, i.ID, fact("the type of "+i.ID, i.Type, func(s string) bool { return s != "nat_gateway" && s != "natGateway" }),
		"", i.ID+" belongs to a NAT gateway, which takes no connections from outside")
	w.through(LayerState, i.ID, fact("the state of the instance of "+i.ID, i.State, func(s string) bool { return s == "" || s == "running" || s == "pending" }),
		"", "the instance of "+i.ID+" is "+i.State.Or("")+", not running")
	if w.v.Address.Is6() {
		w.through(LayerAddress, i.ID, fact("DenyAllIgwTraffic of "+i.ID, i.DenyAllIgwTraffic, func(deny bool) bool { return !deny }),
			i.ID+" takes IPv6 from the internet", i.ID+" has DenyAllIgwTraffic: inbound IPv6 from the internet is dropped")
	}
	if w.v.Stop != nil {
		return
	}
	vpc, subnet := i.VPC.Or(""), i.Subnet.Or("")
	if vpc == "" || subnet == "" {
		w.through(LayerRoute, i.ID, anything(unread("the subnet of "+i.ID, i.Subnet)), "", "")
		return
	}
	in.route(w, vpc, subnet, family)
	if w.v.Stop == nil {
		in.appliance(w, vpc, a.Private, family)
	}
	if w.v.Stop == nil {
		in.block(w, vpc, subnet)
	}
}

// route takes the way back: answers to the origin must leave by an internet gateway.
func (in *Inbound) route(w *way, vpc, subnet string, family Set) {
	t, gap := in.n.RouteTable(vpc, subnet)
	if t == nil {
		w.through(LayerRoute, subnet, anything(missing("the route table of", subnet, gap)), "", "")
		return
	}
	routes, gap := t.Routes.Get()
	if gap != nil {
		w.through(LayerRoute, t.ID, anything(unread("the routes of "+t.ID, t.Routes)), "", "")
		return
	}
	hs, why := hops(in.n, routes)
	e := exits(hs, family)
	b := bounds{lo: e.internet, hi: e.internet.Union(e.appliance)}
	if why != "" {
		// A list of unknown prefixes may override any other route, and may lead to a gateway itself.
		b = bounds{lo: Set{}, hi: family, why: why}
	} else if !e.appliance.Empty() {
		b.why = fmt.Sprintf("route table %s sends answers through a firewall endpoint or appliance (%s), and what that admits is not known", t.ID, e.other)
	}
	stop := fmt.Sprintf("route table %s of %s has no route to an internet gateway for the answers", t.ID, subnet)
	if e.other != "" {
		stop += " (" + e.other + ")"
	}
	w.through(LayerRoute, t.ID, b, fmt.Sprintf("route table %s answers by %s (%s)", t.ID, e.gateway, e.to), stop)
}

// appliance looks for a firewall between the internet gateway and the subnet: a table at the gateway that sends what
// is meant for the interface to something else.
func (in *Inbound) appliance(w *way, vpc string, private netip.Addr, family Set) {
	t, gap := in.n.GatewayTable(vpc)
	switch {
	case gap != nil:
		w.through(LayerAppliance, vpc, anything("could not read whether a firewall stands behind the internet gateway of "+vpc+": "+gap.String()), "", "")
		return
	case t == nil:
		return
	}
	routes, gap := t.Routes.Get()
	if gap != nil {
		w.through(LayerAppliance, t.ID, anything(unread("the routes of gateway table "+t.ID, t.Routes)), "", "")
		return
	}
	hs, why := hops(in.n, routes)
	h, ok := lookup(hs, private)
	switch {
	case why != "":
		w.through(LayerAppliance, t.ID, anything(why), "", "")
	case ok && !h.active:
		w.through(LayerAppliance, t.ID, bounds{}, "", fmt.Sprintf("gateway table %s drops what is meant for %s (%s is a blackhole)", t.ID, private, h.target))
	case ok && h.target != "local":
		w.through(LayerAppliance, t.ID, anything(fmt.Sprintf("gateway table %s sends what is meant for %s through %s, and what that admits is not known", t.ID, private, h.target)), "", "")
	default:
		w.through(LayerAppliance, t.ID, exactly(family), "gateway table "+t.ID+" leads straight to the subnet", "")
	}
}

// block takes VPC Block Public Access. The subnet's state counts exclusions; the VPC's stands in where it is not
// given.
func (in *Inbound) block(w *way, vpc, subnet string) {
	off := func(mode string) bool { return mode == "off" }
	s, gap := in.n.Subnet(subnet)
	if s != nil && s.BlockMode.Known() {
		mode := s.BlockMode.Or("")
		w.through(LayerBlock, subnet, fact("", s.BlockMode, off), "VPC Block Public Access is off in "+subnet, "VPC Block Public Access is "+mode+" in "+subnet)
		return
	}
	why := missing("subnet", subnet, gap)
	if s != nil {
		why = unread("VPC Block Public Access in "+subnet, s.BlockMode)
	}
	v, _ := in.n.VPC(vpc)
	if v == nil || !v.BlockMode.Known() {
		w.through(LayerBlock, subnet, anything(why), "", "")
		return
	}
	mode := v.BlockMode.Or("")
	w.through(LayerBlock, vpc, fact("", v.BlockMode, off), "VPC Block Public Access is off in "+vpc, "VPC Block Public Access is "+mode+" in "+vpc)
}

// To returns the verdict for a target: the best over all addresses of the interface.
func (in *Inbound) To(t Target) Verdict {
	best := in.none
	best.Target = t
	for k := range in.ways {
		w := in.wayTo(k, t)
		if v := w.verdict(); k == 0 && len(in.none.Open) == 0 || better(&v, &best) {
			best = v
		}
	}
	return best
}

// wayTo follows the way to one of the addresses up to its end.
func (in *Inbound) wayTo(k int, t Target) way {
	w := in.ways[k]
	w.v.Target = t
	w.v.Path, w.v.Open = w.v.Path[:len(w.v.Path):len(w.v.Path)], w.v.Open[:len(w.v.Open):len(w.v.Open)]
	if w.v.Stop == nil {
		in.filters().inbound(&w, t, "the internet side")
		in.securityGroups().inbound(&w, t, nil)
		in.i.heard(&w, t)
	}
	return w
}

// waysTo returns the ways to all addresses, and that to none where there is no address or not all of them are known.
func (in *Inbound) waysTo(t Target) []way {
	var out []way
	for k := range in.ways {
		out = append(out, in.wayTo(k, t))
	}
	if in.none.Stop != nil || len(in.none.Open) > 0 {
		v := in.none
		v.Target = t
		out = append(out, way{enough: nonEmpty, at: anything(""), v: v})
	}
	return out
}

// better reports whether a verdict says more than another: reachable, then unknown, then what is stopped last.
func better(a, b *Verdict) bool {
	order := func(v *Verdict) int {
		switch v.Reach {
		case Reachable:
			return 1000
		case Unknown:
			return 500
		}
		return len(v.Path)
	}
	return order(a) > order(b)
}

// A Range is a range of ports that are treated alike, and the verdict for one of them.
type Range struct {
	Protocol Protocol
	Ports    Ports
	Verdict  Verdict
}

// Ranges divides all ports of a protocol into ranges that every layer treats alike, with the verdict for each. It is
// the cheap way to ask for many ports.
func (in *Inbound) Ranges(p Protocol) []Range {
	at := []int{0}
	if in.alive() && p.HasPorts() {
		at = cuts(p, func(yield func(Protocol, Ports)) {
			in.filters().each(yield)
			in.securityGroups().each(yield)
			if in.i.Of != nil {
				in.i.Of.each(yield)
			}
		})
	}
	return rangesAt(p, at, func(port int) Verdict { return in.To(Target{p, port}) })
}

// alive reports whether any way goes on to where ports matter.
func (in *Inbound) alive() bool {
	return slices.ContainsFunc(in.ways, func(w way) bool { return w.v.Stop == nil })
}

func (in *Inbound) filters() *filter {
	if in.acl == nil {
		in.acl = newFilter(in.n, in.i.Subnet.Or(""))
	}
	return in.acl
}

func (in *Inbound) securityGroups() *groups {
	if in.sgs == nil {
		in.sgs = newGroups(in.n, in.i)
	}
	return in.sgs
}

// ungrouped reports whether an interface may have no security group: AWS lets everything pass to those.
func ungrouped(kind inventory.Fact[string]) bool {
	k := kind.Or("")
	return strings.HasPrefix(k, "network_load_balancer") || strings.HasPrefix(k, "gateway_load_balancer")
}
