package lambda

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionVPCZones wants functions in a VPC to survive the loss of a zone.
var FunctionVPCZones = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-vpc-zones", Title: "Functions in a VPC have subnets in several Availability Zones", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "Lambda itself runs in all zones, but a function that is connected to subnets of one zone has its network there: when the zone fails, every invocation does.",
		Fix:  "aws lambda update-function-configuration --function-name NAME --vpc-config SubnetIds=SUBNET_A,SUBNET_B,SecurityGroupIds=GROUP",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html"},
	},
	With: []inventory.Want{{Type: ec2.SubnetType}},
	Run:  functionVPCZones,
	Cases: []checks.Case[lambda.Function]{
		{Name: "two_zones", Given: function(), With: subnets("eu-central-1a", "eu-central-1b"), Want: checks.Pass},
		{Name: "one_zone", Given: function(), With: subnets("eu-central-1a", "eu-central-1a"), Want: checks.Fail},
		{Name: "one_subnet", Given: function(func(f *lambda.Function) { f.SubnetIDs = inventory.Known([]string{"subnet-1"}) }), With: subnets("eu-central-1a"), Want: checks.Fail},
		{Name: "outside", Given: function(outside), Want: checks.NotApplicable},
		{Name: "subnet_not_listed", Given: function(), With: subnets("eu-central-1a"), Incomplete: []inventory.Kind{ec2.SubnetType.Kind}, Want: checks.Unknown},
		{Name: "subnet_gone", Given: function(), With: subnets("eu-central-1a"), Want: checks.Unknown},
	},
}

func functionVPCZones(v *checks.View[lambda.Function]) checks.Verdict {
	ids, _ := checks.Read(v, v.Resource.SubnetIDs)
	if len(ids) == 0 {
		return v.NotApplicable("the function is not connected to a VPC")
	}
	return severalZones(v, v.Resource.Region, ids)
}

// severalZones judges in how many Availability Zones subnets are.
func severalZones[T any](v *checks.View[T], region string, ids []string) checks.Verdict {
	var zones []string
	for _, id := range ids {
		subnet, found := checks.Find[ec2.Subnet](v, region, id)
		if !found {
			// Subnets that another account shares are listed too, so this one was deleted meanwhile.
			return v.Unknown("subnet %s is not in the listing", id)
		}
		zone, _ := checks.Read(v, subnet.AvailabilityZone)
		if !slices.Contains(zones, zone) {
			zones = append(zones, zone)
		}
	}
	if len(zones) < 2 {
		return v.Fail("all of its subnets (%s) are in %s", checks.First(ids, 4), checks.First(zones, 1))
	}
	return v.Pass("its subnets are in %s", checks.First(zones, 6))
}

// subnets are subnet-1, subnet-2 and so on of the worked examples, in the given zones.
func subnets(zones ...string) []inventory.Resource {
	var out []inventory.Resource
	for i, zone := range zones {
		out = append(out, &ec2.Subnet{Ref: inventory.Ref{ID: "subnet-" + string(rune('1'+i)), Account: checks.CaseAccount, Region: checks.CaseRegion}, AvailabilityZone: inventory.Known(zone)})
	}
	return out
}
