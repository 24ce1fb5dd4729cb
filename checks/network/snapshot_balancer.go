package network

import (
	"cmp"
	"slices"

	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

// A BalancedMap is a Map with the load balancers in it.
type BalancedMap struct {
	*Map
	// All are the load balancers, in the order of their ids.
	All []*Balancer
	// ByARN has them by ARN. NodesOf, PoolsOf are by ARN too, InterfacesOf by the id of an instance, and Holders by VPC and
	// private address with a blank between.
	ByARN        map[string]*Balancer
	NodesOf      map[string][]*Interface
	PoolsOf      map[string][]*Pool
	InterfacesOf map[string][]*Interface
	Holders      map[string]*Interface
}

// The kinds that load balancers are made of, as Map.Gaps names them.
const (
	KindInterface    inventory.Kind = "ec2.network_interface"
	KindBalancer     inventory.Kind = "elbv2.load_balancer"
	KindClassic      inventory.Kind = "elb.load_balancer"
	KindTargetGroups inventory.Kind = "elbv2.target_group"
)

// Balancer implements Balancers.
func (m *BalancedMap) Balancer(arn string) (*Balancer, *inventory.Gap) {
	return find(m.Map, m.ByARN, arn, KindBalancer)
}

// Nodes implements Balancers.
func (m *BalancedMap) Nodes(b *Balancer) ([]*Interface, *inventory.Gap) {
	return m.NodesOf[b.ARN], m.Gaps[KindInterface]
}

// Pools implements Balancers.
func (m *BalancedMap) Pools(b *Balancer) ([]*Pool, *inventory.Gap) {
	if b.Kind.Or("") == ClassicBalancer {
		return m.PoolsOf[b.ARN], nil
	}
	return m.PoolsOf[b.ARN], m.Gaps[KindTargetGroups]
}

// Attached implements Balancers.
func (m *BalancedMap) Attached(instance string) ([]*Interface, *inventory.Gap) {
	return m.InterfacesOf[instance], m.Gaps[KindInterface]
}

// Holder implements Balancers.
func (m *BalancedMap) Holder(vpc, address string) (*Interface, *inventory.Gap) {
	return find(m.Map, m.Holders, holderKey(vpc, address), KindInterface)
}

// SnapshotBalancers is Snapshot with the load balancers of the region, which the snapshot must hold too: what it lacks is a
// gap.
func SnapshotBalancers(s *inventory.Snapshot, region string) (*BalancedMap, []*Interface) {
	plain, interfaces := Snapshot(s, region)
	m := &BalancedMap{
		Map: plain, ByARN: map[string]*Balancer{}, NodesOf: map[string][]*Interface{}, PoolsOf: map[string][]*Pool{},
		InterfacesOf: map[string][]*Interface{}, Holders: map[string]*Interface{},
	}
	for _, t := range []*inventory.Type{ec2.NetworkInterfaceType, elbv2.LoadBalancerType, elb.LoadBalancerType, elbv2.TargetGroupType} {
		if gap := incomplete(s, t, region); gap != nil {
			m.Gaps[t.Kind] = gap
		}
	}
	byID := map[string]*Balancer{}
	add := func(b *Balancer) {
		m.All = append(m.All, b)
		m.ByARN[b.ARN], byID[b.ID] = b, b
	}
	for x := range in[elb.LoadBalancer](s, region) {
		b, pools := NewClassic(x)
		add(b)
		m.PoolsOf[b.ARN] = pools
	}
	for x := range in[elbv2.LoadBalancer](s, region) {
		add(NewBalancer(x))
	}
	for x := range in[elbv2.TargetGroup](s, region) {
		p := NewPool(x)
		for _, arn := range x.LoadBalancerARNs.Or(nil) {
			m.PoolsOf[arn] = append(m.PoolsOf[arn], p)
		}
	}
	known := map[string]*Interface{}
	for _, i := range interfaces {
		known[i.ID] = i
	}
	for x := range in[ec2.NetworkInterface](s, region) {
		i := known[x.ID]
		if id := x.InstanceID.Or(""); id != "" {
			m.InterfacesOf[id] = append(m.InterfacesOf[id], i)
		}
		for _, key := range holds(x).Or(nil) {
			m.Holders[key] = i
		}
		if b := byID[nodeOf(x)]; b != nil {
			i.Of = b
			m.NodesOf[b.ARN] = append(m.NodesOf[b.ARN], i)
		}
	}
	slices.SortFunc(m.All, func(a, b *Balancer) int { return cmp.Compare(a.ID, b.ID) })
	return m, interfaces
}

// Passages follows an origin through every load balancer.
func (m *BalancedMap) Passages(o Origin) []Passage {
	var out []Passage
	for _, b := range m.All {
		out = append(out, Through(m, b, o)...)
	}
	return out
}
