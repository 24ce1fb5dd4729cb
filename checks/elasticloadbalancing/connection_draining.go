package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// ConnectionDraining wants running requests to end before their instance goes.
var ConnectionDraining = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-connection-draining", Title: "Classic Load Balancers let running requests end", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "Without draining, each instance that is taken out, by a deployment or for being unhealthy, cuts off the requests that it was answering.",
		Fix:  "aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes ConnectionDraining={Enabled=true,Timeout=300}",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-conn-drain.html"},
	},
	Reads: []*inventory.Call{elb.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		return switched(v, "ConnectionDraining.Enabled", v.Resource.ConnectionDraining)
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "on", Given: balancer(), Want: checks.Pass},
		{Name: "off", Given: balancer(func(b *elb.LoadBalancer) { b.ConnectionDraining = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: balancer(undescribed), Want: checks.Unknown},
	},
}
