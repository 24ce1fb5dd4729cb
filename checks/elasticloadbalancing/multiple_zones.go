package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// MultipleZones wants load balancers that outlive a zone.
var MultipleZones = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-multiple-zones", Title: "Classic Load Balancers have nodes in more than one Availability Zone", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "When its only zone fails, a load balancer is gone with it, whatever stands ready in the others.",
		Fix:  "aws elb attach-load-balancer-to-subnets --load-balancer-name NAME --subnets SUBNET_IN_ANOTHER_ZONE",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-az.html"},
	},
	Run: func(v *view) checks.Verdict {
		zones, _ := checks.Read(v, v.Resource.AvailabilityZones)
		if len(zones) < 2 {
			return v.Fail("AvailabilityZones is %s alone", checks.First(zones, 5))
		}
		return v.Pass("AvailabilityZones are %s", checks.First(zones, 6))
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "two", Given: balancer(), Want: checks.Pass},
		{Name: "one", Given: balancer(func(b *elb.LoadBalancer) { b.AvailabilityZones = inventory.Known([]string{"eu-central-1a"}) }), Want: checks.Fail},
		{Name: "omitted", Given: balancer(func(b *elb.LoadBalancer) { b.AvailabilityZones = inventory.FromPtr[[]string](nil) }), Want: checks.Unknown},
	},
}
