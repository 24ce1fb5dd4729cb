// Package network decides what can reach a network interface in a VPC, and by which way.
//
// It follows a connection as AWS does: the address that stands for the interface, VPC Block Public Access, the route
// that carries the answer back, the network ACL of the subnet in rule order both ways, and the security groups. Every
// layer is computed for sets of sources at once, from below (those that surely pass) and from above (those that may,
// as far as was read), so that a rule split in two halves of the internet, or a list that could not be read, needs no
// special case: what lies between the two bounds is unknown.
//
// A way through a load balancer is one of its own, beside the direct one: to a node, by a listener, and from there to each
// target, which sees the client's address or the node's (Through). Interfaces reach each other by their private addresses
// (Between).
//
// Everything is a pure function over the structs of model.go. View fills them from a check's view of a snapshot,
// Snapshot from a whole snapshot. AWS's rules are those of the Amazon VPC User Guide ("Security groups", "Network
// ACLs", "Route tables", "Block public access to VPCs and subnets").
package network

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// A Protocol is an IP protocol number.
type Protocol int

// Protocols. AnyProtocol stands in rules only.
const (
	AnyProtocol Protocol = -1
	ICMP        Protocol = 1
	TCP         Protocol = 6
	UDP         Protocol = 17
	ICMPv6      Protocol = 58
)

// String returns the protocol as EC2 names it.
func (p Protocol) String() string {
	switch p {
	case AnyProtocol:
		return "all protocols"
	case ICMP:
		return "icmp"
	case TCP:
		return "tcp"
	case UDP:
		return "udp"
	case ICMPv6:
		return "icmpv6"
	}
	return "protocol " + strconv.Itoa(int(p))
}

// HasPorts reports whether rules of the protocol have ports.
func (p Protocol) HasPorts() bool { return p == TCP || p == UDP }

// ParseProtocol reads a protocol as the EC2 API writes it: a name, a number, or "-1".
func ParseProtocol(s string) (Protocol, error) {
	switch s {
	case "tcp":
		return TCP, nil
	case "udp":
		return UDP, nil
	case "icmp":
		return ICMP, nil
	case "icmpv6":
		return ICMPv6, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < -1 || n > 255 {
		return 0, fmt.Errorf("%q is not an IP protocol: want tcp, udp, icmp, icmpv6, a number up to 255, or -1", s)
	}
	return Protocol(n), nil
}

// Ports is a range of ports, both ends included. For ICMP the two are type and code, -1 being any.
type Ports struct{ From, To int }

// AllPorts is every port.
var AllPorts = Ports{0, 65535}

// ephemeral are the ports from which clients connect, to which answers go (Amazon VPC User Guide, "Ephemeral ports").
var ephemeral = Ports{1024, 65535}

// String returns "22" or "8000-8099".
func (p Ports) String() string {
	switch {
	case p == AllPorts:
		return "all ports"
	case p.From == p.To:
		return strconv.Itoa(p.From)
	}
	return strconv.Itoa(p.From) + "-" + strconv.Itoa(p.To)
}

// example returns the port of a range that people know best: all of them are treated alike, and words about one of them are to
// mean something.
func (p Ports) example() int {
	for _, port := range []int{22, 443, 3389, 5432, 3306} {
		if p.Contains(port) {
			return port
		}
	}
	return p.From
}

// Contains reports whether a port is in the range.
func (p Ports) Contains(port int) bool { return p.From <= port && port <= p.To }

// intersect returns the ports in both ranges; ok is false when there are none.
func (p Ports) intersect(o Ports) (both Ports, ok bool) {
	both = Ports{max(p.From, o.From), min(p.To, o.To)}
	return both, both.From <= both.To
}

// A Target is what a connection is made to: a protocol and, for tcp and udp, a port. For ICMP, Port is the type.
type Target struct {
	Protocol Protocol
	Port     int
}

// String returns "tcp/22".
func (t Target) String() string {
	if !t.Protocol.HasPorts() {
		return t.Protocol.String()
	}
	return t.Protocol.String() + "/" + strconv.Itoa(t.Port)
}

// matches reports whether a rule's protocol and ports cover a target.
func (t Target) matches(p Protocol, ports Ports) bool {
	switch {
	case p == AnyProtocol:
		return true
	case p != t.Protocol:
		return false
	case p.HasPorts():
		return ports.Contains(t.Port)
	case p == ICMP, p == ICMPv6:
		return ports.From == -1 || ports.From == t.Port
	}
	return true
}

// cuts returns the least ports of the ranges into which rules divide a protocol's ports, sorted: between two of them
// every port is treated alike.
func cuts(p Protocol, rules func(yield func(Protocol, Ports))) []int {
	out := []int{0}
	rules(func(q Protocol, ports Ports) {
		if q == p && ports != AllPorts {
			out = append(out, max(ports.From, 0), min(ports.To, 65535)+1)
		}
	})
	slices.SortFunc(out, func(a, b int) int { return cmp.Compare(a, b) })
	out = slices.Compact(out)
	for len(out) > 0 && out[len(out)-1] > 65535 {
		out = out[:len(out)-1]
	}
	return out
}
