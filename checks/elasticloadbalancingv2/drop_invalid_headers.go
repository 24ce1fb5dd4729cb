package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// DropInvalidHeaders wants malformed headers to end at the load balancer.
var DropInvalidHeaders = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-drop-invalid-headers", Title: "Application load balancers drop invalid HTTP headers", Duty: responsibility.NetFirewall, Severity: checks.Medium, Since: "0.1",
		Why: "Targets read malformed header names each in their own way; what one of them takes for the end of a request, another takes for its middle. That difference is what request smuggling lives on.",
		Fix: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=routing.http.drop_invalid_header_fields.enabled,Value=true",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application); !ok {
			return verdict
		}
		return switched(v, "routing.http.drop_invalid_header_fields.enabled", v.Resource.DropInvalidHeaders)
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "good", Given: application(), Want: checks.Pass},
		{Name: "bad", Given: application(func(b *elbv2.LoadBalancer) { b.DropInvalidHeaders = inventory.Known("false") }), Want: checks.Fail},
		{Name: "denied", Given: application(undescribed), Want: checks.Unknown},
		{Name: "otherType", Given: net(), Want: checks.NotApplicable},
	},
}
