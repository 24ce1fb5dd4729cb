package network

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// Wants returns what a check must declare beside its own kind in order to use View.
func Wants() []inventory.Want {
	return []inventory.Want{
		{Type: ec2.NetworkACLType},
		{Type: ec2.NetworkInterfaceType},
		{Type: ec2.PrefixListType, Calls: []*inventory.Call{ec2.GetManagedPrefixListEntries}},
		{Type: ec2.RouteTableType},
		{Type: ec2.SecurityGroupType},
		{Type: ec2.SubnetType},
		{Type: ec2.VPCType},
	}
}

// View returns the network of a region as a check sees it: each part that is looked up is evidence, and a part that
// could not be read keeps the check from passing. It knows no peering connections.
func View[T any](v *checks.View[T], region string) Network { return &view[T]{v, region} }

type view[T any] struct {
	v      *checks.View[T]
	region string
}

// Indexes of the parts that are looked up by what they serve.
var (
	tablesByServed = &checks.Index[ec2.RouteTable]{Keys: served}
	aclsBySubnet   = &checks.Index[ec2.NetworkACL]{Keys: func(a *ec2.NetworkACL) inventory.Fact[[]string] { return a.Subnets }}
)

// first looks up the one part that serves something.
func first[R, T any](v *checks.View[T], ix *checks.Index[R], key string) (*R, *inventory.Gap) {
	found, gap := checks.SomeReferrers(v, ix, key)
	if len(found) == 0 {
		return nil, gap
	}
	return found[0], nil
}

// see looks at a fact through the view, which keeps it as evidence.
func see[V, T any](v *checks.View[T], f inventory.Fact[V]) inventory.Fact[V] {
	value, ok := checks.Peek(v, f)
	if ok {
		return inventory.Known(value)
	}
	if _, gap := f.Get(); gap != nil {
		return inventory.Missing[V](gap)
	}
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Failed})
}

// See returns an interface as a check sees it. state is as in NewInterface, already seen.
func See[T any](v *checks.View[T], x *ec2.NetworkInterface, state inventory.Fact[string]) *Interface {
	return NewInterface(&ec2.NetworkInterface{
		Ref: x.Ref, VPCID: see(v, x.VPCID), SubnetID: see(v, x.SubnetID), InterfaceType: see(v, x.InterfaceType), Status: see(v, x.Status),
		InstanceID: see(v, x.InstanceID), PublicIP: see(v, x.PublicIP), Addresses: see(v, x.Addresses), IPv6Addresses: see(v, x.IPv6Addresses), IPv6Prefixes: see(v, x.IPv6Prefixes),
		Groups: see(v, x.Groups), DenyAllIgwTraffic: see(v, x.DenyAllIgwTraffic),
	}, state)
}

// Subnet implements Network.
func (n *view[T]) Subnet(id string) (*Subnet, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.Subnet](n.v, n.region, id)
	switch {
	case x == nil:
		return nil, gap
	case !x.InternetGatewayBlockMode.Known():
		// The VPC's state stands in for one that is not given, so that its absence is no gap of the check.
		return newSubnet(x), nil
	}
	return &Subnet{ID: x.ID, BlockMode: see(n.v, x.InternetGatewayBlockMode)}, nil
}

// VPC implements Network.
func (n *view[T]) VPC(id string) (*VPC, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.VPC](n.v, n.region, id)
	if x == nil {
		return nil, gap
	}
	return &VPC{ID: x.ID, BlockMode: see(n.v, x.InternetGatewayBlockMode)}, nil
}

// RouteTable implements Network.
func (n *view[T]) RouteTable(vpc, subnet string) (*RouteTable, *inventory.Gap) {
	for _, key := range []string{subnetKey(subnet), mainKey(vpc)} {
		x, gap := first(n.v, tablesByServed, key)
		if x != nil {
			return newRouteTable(&ec2.RouteTable{Ref: x.Ref, Routes: see(n.v, x.Routes)}), nil
		}
		if gap != nil {
			return nil, gap
		}
	}
	return nil, nil
}

// GatewayTable implements Network.
func (n *view[T]) GatewayTable(vpc string) (*RouteTable, *inventory.Gap) {
	x, gap := first(n.v, tablesByServed, gatewayKey(vpc))
	if x == nil {
		return nil, gap
	}
	return newRouteTable(&ec2.RouteTable{Ref: x.Ref, Routes: see(n.v, x.Routes)}), nil
}

// ACL implements Network.
func (n *view[T]) ACL(subnet string) (*ACL, *inventory.Gap) {
	x, gap := first(n.v, aclsBySubnet, subnet)
	if x == nil {
		return nil, gap
	}
	return newACL(&ec2.NetworkACL{Ref: x.Ref, Entries: see(n.v, x.Entries)}), nil
}

// Group implements Network.
func (n *view[T]) Group(id string) (*Group, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.SecurityGroup](n.v, n.region, id)
	if x == nil {
		return nil, gap
	}
	return newGroup(&ec2.SecurityGroup{Ref: x.Ref, Ingress: see(n.v, x.Ingress)}), nil
}

// PrefixList implements Network.
func (n *view[T]) PrefixList(id string) (*PrefixList, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.PrefixList](n.v, n.region, id)
	if x == nil {
		return nil, gap
	}
	l := &ec2.PrefixList{Ref: x.Ref, OwnerID: see(n.v, x.OwnerID)}
	if owner, gap := l.OwnerID.Get(); gap == nil && owner != ec2.PrefixListOwnerAWS {
		l.Entries = see(n.v, x.Entries)
	}
	return newPrefixList(l), nil
}

// Peering implements Network.
func (n *view[T]) Peering(string) (*Peering, *inventory.Gap) { return nil, nil }
