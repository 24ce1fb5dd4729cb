package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// interfaceEndpoint returns the judgement that a VPC has a working interface endpoint for a service: "ecr.api".
// A VPC in which there is no network interface calls nothing.
func interfaceEndpoint(service string) func(*checks.View[ec2.VPC]) checks.Verdict {
	return func(v *checks.View[ec2.VPC]) checks.Verdict {
		if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
			return verdict
		}
		if len(checks.Referrers(v, interfacesByVPC, v.Resource.ID)) == 0 {
			return v.NotApplicable("no network interface is in the VPC")
		}
		name := "com.amazonaws." + v.Resource.Region + "." + service
		if v.Partition() == "aws-cn" {
			name = "cn." + name
		}
		var broken []string
		for _, e := range checks.Referrers(v, endpointsByVPC, v.Resource.ID) {
			if n, _ := checks.Read(v, e.ServiceName); n != name {
				continue
			}
			kind, _ := checks.Read(v, e.VpcEndpointType)
			state, _ := checks.Read(v, e.State)
			if kind == "Interface" && strings.EqualFold(state, "available") {
				return v.Pass("%s is an interface endpoint for %s", e.ID, name)
			}
			broken = append(broken, e.ID+" is "+state)
		}
		if len(broken) > 0 {
			return v.Fail("no interface endpoint for %s is available (%s)", name, few(broken))
		}
		return v.Fail("the VPC has no interface endpoint for %s", name)
	}
}

var endpointsByVPC = &checks.Index[ec2.VPCEndpoint]{Keys: func(e *ec2.VPCEndpoint) inventory.Fact[[]string] { return one(e.VPCID) }}

// endpointWants declares what interfaceEndpoint looks at.
func endpointWants() []inventory.Want {
	return []inventory.Want{{Type: ec2.NetworkInterfaceType}, {Type: ec2.VPCEndpointType}}
}

// endpointCases are the worked examples for a service.
func endpointCases(service string) []checks.Case[ec2.VPC] {
	endpoint := func(service, state string) inventory.Resource {
		return &ec2.VPCEndpoint{
			Ref:             inventory.Ref{ID: "vpce-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
			VPCID:           inventory.Known("vpc-0aaa"),
			ServiceName:     inventory.Known("com.amazonaws." + checks.CaseRegion + "." + service),
			VpcEndpointType: inventory.Known("Interface"),
			State:           inventory.Known(state),
		}
	}
	return []checks.Case[ec2.VPC]{
		{Name: "available", Given: plainVPC(), With: []inventory.Resource{attached(), endpoint(service, "available")}, Want: checks.Pass},
		{Name: "pending", Given: plainVPC(), With: []inventory.Resource{attached(), endpoint(service, "pendingAcceptance")}, Want: checks.Fail},
		{Name: "another", Given: plainVPC(), With: []inventory.Resource{attached(), endpoint("logs", "available")}, Want: checks.Fail},
		{Name: "none", Given: plainVPC(), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "nothingInTheVPC", Given: plainVPC(), Want: checks.NotApplicable},
		{Name: "ownedByAnother", Given: foreignVPC(), Want: checks.NotApplicable},
		{Name: "notListed", Given: plainVPC(), With: []inventory.Resource{attached()}, Incomplete: []inventory.Kind{"ec2.vpc_endpoint"}, Want: checks.Unknown},
	}
}
