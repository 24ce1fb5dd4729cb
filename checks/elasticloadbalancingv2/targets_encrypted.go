package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// TargetsEncrypted wants the second half of the way encrypted as well.
var TargetsEncrypted = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-targets-encrypted", Title: "Load balancers speak HTTPS or TLS to their targets", Duty: responsibility.DataTransit, Severity: checks.Low, Since: "0.1",
		Why:  "A load balancer that ends TLS and goes on in the clear leaves requests readable between itself and the targets, for whoever mirrors traffic or shares the network.",
		Fix:  "Make a target group with --protocol HTTPS or TLS, register the targets, and name it in the listener: the protocol of a target group cannot be changed. aws elbv2 create-target-group --name NAME --protocol HTTPS --port 8443 --vpc-id VPC",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"},
	},
	With: []inventory.Want{{Type: elbv2.TargetGroupType}},
	Run: func(v *view) checks.Verdict {
		return judgeGroups(v, "Protocol", func(g *elbv2.TargetGroup) inventory.Fact[string] { return g.Protocol }, "HTTPS", "TLS", "QUIC")
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "encrypted", Given: application(), With: []inventory.Resource{group()}, Want: checks.Pass},
		{Name: "plain", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.Protocol = inventory.Known("HTTP") })}, Want: checks.Fail},
		{Name: "omitted", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.Protocol = inventory.FromPtr[string](nil) })}, Want: checks.Unknown},
		{Name: "function", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.TargetType = inventory.Known("lambda") })}, Want: checks.NotApplicable},
		{Name: "noTargetGroup", Given: application(), Want: checks.NotApplicable},
		{Name: "groupsNotListed", Given: application(), Incomplete: []inventory.Kind{"elbv2.target_group"}, Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), With: []inventory.Resource{group()}, Want: checks.NotApplicable},
	},
}
