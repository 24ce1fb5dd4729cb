package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"demarc/inventory"
	"demarc/inventory/ec2"
)

// mapped converts what a fact says. A value that cannot be read becomes a gap.
func mapped[V, W any](f inventory.Fact[V], convert func(V) (W, error)) inventory.Fact[W] {
	v, gap := f.Get()
	if gap != nil {
		return inventory.Missing[W](gap)
	}
	w, err := convert(v)
	if err != nil {
		g := &inventory.Gap{Class: inventory.Failed, Detail: err.Error()}
		if src := f.Source(); src != nil {
			g.Call = src.Call.String()
		}
		return inventory.Missing[W](g)
	}
	return inventory.Known(w)
}

func each[A, B any](in []A, convert func(A) (B, error)) ([]B, error) {
	out := make([]B, len(in))
	for i, x := range in {
		var err error
		if out[i], err = convert(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func lists[A, B any](f inventory.Fact[[]A], convert func(A) (B, error)) inventory.Fact[[]B] {
	return mapped(f, func(in []A) ([]B, error) { return each(in, convert) })
}

// NewInterface converts an interface. state is that of the instance that it is attached to, known to be empty for
// none.
func NewInterface(x *ec2.NetworkInterface, state inventory.Fact[string]) *Interface {
	return &Interface{
		ID: x.ID, Owner: Owner(x), VPC: x.VPCID, Subnet: x.SubnetID, Type: x.InterfaceType, Status: x.Status, Instance: x.InstanceID, State: state,
		Primary: mapped(x.DeviceIndex, func(n int32) (bool, error) { return n == 0, nil }),
		IPv4:    addresses(x), IPv6: addresses6(x), Groups: x.Groups, DenyAllIgwTraffic: x.DenyAllIgwTraffic,
	}
}

// addresses returns the IPv4 addresses of an interface. The public one of the interface as a whole stands for the
// primary private one, and counts where the list of addresses does not name it.
func addresses(x *ec2.NetworkInterface) inventory.Fact[[]Address] {
	whole, gap := x.PublicIP.Get()
	if gap != nil {
		return inventory.Missing[[]Address](gap)
	}
	return mapped(x.Addresses, func(list []ec2.InterfaceAddress) ([]Address, error) {
		named := slices.ContainsFunc(list, func(a ec2.InterfaceAddress) bool { return a.PublicIP == whole })
		return each(list, func(a ec2.InterfaceAddress) (out Address, err error) {
			if out.Private, err = netip.ParseAddr(a.PrivateIP); err != nil {
				return out, err
			}
			public := a.PublicIP
			if public == "" && !named && (a.Primary || len(list) == 1) {
				public = whole
			}
			if public != "" {
				out.Public, err = netip.ParseAddr(public)
			}
			if err == nil && a.CarrierIP != "" {
				out.Carrier, err = netip.ParseAddr(a.CarrierIP)
			}
			return out, err
		})
	})
}

// addresses6 returns the IPv6 addresses of an interface. What stands behind a delegated prefix is reached as the
// interface itself is, so one address of it speaks for all.
func addresses6(x *ec2.NetworkInterface) inventory.Fact[[]netip.Addr] {
	delegated, gap := x.IPv6Prefixes.Get()
	if gap != nil {
		return inventory.Missing[[]netip.Addr](gap)
	}
	return mapped(x.IPv6Addresses, func(list []string) ([]netip.Addr, error) {
		out, err := each(list, netip.ParseAddr)
		for _, s := range delegated {
			p, bad := netip.ParsePrefix(s)
			if bad != nil {
				return nil, bad
			}
			out = append(out, p.Addr())
		}
		return out, err
	})
}

func newVPC(x *ec2.VPC) *VPC {
	return &VPC{ID: x.ID, BlockMode: x.InternetGatewayBlockMode, Blocks: lists(x.CIDRBlocks, func(b ec2.CIDRBlock) (netip.Prefix, error) {
		return netip.ParsePrefix(b.CIDR)
	})}
}

func newSubnet(x *ec2.Subnet) *Subnet {
	return &Subnet{ID: x.ID, BlockMode: x.InternetGatewayBlockMode}
}

func newRouteTable(x *ec2.RouteTable) *RouteTable {
	return &RouteTable{ID: x.ID, Routes: lists(x.Routes, newRoute)}
}

func newRoute(x ec2.Route) (r Route, err error) {
	r = Route{PrefixList: x.DestinationPrefixListID, Target: target(x), Active: x.State != "blackhole"}
	if to := x.DestinationCIDRBlock + x.DestinationIPv6CIDRBlock; to != "" {
		r.To, err = netip.ParsePrefix(to)
	} else if r.PrefixList == "" {
		err = fmt.Errorf("a route to %s has no destination", r.Target)
	}
	return r, err
}

// target returns the one target that a route has. A route to an instance names its interface too.
func target(x ec2.Route) string {
	for _, id := range []string{
		x.GatewayID, x.CarrierGatewayID, x.CoreNetworkARN, x.EgressOnlyInternetGatewayID, x.LocalGatewayID, x.NATGatewayID,
		x.NetworkInterfaceID, x.InstanceID, x.TransitGatewayID, x.VPCPeeringConnectionID,
	} {
		if id != "" {
			return id
		}
	}
	return "an unknown target"
}

func newACL(x *ec2.NetworkACL) *ACL { return &ACL{ID: x.ID, Entries: lists(x.Entries, NewEntry)} }

// NewEntry converts a rule of a network ACL.
func NewEntry(x ec2.ACLEntry) (e Entry, err error) {
	e = Entry{Number: int(x.RuleNumber), Egress: x.Egress, Allow: x.RuleAction == "allow"}
	if e.Protocol, err = ParseProtocol(x.Protocol); err != nil {
		return e, err
	}
	e.Ports = ports(e.Protocol, x.FromPort, x.ToPort)
	if e.Protocol == ICMP || e.Protocol == ICMPv6 {
		e.Ports = ports(e.Protocol, x.ICMPType, x.ICMPCode)
	}
	e.Block, err = netip.ParsePrefix(x.CIDRBlock + x.IPv6CIDRBlock)
	return e, err
}

func newGroup(x *ec2.SecurityGroup) *Group {
	return &Group{ID: x.ID, Ingress: lists(x.Ingress, NewRule), Egress: lists(x.Egress, NewRule)}
}

// NewRule converts what a security group admits.
func NewRule(x ec2.IPPermission) (r Rule, err error) {
	if r.Protocol, err = ParseProtocol(x.Protocol); err != nil {
		return r, err
	}
	r.Ports, r.PrefixLists = ports(r.Protocol, x.FromPort, x.ToPort), x.PrefixListIDs
	for _, g := range x.Groups {
		r.Groups = append(r.Groups, g.GroupID)
	}
	for _, c := range append(x.IPRanges[:len(x.IPRanges):len(x.IPRanges)], x.IPv6Ranges...) {
		b, err := netip.ParsePrefix(c)
		if err != nil {
			return r, err
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r, nil
}

// ports returns the bounds of a rule as the API gives them. Protocols other than tcp, udp and icmp are admitted
// whole whatever the bounds say (API reference, IpPermission); so are absent bounds.
func ports(p Protocol, from, to *int32) Ports {
	switch {
	case p == ICMP || p == ICMPv6:
		out := Ports{-1, -1}
		if from != nil {
			out.From = int(*from)
		}
		if to != nil {
			out.To = int(*to)
		}
		return out
	case !p.HasPorts() || from == nil || to == nil || *from == -1:
		return AllPorts
	}
	return Ports{int(*from), int(*to)}
}

func newPrefixList(x *ec2.PrefixList) *PrefixList {
	return &PrefixList{
		ID:      x.ID,
		AWS:     mapped(x.OwnerID, func(owner string) (bool, error) { return strings.EqualFold(owner, ec2.PrefixListOwnerAWS), nil }),
		Entries: lists(x.Entries, netip.ParsePrefix),
	}
}

func newPeering(x *ec2.VPCPeeringConnection) *Peering {
	p := &Peering{ID: x.ID, Active: mapped(x.Status, func(code string) (bool, error) { return code == "active", nil })}
	p.VPCs = mapped(x.Requester, func(a ec2.PeeringSide) ([2]string, error) { return [2]string{a.VPCID}, nil })
	if ids, gap := p.VPCs.Get(); gap == nil {
		p.VPCs = mapped(x.Accepter, func(b ec2.PeeringSide) ([2]string, error) { return [2]string{ids[0], b.VPCID}, nil })
	}
	return p
}

// served returns what a route table serves, as keys of an index.
func served(t *ec2.RouteTable) inventory.Fact[[]string] {
	vpc, gap := t.VPCID.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return mapped(t.Associations, func(as []ec2.RouteTableAssociation) (keys []string, err error) {
		for _, a := range as {
			switch {
			case a.State != "" && a.State != "associated":
			case a.SubnetID != "":
				keys = append(keys, subnetKey(a.SubnetID))
			case a.GatewayID != "":
				if strings.HasPrefix(a.GatewayID, "igw-") {
					keys = append(keys, gatewayKey(vpc))
				}
			case a.Main:
				keys = append(keys, mainKey(vpc))
			}
		}
		return keys, nil
	})
}

func subnetKey(id string) string   { return "subnet " + id }
func mainKey(vpc string) string    { return "main " + vpc }
func gatewayKey(vpc string) string { return "gateway " + vpc }
