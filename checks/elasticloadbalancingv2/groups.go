package elasticloadbalancingv2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

// groupsByBalancer finds the target groups to which a load balancer forwards by any rule, by its ARN.
var groupsByBalancer = &checks.Index[elbv2.TargetGroup]{Keys: func(g *elbv2.TargetGroup) inventory.Fact[[]string] { return g.LoadBalancerARNs }}

// judgeGroups wants a protocol of the target groups of an application or network load balancer to be one of some.
func judgeGroups(v *view, member string, protocol func(*elbv2.TargetGroup) inventory.Fact[string], good ...string) checks.Verdict {
	if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
		return verdict
	}
	var bad, fine []string
	for _, g := range checks.Referrers(v, groupsByBalancer, v.Resource.ARN) {
		kind, _ := checks.Read(v, g.TargetType)
		if kind == "lambda" || kind == "alb" {
			// AWS encrypts calls to functions, and a load balancer behind another is judged itself.
			continue
		}
		p, _ := checks.Read(v, protocol(g))
		if what := g.ID + " has " + p; slices.Contains(good, p) {
			fine = append(fine, what)
		} else {
			bad = append(bad, what)
		}
	}
	switch {
	case len(bad) > 0:
		return v.Fail("%s of target groups: %s", member, checks.First(bad, 5))
	case len(fine) == 0:
		return v.NotApplicable("it forwards to no instances or addresses")
	}
	return v.Pass("%s of target groups: %s", member, checks.First(fine, 5))
}
