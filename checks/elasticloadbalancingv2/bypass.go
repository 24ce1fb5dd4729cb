package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// NotBypassed finds targets that the internet reaches without their load balancer.
var NotBypassed = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-not-bypassed", Title: "The internet reaches targets through their load balancer alone", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why:  "Whoever finds the target's own address walks around all that the load balancer does: its TLS, its firewall rules, its authentication, its log.",
		Fix:  "Admit the load balancer's security group instead of addresses: aws ec2 authorize-security-group-ingress --group-id TARGET_GROUP --protocol tcp --port PORT --source-group LOAD_BALANCER_GROUP; aws ec2 revoke-security-group-ingress for the open rule; and move targets to subnets without a route to an internet gateway.",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html"},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners},
	With:  network.WantsBalancers(),
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
			return verdict
		}
		return network.JudgeBypass(v, network.ViewBalancers(v, v.Resource.Region, nil), network.SeeBalancer(v, v.Resource))
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "behind", Given: application(), With: example(8443), Want: checks.Pass},
		{Name: "around", Given: application(), With: example(8443, func(x *network.Example) { x.Open(8443) }), Want: checks.Fail},
		{Name: "aroundAnInternalOne", Given: tcpListener(8443, func(b *elbv2.LoadBalancer) { b.Scheme = inventory.Known("internal") }), With: example(8443, unfiltered, func(x *network.Example) { x.Open(8443) }), Want: checks.Fail},
		{Name: "openOnAnotherPort", Given: application(), With: example(8443, func(x *network.Example) { x.Open(80) }), Want: checks.Pass},
		{Name: "targetsDenied", Given: application(), With: append(example(8443)[:10:10], group(func(g *elbv2.TargetGroup) { g.Targets = denied[[]elbv2.Target](elbv2.DescribeTargetHealth) })), Want: checks.Unknown},
		{Name: "addressElsewhere", Given: application(), With: append(example(8443)[:10:10], group(func(g *elbv2.TargetGroup) {
			g.TargetType, g.Targets = inventory.Known("ip"), inventory.Known([]elbv2.Target{{ID: "192.168.7.7", Port: 8443}})
		})), Want: checks.Unknown},
		{Name: "function", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.TargetType = inventory.Known("lambda") })}, Want: checks.NotApplicable},
		{Name: "gateway", Given: gateway(), Want: checks.NotApplicable},
	},
}
