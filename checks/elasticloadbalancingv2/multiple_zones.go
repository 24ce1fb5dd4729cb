package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// MultipleZones wants load balancers that outlive a zone.
var MultipleZones = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-multiple-zones", Title: "Load balancers have nodes in more than one Availability Zone", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "When its only zone fails, a load balancer is gone with it, whatever stands ready in the others.",
		Fix:  "aws elbv2 set-subnets --load-balancer-arn ARN --subnets SUBNET_IN_ONE_ZONE SUBNET_IN_ANOTHER",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html"},
	},
	Run: func(v *view) checks.Verdict {
		zones, _ := checks.Read(v, v.Resource.AvailabilityZones)
		var names []string
		for _, z := range zones {
			names = append(names, z.ZoneName)
		}
		if len(zones) < 2 {
			return v.Fail("AvailabilityZones is %s alone", checks.First(names, 5))
		}
		return v.Pass("AvailabilityZones are %s", checks.First(names, 6))
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "two", Given: application(), Want: checks.Pass},
		{Name: "one", Given: net(func(b *elbv2.LoadBalancer) {
			b.AvailabilityZones = inventory.Known([]elbv2.Zone{{ZoneName: "eu-central-1a", SubnetID: "subnet-0aaa"}})
		}), Want: checks.Fail},
		{Name: "omitted", Given: application(func(b *elbv2.LoadBalancer) { b.AvailabilityZones = inventory.FromPtr[[]elbv2.Zone](nil) }), Want: checks.Unknown},
	},
}
