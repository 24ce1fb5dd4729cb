package network

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

// WantsBalancers returns what a check of load balancers must declare beside its own kind in order to use ViewBalancers.
func WantsBalancers() []inventory.Want {
	return append(Wants(), inventory.Want{Type: ec2.InstanceType},
		inventory.Want{Type: elbv2.LoadBalancerType, Calls: []*inventory.Call{elbv2.DescribeListeners}},
		inventory.Want{Type: elbv2.TargetGroupType, Calls: []*inventory.Call{elbv2.DescribeTargetGroupAttributes, elbv2.DescribeTargetHealth}})
}

// ViewBalancers is View with the load balancers of the region. pools are the target groups of the judged load balancer where
// they are known without a look, as those of a classic one are; else nil.
func ViewBalancers[T any](v *checks.View[T], region string, pools []*Pool) Balancers {
	return &balancedView[T]{view[T]{v, region}, pools}
}

type balancedView[T any] struct {
	view[T]
	own []*Pool
}

// Indexes of what load balancers stand before.
var (
	groupsByBalancer     = &checks.Index[elbv2.TargetGroup]{Keys: func(g *elbv2.TargetGroup) inventory.Fact[[]string] { return g.LoadBalancerARNs }}
	interfacesByBalancer = &checks.Index[ec2.NetworkInterface]{Keys: func(x *ec2.NetworkInterface) inventory.Fact[[]string] { return inventory.Known([]string{nodeOf(x)}) }}
	interfacesByInstance = &checks.Index[ec2.NetworkInterface]{Keys: func(x *ec2.NetworkInterface) inventory.Fact[[]string] {
		return mapped(x.InstanceID, func(id string) ([]string, error) { return []string{id}, nil })
	}}
	interfacesByAddress = &checks.Index[ec2.NetworkInterface]{Keys: holds}
	balancersByARN      = &checks.Index[elbv2.LoadBalancer]{Keys: func(b *elbv2.LoadBalancer) inventory.Fact[[]string] { return inventory.Known([]string{b.ARN}) }}
)

// SeeBalancer returns a load balancer as a check sees it.
func SeeBalancer[T any](v *checks.View[T], x *elbv2.LoadBalancer) *Balancer {
	return NewBalancer(&elbv2.LoadBalancer{
		Ref: x.Ref, LoadBalancerType: see(v, x.LoadBalancerType), Scheme: see(v, x.Scheme), DNSName: x.DNSName, VPCID: see(v, x.VPCID), SecurityGroups: see(v, x.SecurityGroups),
		AvailabilityZones: see(v, x.AvailabilityZones), Listeners: see(v, x.Listeners),
	})
}

// Balancer implements Balancers.
func (n *balancedView[T]) Balancer(arn string) (*Balancer, *inventory.Gap) {
	x, gap := first(n.v, balancersByARN, arn)
	if x == nil {
		return nil, gap
	}
	return SeeBalancer(n.v, x), nil
}

// Nodes implements Balancers.
func (n *balancedView[T]) Nodes(b *Balancer) ([]*Interface, *inventory.Gap) {
	list, gap := checks.SomeReferrers(n.v, interfacesByBalancer, b.ID)
	var out []*Interface
	for _, x := range list {
		i := See(n.v, x, inventory.Known(""))
		i.Of = b
		out = append(out, i)
	}
	return out, gap
}

// Pools implements Balancers.
func (n *balancedView[T]) Pools(b *Balancer) ([]*Pool, *inventory.Gap) {
	if b.Kind.Or("") == ClassicBalancer {
		return n.own, nil
	}
	list, gap := checks.SomeReferrers(n.v, groupsByBalancer, b.ARN)
	var out []*Pool
	for _, x := range list {
		g := &elbv2.TargetGroup{Ref: x.Ref, TargetType: see(n.v, x.TargetType), VPCID: see(n.v, x.VPCID), Protocol: see(n.v, x.Protocol), Targets: see(n.v, x.Targets)}
		// The attribute is asked for where the protocol leaves a choice, and matters to network load balancers alone.
		if p := x.Protocol.Or(""); b.Kind.Or("") == NetworkBalancer && (p == "TCP" || p == "TLS") && x.TargetType.Or("") != "alb" {
			g.PreserveClientIP = see(n.v, x.PreserveClientIP)
		}
		out = append(out, NewPool(g))
	}
	return out, gap
}

// Attached implements Balancers.
func (n *balancedView[T]) Attached(instance string) ([]*Interface, *inventory.Gap) {
	list, gap := checks.SomeReferrers(n.v, interfacesByInstance, instance)
	var out []*Interface
	for _, x := range list {
		i := n.seeAttached(x)
		i.Primary = mapped(see(n.v, x.DeviceIndex), func(k int32) (bool, error) { return k == 0, nil })
		out = append(out, i)
	}
	return out, gap
}

// Holder implements Balancers.
func (n *balancedView[T]) Holder(vpc, address string) (*Interface, *inventory.Gap) {
	x, gap := first(n.v, interfacesByAddress, holderKey(vpc, address))
	if x == nil {
		return nil, gap
	}
	return n.seeAttached(x), nil
}

// seeAttached sees an interface with the state of its instance.
func (n *balancedView[T]) seeAttached(x *ec2.NetworkInterface) *Interface {
	id := x.InstanceID.Or("")
	if id == "" {
		return See(n.v, x, inventory.Known(""))
	}
	i, gap := checks.Lookup[ec2.Instance](n.v, n.region, id)
	if i == nil {
		if gap == nil {
			gap = &inventory.Gap{Class: inventory.Omitted, Call: ec2.DescribeInstances.String(), Detail: "instance " + id}
		}
		return See(n.v, x, inventory.Missing[string](gap))
	}
	return See(n.v, x, see(n.v, i.State))
}

// Group implements Network: nodes of load balancers are held by what their groups let out.
func (n *balancedView[T]) Group(id string) (*Group, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.SecurityGroup](n.v, n.region, id)
	if x == nil {
		return nil, gap
	}
	return newGroup(&ec2.SecurityGroup{Ref: x.Ref, Ingress: see(n.v, x.Ingress), Egress: see(n.v, x.Egress)}), nil
}

// VPC implements Network: a load balancer whose addresses are not known may have any of its VPC.
func (n *balancedView[T]) VPC(id string) (*VPC, *inventory.Gap) {
	x, gap := checks.Lookup[ec2.VPC](n.v, n.region, id)
	if x == nil {
		return nil, gap
	}
	return newVPC(&ec2.VPC{Ref: x.Ref, CIDRBlocks: see(n.v, x.CIDRBlocks), InternetGatewayBlockMode: see(n.v, x.InternetGatewayBlockMode)}), nil
}
