package network

import (
	"fmt"
	"net/netip"
)

// handOver takes the connection from a node of a load balancer to a target. A network load balancer may pass on the packets of
// clients as they are: then the filters at the target see the client's address, and still know the load balancer by a
// reference to its security group (Elastic Load Balancing, "Update the security groups for your Network Load Balancer").
func handOver(n Network, b *Balancer, pool *Pool, f front, to *Interface, address netip.Addr, t Target) way {
	w := f.w
	w.v.Path, w.v.Open = w.v.Path[:len(w.v.Path):len(w.v.Path)], w.v.Open[:len(w.v.Open):len(w.v.Open)]
	w.v.Target = t
	if w.v.Stop != nil || f.node == nil {
		return w
	}
	w.through(LayerListener, b.ID, exactly(everything), fmt.Sprintf("%s forwards to %s of %s", b.ID, t, to.ID), "")
	keeps, why := b.preserves(pool, w.v.Address, address)
	own := func(w way) way { return w.behind(relayed(n, b, f.node, to, address, t)) }
	kept := func(w way) way { return passedOn(n, w, b, f.node, to, address, t) }
	switch {
	case why == "" && keeps:
		return kept(w)
	case why == "":
		return own(w)
	}
	one, other := own(w), kept(w)
	v1, v2 := one.verdict(), other.verdict()
	if v1.Reach == v2.Reach {
		return one
	}
	w.through(LayerTarget, pool.ID, anything(why), "", "")
	return w
}

// preserves reports whether a target sees the client's address. The IP versions of both must be the same; UDP has no choice
// (Elastic Load Balancing, "Edit target group attributes for your Network Load Balancer").
func (b *Balancer) preserves(pool *Pool, client, target netip.Addr) (keeps bool, why string) {
	kind, gap := b.Kind.Get()
	switch {
	case gap != nil:
		return false, unread("the type of "+b.ID, b.Kind)
	case kind != NetworkBalancer || client.IsValid() && client.Is6() != target.Is6():
		return false, ""
	}
	keeps, gap = pool.Preserves.Get()
	if gap != nil {
		return false, unread("whether "+pool.ID+" preserves the addresses of clients", pool.Preserves)
	}
	return keeps, ""
}

// behind goes on with what a load balancer does on its own: everybody who came to it passes, or nobody.
func (w way) behind(v Verdict) way {
	w.v.Path = append(w.v.Path, v.Path...)
	if v.Reach == Unreachable {
		w.v.Stop = v.Stop
	} else {
		w.v.Open = append(w.v.Open, v.Open...)
	}
	return w
}

// relayed follows a connection that the load balancer makes from one of its private addresses.
func relayed(n Network, b *Balancer, node, to *Interface, address netip.Addr, t Target) Verdict {
	best := Verdict{Target: t}
	sources, why := privateAddresses(node)
	switch {
	case why != "":
		return open(LayerAddress, node.ID, why)
	case len(sources) == 0:
		return guessed(n, b, node, to, address, t)
	}
	tried := false
	for _, a := range sources {
		if a.BitLen() != address.BitLen() && address.IsValid() {
			continue
		}
		if v := connect(n, node, to, caller{Single(a), a}, address, t); !tried || better(&v, &best) {
			best = v
		}
		tried = true
	}
	if !tried {
		best.Reach = Unreachable
		best.Stop = &Step{LayerAddress, to.ID, fmt.Sprintf("%s and %s have no address of the same IP version", node.ID, to.ID)}
	}
	return best
}

// guessed is relayed for a load balancer whose addresses are not known: it may have any of its VPC.
func guessed(n Network, b *Balancer, node, to *Interface, address netip.Addr, t Target) Verdict {
	vpc, gap := b.VPC.Get()
	if gap != nil {
		return open(LayerAddress, b.ID, unread("the VPC of "+b.ID, b.VPC))
	}
	v, gap := n.VPC(vpc)
	if v == nil {
		return open(LayerAddress, vpc, missing("VPC", vpc, gap))
	}
	blocks, gap := v.Blocks.Get()
	if gap != nil {
		return open(LayerAddress, vpc, unread("the address ranges of "+vpc, v.Blocks))
	}
	all := Addresses(blocks...).Intersect(AllIPv4())
	if all.Empty() {
		return open(LayerAddress, vpc, vpc+" has no IPv4 range")
	}
	return connect(n, node, to, caller{all, all.spans[0].from}, address, t)
}

// passedOn follows the packets of clients that a network load balancer hands to a target with the clients' addresses.
func passedOn(n Network, w way, b *Balancer, node, to *Interface, address netip.Addr, t Target) way {
	target := &peer{addresses: Single(address), groups: to.Groups.Or(nil)}
	out := &way{enough: nonEmpty, at: exactly(Single(address))}
	up(out, to)
	leave(n, out, node, to, address, t, target)
	w = w.behind(out.verdict())
	clients := "the clients of " + b.ID
	if !sameSubnet(node, to) {
		newFilter(n, to.Subnet.Or("")).inbound(&w, t, clients)
	}
	if node.Groups.Known() {
		newGroups(n, to).inbound(&w, t, &peer{addresses: everything, groups: node.Groups.Or(nil), name: clients})
	} else {
		w.through(LayerGroup, node.ID, anything(unread("the security groups of "+node.ID, node.Groups)), "", "")
	}
	return w
}
