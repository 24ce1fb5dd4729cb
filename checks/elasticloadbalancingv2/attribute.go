package elasticloadbalancingv2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

type view = checks.View[elbv2.LoadBalancer]

// among reports whether the load balancer is of one of some types. Otherwise the verdict says that there is nothing to ask.
func among(v *view, types ...string) (checks.Verdict, bool) {
	t, ok := checks.Read(v, v.Resource.LoadBalancerType)
	if ok && !slices.Contains(types, t) {
		return v.NotApplicable("a load balancer of type %s has no such setting", t), false
	}
	return checks.Verdict{}, true
}

// switched judges an attribute that is to be true.
func switched(v *view, key string, f inventory.Fact[string]) checks.Verdict {
	if value, _ := checks.Read(v, f); value != "true" {
		return v.Fail("%s is %s", key, value)
	}
	return v.Pass("%s is true", key)
}

// name names a listener: "HTTPS:443".
func name(l *elbv2.Listener) string { return l.Protocol + ":" + port(l.Port) }
