package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
)

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDenied", Needs: c.Needs})
}

// undescribed is a load balancer whose attributes could not be read.
func undescribed(b *elb.LoadBalancer) {
	d := denied[bool](elb.DescribeLoadBalancerAttributes)
	b.AccessLog, b.ConnectionDraining, b.CrossZoneLoadBalancing, b.DesyncMitigationMode = d, d, d, denied[string](elb.DescribeLoadBalancerAttributes)
}

// balancer is one with which nothing is wrong, with the changes.
func balancer(changes ...func(*elb.LoadBalancer)) elb.LoadBalancer {
	b := elb.LoadBalancer{
		Ref:    inventory.Ref{ID: "shop", Name: "shop", ARN: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/shop", Account: checks.CaseAccount, Region: checks.CaseRegion},
		Scheme: inventory.Known("internet-facing"), DNSName: inventory.Known("shop-1.eu-central-1.elb.amazonaws.com"), VPCID: inventory.Known("vpc-0aaa"),
		AvailabilityZones: inventory.Known([]string{"eu-central-1a", "eu-central-1b"}), Subnets: inventory.Known([]string{"subnet-0aaa", "subnet-0bbb"}), SecurityGroups: inventory.Known([]string{"sg-0lb"}),
		Instances: inventory.Known([]string{"i-0aaa"}), Listeners: inventory.Known([]elb.Listener{{LoadBalancerPort: 443, Protocol: "HTTPS", InstancePort: 8080, InstanceProtocol: "HTTP", SSLCertificateID: "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b", PolicyNames: []string{"mine"}}}),
		AccessLog: inventory.Known(true), ConnectionDraining: inventory.Known(true), CrossZoneLoadBalancing: inventory.Known(true), DesyncMitigationMode: inventory.Known("defensive"),
		Policies: inventory.Known([]elb.Policy{{PolicyName: "mine", Reference: "ELBSecurityPolicy-TLS-1-2-2017-01"}}),
	}
	for _, change := range changes {
		change(&b)
	}
	return b
}

// listening gives a load balancer other listeners.
func listening(ls ...elb.Listener) func(*elb.LoadBalancer) {
	return func(b *elb.LoadBalancer) { b.Listeners = inventory.Known(ls) }
}

// unheard is a load balancer whose listeners the answer lacks.
func unheard(b *elb.LoadBalancer) { b.Listeners = inventory.FromPtr[[]elb.Listener](nil) }
