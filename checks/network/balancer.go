package network

import (
	"strconv"
	"strings"

	"demarc/inventory"
)

// Balancers is a Network with the load balancers in it.
type Balancers interface {
	Network
	// Balancer returns a load balancer by its ARN.
	Balancer(arn string) (*Balancer, *inventory.Gap)
	// Nodes returns the interfaces on which a load balancer takes connections, and from which it makes them.
	Nodes(b *Balancer) ([]*Interface, *inventory.Gap)
	// Pools returns the target groups to which a load balancer forwards by any rule.
	Pools(b *Balancer) ([]*Pool, *inventory.Gap)
	// Attached returns the interfaces of an instance.
	Attached(instance string) ([]*Interface, *inventory.Gap)
	// Holder returns the interface with a private address in a VPC.
	Holder(vpc, address string) (*Interface, *inventory.Gap)
}

// The kinds of load balancers.
const (
	ApplicationBalancer = "application"
	NetworkBalancer     = "network"
	GatewayBalancer     = "gateway"
	ClassicBalancer     = "classic"
)

// The parts of a load balancer, as far as they matter to who reaches what.
type (
	// A Balancer takes connections on its own addresses, and makes or passes on others to its targets.
	Balancer struct {
		// ID is how people know it: "net/edi/60ed7d5a6d1da299", or the name of a classic one.
		ID   string
		ARN  string
		Kind inventory.Fact[string]
		// Scheme is "internet-facing" or "internal".
		Scheme inventory.Fact[string]
		// DNSName is the name by which clients find it.
		DNSName   inventory.Fact[string]
		VPC       inventory.Fact[string]
		Subnets   inventory.Fact[[]string]
		Groups    inventory.Fact[[]string]
		Listeners inventory.Fact[[]Listener]
	}

	// A Listener is a port of a load balancer.
	Listener struct {
		// Protocol is as Elastic Load Balancing names it: "HTTPS", "TCP_UDP", "SSL".
		Protocol string
		Port     int
		// Pools are the ARNs of the target groups of its default action; rules may lead to others. Of a classic load
		// balancer, the one pool is that of the listener itself.
		Pools []string
		// First is what clients must do before the default action forwards them: "authenticate-oidc"; empty for nothing.
		First string
	}

	// A Pool is a target group.
	Pool struct {
		ID, ARN string
		// Kind is "instance", "ip", "lambda" or "alb".
		Kind inventory.Fact[string]
		VPC  inventory.Fact[string]
		// Protocol is that to the targets, as Elastic Load Balancing names it.
		Protocol inventory.Fact[string]
		// Preserves is whether targets of a network load balancer see the addresses of clients, and not the load balancer's.
		Preserves inventory.Fact[bool]
		Members   inventory.Fact[[]Member]
	}

	// A Member is a target: an instance, an address, a function or a load balancer.
	Member struct {
		ID   string
		Port int
		// State is "healthy", "unused", ...; empty where it was not asked for. Reason says why it is not healthy.
		State, Reason string
	}
)

// String returns "TCP:22".
func (l *Listener) String() string { return l.Protocol + ":" + strconv.Itoa(l.Port) }

// HTTP reports whether a listener understands requests, so that nothing but HTTP gets through.
func (l *Listener) HTTP() bool { return l.Protocol == "HTTP" || l.Protocol == "HTTPS" }

// Protocols returns the IP protocols of a listener. A gateway load balancer's has none.
func (l *Listener) Protocols() []Protocol {
	switch l.Protocol {
	case "HTTP", "HTTPS", "TCP", "TLS", "SSL":
		return []Protocol{TCP}
	case "UDP", "QUIC":
		return []Protocol{UDP}
	case "TCP_UDP", "TCP_QUIC":
		return []Protocol{TCP, UDP}
	}
	return nil
}

// takes reports whether one of some listeners takes connections to a target.
func takes(ls []Listener, t Target) (*Listener, bool) {
	for i := range ls {
		for _, p := range ls[i].Protocols() {
			if p == t.Protocol && ls[i].Port == t.Port {
				return &ls[i], true
			}
		}
	}
	return nil, false
}

// heard takes the layer of a load balancer's own listeners: on other ports it takes nothing.
func (i *Interface) heard(w *way, t Target) {
	b := i.Of
	if b == nil {
		return
	}
	ls, gap := b.Listeners.Get()
	if gap != nil {
		w.through(LayerListener, b.ID, anything(unread("the listeners of "+b.ID, b.Listeners)), "", "")
		return
	}
	l, ok := takes(ls, t)
	if !ok {
		w.through(LayerListener, b.ID, bounds{}, "", b.ID+" has no listener for "+t.String())
		return
	}
	text := b.ID + " listens on " + l.String()
	if l.First != "" {
		text += ", and forwards after " + l.First
	}
	w.through(LayerListener, b.ID, exactly(everything), text, "")
}

// each yields the ports of the listeners, for cuts.
func (b *Balancer) each(yield func(Protocol, Ports)) {
	ls := b.Listeners.Or(nil)
	for i := range ls {
		for _, p := range ls[i].Protocols() {
			yield(p, Ports{ls[i].Port, ls[i].Port})
		}
	}
}

// String returns how people know a member: "i-0abc:22", "function label-printer".
func (m Member) String() string {
	if _, name, ok := strings.Cut(m.ID, ":function:"); ok {
		return "function " + name
	}
	if _, id, ok := strings.Cut(m.ID, ":loadbalancer/"); ok {
		return id + ":" + strconv.Itoa(m.Port)
	}
	return m.ID + ":" + strconv.Itoa(m.Port)
}

// idle returns the words for a member that gets no traffic now, or only where nothing better is there.
func (m Member) idle() string {
	switch m.State {
	case "", "healthy", "initial", "unavailable":
		return ""
	}
	text := m.String() + " is " + m.State
	if m.Reason != "" {
		text += " (" + m.Reason + ")"
	}
	return text
}
