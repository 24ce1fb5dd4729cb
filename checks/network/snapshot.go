package network

import (
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// Snapshot returns the network of a region in a snapshot, and its interfaces in the order of their ids, for questions
// that no check asks. The snapshot must hold the kinds of Wants, instances and, for ways between interfaces, peering
// connections: what it lacks is a gap.
func Snapshot(s *inventory.Snapshot, region string) (*Map, []*Interface) {
	m := &Map{
		Subnets: map[string]*Subnet{}, VPCs: map[string]*VPC{}, Tables: map[string]*RouteTable{}, MainTables: map[string]*RouteTable{},
		GatewayTables: map[string]*RouteTable{}, ACLs: map[string]*ACL{}, Groups: map[string]*Group{}, PrefixLists: map[string]*PrefixList{},
		Peerings: map[string]*Peering{}, Gaps: map[inventory.Kind]*inventory.Gap{},
	}
	for _, t := range []*inventory.Type{
		ec2.SubnetType, ec2.VPCType, ec2.RouteTableType, ec2.NetworkACLType, ec2.SecurityGroupType, ec2.PrefixListType, ec2.VPCPeeringConnectionType,
	} {
		if gap := incomplete(s, t, region); gap != nil {
			m.Gaps[t.Kind] = gap
		}
	}
	for x := range in[ec2.Subnet](s, region) {
		m.Subnets[x.ID] = newSubnet(x)
	}
	for x := range in[ec2.VPC](s, region) {
		m.VPCs[x.ID] = newVPC(x)
	}
	for x := range in[ec2.RouteTable](s, region) {
		m.table(x)
	}
	for x := range in[ec2.NetworkACL](s, region) {
		a := newACL(x)
		subnets, gap := x.Subnets.Get()
		if gap != nil {
			m.Gaps[KindACL] = gap
		}
		for _, id := range subnets {
			m.ACLs[id] = a
		}
	}
	for x := range in[ec2.SecurityGroup](s, region) {
		m.Groups[x.ID] = newGroup(x)
	}
	for x := range in[ec2.PrefixList](s, region) {
		m.PrefixLists[x.ID] = newPrefixList(x)
	}
	for x := range in[ec2.VPCPeeringConnection](s, region) {
		m.Peerings[x.ID] = newPeering(x)
	}
	var out []*Interface
	for x := range in[ec2.NetworkInterface](s, region) {
		out = append(out, NewInterface(x, instanceState(s, region, x)))
	}
	return m, out
}

// table files a route table under what it serves.
func (m *Map) table(x *ec2.RouteTable) {
	t := newRouteTable(x)
	keys, gap := served(x).Get()
	if gap != nil {
		m.Gaps[KindRouteTable] = gap
		return
	}
	as := x.Associations.Or(nil)
	vpc := x.VPCID.Or("")
	for _, key := range keys {
		switch key {
		case mainKey(vpc):
			m.MainTables[vpc] = t
		case gatewayKey(vpc):
			m.GatewayTables[vpc] = t
		}
		for _, a := range as {
			if a.SubnetID != "" && key == subnetKey(a.SubnetID) {
				m.Tables[a.SubnetID] = t
			}
		}
	}
}

// instanceState returns the state of the instance of an interface: empty where there is none, a gap where it was not
// listed. Terminated instances are not collected, but have no interfaces either.
func instanceState(s *inventory.Snapshot, region string, x *ec2.NetworkInterface) inventory.Fact[string] {
	id, gap := x.InstanceID.Get()
	switch {
	case gap != nil:
		return inventory.Missing[string](gap)
	case id == "":
		return inventory.Known("")
	}
	if i, ok := s.Find(ec2.InstanceType.Kind, region, id).(*ec2.Instance); ok {
		return i.State
	}
	if gap := incomplete(s, ec2.InstanceType, region); gap != nil {
		return inventory.Missing[string](gap)
	}
	return inventory.Missing[string](&inventory.Gap{Class: inventory.Omitted, Call: ec2.DescribeInstances.String(), Detail: "instance " + id})
}

// incomplete returns why a listing cannot be relied on, or nil.
func incomplete(s *inventory.Snapshot, t *inventory.Type, region string) *inventory.Gap {
	c := s.CoverageOf(t.Kind, region)
	switch {
	case c == nil:
		return &inventory.Gap{Call: t.List.String(), Region: region, Needs: t.List.Needs}
	case c.Status == inventory.Complete:
		return nil
	case c.Gap != nil:
		return c.Gap
	}
	return &inventory.Gap{Class: inventory.Failed, Call: t.List.String(), Region: region, Detail: c.Reason}
}

// in yields the resources of kind R in a region.
func in[R any](s *inventory.Snapshot, region string) func(func(*R) bool) {
	return func(yield func(*R) bool) {
		for _, r := range s.Of(inventory.TypeOf[R]().Kind) {
			if x, ok := any(r).(*R); ok && r.Identity().Region == region && !yield(x) {
				return
			}
		}
	}
}
