package elasticloadbalancing

import (
	"fmt"
	"slices"

	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// recommended is the predefined policy that Security Hub wants (control ELB.8): TLS 1.2 alone. Classic Load Balancers do not
// speak TLS 1.3.
const recommended = "ELBSecurityPolicy-TLS-1-2-2017-01"

// TLSPolicy wants listeners that speak TLS 1.2 and nothing older.
var TLSPolicy = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-tls-policy", Title: "HTTPS and SSL listeners of Classic Load Balancers allow TLS 1.2 alone", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "A listener agrees to the weakest version that its policy allows and a client, or somebody between, asks for. TLS 1.0 and 1.1 are broken and given up by all browsers; the default policy still speaks them.",
		Fix:  "aws elb create-load-balancer-policy --load-balancer-name NAME --policy-name tls12 --policy-type-name SSLNegotiationPolicyType --policy-attributes AttributeName=Reference-Security-Policy,AttributeValue=" + recommended + "; aws elb set-load-balancer-policies-of-listener --load-balancer-name NAME --load-balancer-port 443 --policy-names tls12",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html"},
	},
	Reads: []*inventory.Call{elb.DescribeLoadBalancerPolicies},
	Run:   tlsPolicy,
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "recommended", Given: balancer(), Want: checks.Pass},
		{Name: "older", Given: balancer(func(b *elb.LoadBalancer) {
			b.Policies = inventory.Known([]elb.Policy{{PolicyName: "mine", Reference: "ELBSecurityPolicy-2016-08"}})
		}), Want: checks.Fail},
		{Name: "ownCiphers", Given: balancer(func(b *elb.LoadBalancer) { b.Policies = inventory.Known([]elb.Policy{{PolicyName: "mine"}}) }), Want: checks.Fail},
		{Name: "policyNotAmongThem", Given: balancer(func(b *elb.LoadBalancer) { b.Policies = inventory.Known([]elb.Policy{}) }), Want: checks.Unknown},
		{Name: "noTLS", Given: balancer(listening(elb.Listener{LoadBalancerPort: 80, Protocol: "HTTP"})), Want: checks.NotApplicable},
		{Name: "denied", Given: balancer(func(b *elb.LoadBalancer) { b.Policies = denied[[]elb.Policy](elb.DescribeLoadBalancerPolicies) }), Want: checks.Unknown},
	},
}

func tlsPolicy(v *view) checks.Verdict {
	ls, _ := checks.Read(v, v.Resource.Listeners)
	ls = slices.DeleteFunc(slices.Clone(ls), func(l elb.Listener) bool { return !l.Secure() })
	if len(ls) == 0 {
		return v.NotApplicable("no listener is for HTTPS or SSL")
	}
	policies, _ := checks.Read(v, v.Resource.Policies)
	var bad, good, unknown []string
	for i := range ls {
		l := &ls[i]
		found := false
		for _, p := range policies {
			if !slices.Contains(l.PolicyNames, p.PolicyName) {
				continue
			}
			found = true
			switch p.Reference {
			case recommended:
				good = append(good, fmt.Sprintf("%s has %s", name(l), p.Reference))
			case "":
				bad = append(bad, fmt.Sprintf("%s has %s, a policy of the customer's own", name(l), p.PolicyName))
			default:
				bad = append(bad, fmt.Sprintf("%s has %s", name(l), p.Reference))
			}
		}
		if !found {
			unknown = append(unknown, name(l))
		}
	}
	switch {
	case len(bad) > 0:
		return v.Fail("%s instead of %s", checks.First(bad, 5), recommended)
	case len(unknown) > 0:
		return v.Unknown("the policies of %s are not among those described", checks.First(unknown, 5))
	}
	return v.Pass("%s", checks.First(good, 5))
}
