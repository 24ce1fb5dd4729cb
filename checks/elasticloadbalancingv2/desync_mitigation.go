package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// DesyncMitigation wants ambiguous requests to be refused or taken apart.
var DesyncMitigation = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-desync-mitigation", Title: "Application load balancers treat ambiguous requests in defensive or strictest mode", Duty: responsibility.NetFirewall, Severity: checks.Medium, Since: "0.1",
		Why:  "In monitor mode the load balancer passes on requests that it and the target may cut apart in different places: an attacker puts his own request in front of another client's.",
		Fix:  "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=routing.http.desync_mitigation_mode,Value=defensive",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"},
	},
	Reads: []*inventory.Call{elbv2.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application); !ok {
			return verdict
		}
		mode, _ := checks.Read(v, v.Resource.DesyncMitigationMode)
		if mode != "defensive" && mode != "strictest" {
			return v.Fail("routing.http.desync_mitigation_mode is %s", mode)
		}
		return v.Pass("routing.http.desync_mitigation_mode is %s", mode)
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "defensive", Given: application(), Want: checks.Pass},
		{Name: "strictest", Given: application(func(b *elbv2.LoadBalancer) { b.DesyncMitigationMode = inventory.Known("strictest") }), Want: checks.Pass},
		{Name: "monitor", Given: application(func(b *elbv2.LoadBalancer) { b.DesyncMitigationMode = inventory.Known("monitor") }), Want: checks.Fail},
		{Name: "denied", Given: application(undescribed), Want: checks.Unknown},
		{Name: "network", Given: net(), Want: checks.NotApplicable},
	},
}
