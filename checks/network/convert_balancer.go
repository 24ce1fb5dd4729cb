package network

import (
	"slices"
	"strings"

	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

// NewBalancer converts a load balancer.
func NewBalancer(x *elbv2.LoadBalancer) *Balancer {
	return &Balancer{
		ID: x.ID, ARN: x.ARN, Kind: x.LoadBalancerType, Scheme: x.Scheme, DNSName: x.DNSName, VPC: x.VPCID, Groups: x.SecurityGroups,
		Subnets: lists(x.AvailabilityZones, func(z elbv2.Zone) (string, error) { return z.SubnetID, nil }),
		Listeners: lists(x.Listeners, func(l elbv2.Listener) (Listener, error) {
			out := Listener{Protocol: l.Protocol, Port: int(l.Port)}
			for _, a := range l.DefaultActions {
				out.Pools = append(out.Pools, a.TargetGroups...)
				if strings.HasPrefix(a.Type, "authenticate-") || a.Type == "jwt-validation" {
					out.First = a.Type
				}
			}
			return out, nil
		}),
	}
}

// NewPool converts a target group. What the protocol decides by itself is not asked for: UDP packets always keep the
// client's address, and requests to HTTP targets never do.
func NewPool(x *elbv2.TargetGroup) *Pool {
	p := &Pool{
		ID: x.ID, ARN: x.ARN, Kind: x.TargetType, VPC: x.VPCID, Protocol: x.Protocol,
		Preserves: mapped(x.PreserveClientIP, func(s string) (bool, error) { return s == "true", nil }),
		Members: lists(x.Targets, func(t elbv2.Target) (Member, error) {
			return Member{ID: t.ID, Port: int(t.Port), State: t.State, Reason: t.Reason}, nil
		}),
	}
	switch protocol := x.Protocol.Or("TCP"); {
	case x.TargetType.Or("") == "alb":
		p.Preserves = inventory.Known(true)
	case protocol != "TCP" && protocol != "TLS":
		p.Preserves = inventory.Known(!strings.HasPrefix(protocol, "HTTP"))
	}
	return p
}

// NewClassic converts a Classic Load Balancer. Each of its listeners has a pool of its own: the instances, at the port of
// the listener.
func NewClassic(x *elb.LoadBalancer) (*Balancer, []*Pool) {
	b := &Balancer{
		ID: x.ID, ARN: x.ARN, Kind: inventory.Known(ClassicBalancer), Scheme: x.Scheme, DNSName: x.DNSName, VPC: x.VPCID, Groups: x.SecurityGroups, Subnets: x.Subnets,
		Listeners: lists(x.Listeners, func(l elb.Listener) (Listener, error) {
			out := Listener{Protocol: l.Protocol, Port: int(l.LoadBalancerPort)}
			out.Pools = []string{x.ARN + "/" + out.String()}
			return out, nil
		}),
	}
	var pools []*Pool
	ls := x.Listeners.Or(nil)
	for i, l := range b.Listeners.Or(nil) {
		port := int(ls[i].InstancePort)
		pools = append(pools, &Pool{
			ID: "the instances of " + x.ID, ARN: l.Pools[0], Kind: inventory.Known("instance"), VPC: x.VPCID, Protocol: inventory.Known(ls[i].InstanceProtocol), Preserves: inventory.Known(false),
			Members: lists(x.Instances, func(id string) (Member, error) { return Member{ID: id, Port: port}, nil }),
		})
	}
	return b, pools
}

// nodeOf returns the id of the load balancer of which an interface is a node, or "". The service writes it into the
// description of the interfaces that it makes.
func nodeOf(x *ec2.NetworkInterface) string {
	id, ok := strings.CutPrefix(x.Description.Or(""), "ELB ")
	if !ok || !x.RequesterManaged.Or(false) {
		return ""
	}
	return strings.TrimSpace(id)
}

// holds returns the private addresses of an interface with its VPC, as keys of an index.
func holds(x *ec2.NetworkInterface) inventory.Fact[[]string] {
	vpc, gap := x.VPCID.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	keys := lists(x.Addresses, func(a ec2.InterfaceAddress) (string, error) { return holderKey(vpc, a.PrivateIP), nil })
	six, gap := x.IPv6Addresses.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return mapped(keys, func(four []string) ([]string, error) {
		for _, a := range six {
			four = append(four, holderKey(vpc, a))
		}
		return slices.Clip(four), nil
	})
}

func holderKey(vpc, address string) string { return vpc + " " + address }
