package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// DesyncMitigation wants ambiguous requests to be refused or taken apart.
var DesyncMitigation = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-desync-mitigation", Title: "Classic Load Balancers treat ambiguous requests in defensive or strictest mode", Duty: responsibility.NetFirewall, Severity: checks.Medium, Since: "0.1",
		Why:  "In monitor mode the load balancer passes on requests that it and the instance may cut apart in different places: an attacker puts his own request in front of another client's.",
		Fix:  `aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes '{"AdditionalAttributes":[{"Key":"elb.http.desyncmitigationmode","Value":"defensive"}]}'`,
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-desync-mitigation-mode.html"},
	},
	Reads: []*inventory.Call{elb.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		mode, _ := checks.Read(v, v.Resource.DesyncMitigationMode)
		if mode != "defensive" && mode != "strictest" {
			return v.Fail("elb.http.desyncmitigationmode is %s", mode)
		}
		return v.Pass("elb.http.desyncmitigationmode is %s", mode)
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "defensive", Given: balancer(), Want: checks.Pass},
		{Name: "monitor", Given: balancer(func(b *elb.LoadBalancer) { b.DesyncMitigationMode = inventory.Known("monitor") }), Want: checks.Fail},
		{Name: "denied", Given: balancer(undescribed), Want: checks.Unknown},
	},
}
