package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// CrossZone wants the instances of every zone to be used.
var CrossZone = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-cross-zone", Title: "Classic Load Balancers spread requests over the instances of every zone", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "Without it each node sends requests to instances of its own zone alone: when those are gone, or few, its clients get nothing while the instances of other zones stand idle.",
		Fix:  "aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes CrossZoneLoadBalancing={Enabled=true}",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html"},
	},
	Reads: []*inventory.Call{elb.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		return switched(v, "CrossZoneLoadBalancing.Enabled", v.Resource.CrossZoneLoadBalancing)
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "on", Given: balancer(), Want: checks.Pass},
		{Name: "off", Given: balancer(func(b *elb.LoadBalancer) { b.CrossZoneLoadBalancing = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: balancer(undescribed), Want: checks.Unknown},
	},
}
