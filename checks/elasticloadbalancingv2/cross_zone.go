package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// CrossZone wants network load balancers to use the targets of every zone.
var CrossZone = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-cross-zone", Title: "Network load balancers spread connections over the targets of every zone", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why: "Without it a node sends connections to targets of its own zone alone: when those are gone, or few, clients of that node get nothing while the targets of other zones stand idle.",
		Fix: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=load_balancing.cross_zone.enabled,Value=true",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Network); !ok {
			return verdict
		}
		return switched(v, "load_balancing.cross_zone.enabled", v.Resource.CrossZone)
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "good", Given: net(), Want: checks.Pass},
		{Name: "bad", Given: net(func(b *elbv2.LoadBalancer) { b.CrossZone = inventory.Known("false") }), Want: checks.Fail},
		{Name: "denied", Given: net(undescribed), Want: checks.Unknown},
		{Name: "otherType", Given: application(), Want: checks.NotApplicable},
	},
}
