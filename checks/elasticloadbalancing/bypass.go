package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// NotBypassed finds instances that the internet reaches without their load balancer.
var NotBypassed = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-not-bypassed", Title: "The internet reaches instances through their Classic Load Balancer alone", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why:  "Whoever finds the instance's own address walks around all that the load balancer does: its TLS, its treatment of malformed requests, its log.",
		Fix:  "Admit the load balancer's security group instead of addresses: aws ec2 authorize-security-group-ingress --group-id INSTANCE_GROUP --protocol tcp --port PORT --source-group LOAD_BALANCER_GROUP; aws ec2 revoke-security-group-ingress for the open rule.",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-groups.html"},
	},
	With: network.WantsBalancers(),
	Run: func(v *view) checks.Verdict {
		n, b := see(v)
		return network.JudgeBypass(v, n, b)
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "behind", Given: balancer(), With: network.NewExample("shop", 8080), Want: checks.Pass},
		{Name: "around", Given: balancer(), With: network.NewExample("shop", 8080, func(x *network.Example) { x.Open(8080) }), Want: checks.Fail},
		{Name: "openOnAnotherPort", Given: balancer(), With: network.NewExample("shop", 8080, func(x *network.Example) { x.Open(22) }), Want: checks.Pass},
		{Name: "groupUnread", Given: balancer(), With: network.NewExample("shop", 8080, func(x *network.Example) {
			x.Open(8080)
			x.Behind.Ingress = denied[[]ec2.IPPermission](elb.DescribeLoadBalancers)
		}), Want: checks.Unknown},
		{Name: "noInstances", Given: balancer(func(b *elb.LoadBalancer) { b.Instances = inventory.Known([]string{}) }), Want: checks.NotApplicable},
	},
}
