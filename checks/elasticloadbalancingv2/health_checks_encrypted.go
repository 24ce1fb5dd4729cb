package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// HealthChecksEncrypted wants health checks that go the way of the requests.
var HealthChecksEncrypted = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-health-checks-encrypted", Title: "Health checks of targets are made by HTTPS", Duty: responsibility.DataTransit, Severity: checks.Low, Since: "0.1",
		Why:  "A check over HTTP or TCP needs a port that is open without encryption, and says nothing of whether the encrypted one works: an expired certificate keeps every target healthy.",
		Fix:  "aws elbv2 modify-target-group --target-group-arn TARGET_GROUP_ARN --health-check-protocol HTTPS",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"},
	},
	With: []inventory.Want{{Type: elbv2.TargetGroupType}},
	Run: func(v *view) checks.Verdict {
		return judgeGroups(v, "HealthCheckProtocol", func(g *elbv2.TargetGroup) inventory.Fact[string] { return g.HealthCheckProtocol }, "HTTPS", "TLS")
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "encrypted", Given: application(), With: []inventory.Resource{group()}, Want: checks.Pass},
		{Name: "plain", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.HealthCheckProtocol = inventory.Known("TCP") })}, Want: checks.Fail},
		{Name: "omitted", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.HealthCheckProtocol = inventory.FromPtr[string](nil) })}, Want: checks.Unknown},
		{Name: "function", Given: application(), With: []inventory.Resource{group(func(g *elbv2.TargetGroup) { g.TargetType = inventory.Known("lambda") })}, Want: checks.NotApplicable},
		{Name: "noTargetGroup", Given: application(), Want: checks.NotApplicable},
		{Name: "groupsNotListed", Given: application(), Incomplete: []inventory.Kind{"elbv2.target_group"}, Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), With: []inventory.Resource{group()}, Want: checks.NotApplicable},
	},
}
