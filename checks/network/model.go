package network

import (
	"net/netip"

	"demarc/inventory"
)

// A Network is where the parts of a way are looked up. A gap says why a part could not be read; a nil part without a
// gap does not exist. Map is the plain one.
type Network interface {
	Subnet(id string) (*Subnet, *inventory.Gap)
	VPC(id string) (*VPC, *inventory.Gap)
	// RouteTable returns the table of a subnet: its own, or else the main one of the VPC.
	RouteTable(vpc, subnet string) (*RouteTable, *inventory.Gap)
	// GatewayTable returns the table that directs what enters a VPC by its internet gateway. Few VPCs have one.
	GatewayTable(vpc string) (*RouteTable, *inventory.Gap)
	ACL(subnet string) (*ACL, *inventory.Gap)
	Group(id string) (*Group, *inventory.Gap)
	PrefixList(id string) (*PrefixList, *inventory.Gap)
	Peering(id string) (*Peering, *inventory.Gap)
}

// The parts of a network, as far as they matter. A fact that is missing makes what depends on it unknown.
type (
	// An Interface is a network interface and what it is attached to.
	Interface struct {
		ID string
		// Owner is what it belongs to, for people to read.
		Owner string
		// Of is the load balancer of which it is a node, where the load balancers were read; else nil.
		Of *Balancer
		// Name is the public name that stands for addresses which are not known; empty where they are.
		Name   string
		VPC    inventory.Fact[string]
		Subnet inventory.Fact[string]
		// Type is EC2's InterfaceType: "interface", "nat_gateway", "network_load_balancer", ...
		Type inventory.Fact[string]
		// Status is "in-use" for an interface that is attached to something.
		Status inventory.Fact[string]
		// Instance is the id of the instance that it is attached to; empty for none.
		Instance inventory.Fact[string]
		// Primary is whether it is the instance's primary interface.
		Primary inventory.Fact[bool]
		// State is the instance's state; known to be empty where there is no instance.
		State inventory.Fact[string]
		IPv4  inventory.Fact[[]Address]
		// IPv6 holds the addresses, and the first one of each prefix that is delegated to the interface.
		IPv6   inventory.Fact[[]netip.Addr]
		Groups inventory.Fact[[]string]
		// DenyAllIgwTraffic is true where inbound IPv6 from the internet is dropped.
		DenyAllIgwTraffic inventory.Fact[bool]
	}

	// An Address is a private IPv4 address and the public one that stands for it, or that of a Wavelength Zone's
	// carrier network; invalid for none.
	Address struct{ Private, Public, Carrier netip.Addr }

	// A VPC is its address ranges and what Block Public Access does in it.
	VPC struct {
		ID     string
		Blocks inventory.Fact[[]netip.Prefix]
		// BlockMode is "off", "block-ingress" or "block-bidirectional".
		BlockMode inventory.Fact[string]
	}

	// A Subnet is what Block Public Access does in it.
	Subnet struct {
		ID        string
		BlockMode inventory.Fact[string]
	}

	// A RouteTable is its routes; the longest prefix wins.
	RouteTable struct {
		ID     string
		Routes inventory.Fact[[]Route]
	}

	// A Route has a CIDR block or a prefix list as its destination.
	Route struct {
		To         netip.Prefix
		PrefixList string
		// Target is the id of the gateway, interface or connection: "igw-...", "local".
		Target string
		// Active is false for a blackhole.
		Active bool
	}

	// An ACL is the stateless filter of a subnet.
	ACL struct {
		ID      string
		Entries inventory.Fact[[]Entry]
	}

	// An Entry is a rule of an ACL. The first that matches, by number, decides.
	Entry struct {
		Number   int
		Egress   bool
		Allow    bool
		Protocol Protocol
		Ports    Ports // AllPorts where the protocol has none; type and code for ICMP
		Block    netip.Prefix
	}

	// A Group is a security group.
	Group struct {
		ID      string
		Ingress inventory.Fact[[]Rule]
		Egress  inventory.Fact[[]Rule]
	}

	// A Rule admits peers to the ports of a protocol.
	Rule struct {
		Protocol    Protocol
		Ports       Ports // as in Entry
		Blocks      []netip.Prefix
		PrefixLists []string
		Groups      []string
	}

	// A PrefixList is a named list of CIDR blocks.
	PrefixList struct {
		ID string
		// AWS is true for a list of the addresses of an AWS service. Its entries are not read.
		AWS     inventory.Fact[bool]
		Entries inventory.Fact[[]netip.Prefix]
	}

	// A Peering joins two VPCs.
	Peering struct {
		ID     string
		Active inventory.Fact[bool]
		// VPCs are the ids of both.
		VPCs inventory.Fact[[2]string]
	}
)

// A Map is a Network of plain values: for tests, and for a snapshot as a whole. What it lacks does not exist, unless
// Gaps says otherwise.
type Map struct {
	Subnets map[string]*Subnet
	VPCs    map[string]*VPC
	// Tables are by subnet, MainTables by VPC, GatewayTables by VPC.
	Tables        map[string]*RouteTable
	MainTables    map[string]*RouteTable
	GatewayTables map[string]*RouteTable
	// ACLs are by subnet.
	ACLs        map[string]*ACL
	Groups      map[string]*Group
	PrefixLists map[string]*PrefixList
	Peerings    map[string]*Peering
	// Gaps are by the name of a kind: why a part of it that is not here may exist nevertheless.
	Gaps map[inventory.Kind]*inventory.Gap
}

// The kinds that a Network is made of, as Map.Gaps names them.
const (
	KindSubnet     inventory.Kind = "ec2.subnet"
	KindVPC        inventory.Kind = "ec2.vpc"
	KindRouteTable inventory.Kind = "ec2.route_table"
	KindACL        inventory.Kind = "ec2.network_acl"
	KindGroup      inventory.Kind = "ec2.security_group"
	KindPrefixList inventory.Kind = "ec2.prefix_list"
	KindPeering    inventory.Kind = "ec2.vpc_peering_connection"
)

func find[V any](m *Map, of map[string]*V, id string, k inventory.Kind) (*V, *inventory.Gap) {
	if v := of[id]; v != nil {
		return v, nil
	}
	return nil, m.Gaps[k]
}

// Subnet implements Network.
func (m *Map) Subnet(id string) (*Subnet, *inventory.Gap) { return find(m, m.Subnets, id, KindSubnet) }

// VPC implements Network.
func (m *Map) VPC(id string) (*VPC, *inventory.Gap) { return find(m, m.VPCs, id, KindVPC) }

// RouteTable implements Network. Over an incomplete listing the main table is no answer: the subnet's own may be
// missing.
func (m *Map) RouteTable(vpc, subnet string) (*RouteTable, *inventory.Gap) {
	if t, gap := find(m, m.Tables, subnet, KindRouteTable); t != nil || gap != nil {
		return t, gap
	}
	return m.MainTables[vpc], nil
}

// GatewayTable implements Network.
func (m *Map) GatewayTable(vpc string) (*RouteTable, *inventory.Gap) {
	return find(m, m.GatewayTables, vpc, KindRouteTable)
}

// ACL implements Network.
func (m *Map) ACL(subnet string) (*ACL, *inventory.Gap) { return find(m, m.ACLs, subnet, KindACL) }

// Group implements Network.
func (m *Map) Group(id string) (*Group, *inventory.Gap) { return find(m, m.Groups, id, KindGroup) }

// PrefixList implements Network.
func (m *Map) PrefixList(id string) (*PrefixList, *inventory.Gap) {
	return find(m, m.PrefixLists, id, KindPrefixList)
}

// Peering implements Network.
func (m *Map) Peering(id string) (*Peering, *inventory.Gap) {
	return find(m, m.Peerings, id, KindPeering)
}
