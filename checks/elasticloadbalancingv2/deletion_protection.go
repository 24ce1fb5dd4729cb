package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// DeletionProtection wants load balancers that one mistaken command cannot delete.
var DeletionProtection = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-deletion-protection", Title: "Load balancers are protected from deletion", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why: "A load balancer that is deleted takes its name, its listeners and, for all clients, the service with it. Protection makes that two steps instead of one.",
		Fix: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=deletion_protection.enabled,Value=true",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeLoadBalancerAttributes},
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application, elbv2.Gateway, elbv2.Network); !ok {
			return verdict
		}
		return switched(v, "deletion_protection.enabled", v.Resource.DeletionProtection)
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "good", Given: application(), Want: checks.Pass},
		{Name: "bad", Given: application(func(b *elbv2.LoadBalancer) { b.DeletionProtection = inventory.Known("false") }), Want: checks.Fail},
		{Name: "denied", Given: application(undescribed), Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), Want: checks.Pass},
	},
}
