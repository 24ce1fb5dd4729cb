package lambda

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionInVPC finds functions outside any VPC.
var FunctionInVPC = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-in-vpc", Title: "Functions are connected to a VPC", Duty: responsibility.NetSegmentation, Severity: checks.Informational, Since: "0.1",
		Why:  "Outside a VPC no security group, route or flow log of yours sees where the function connects to: code that is taken over sends data anywhere. A function that needs AWS's APIs alone may well stay outside.",
		Fix:  "aws lambda update-function-configuration --function-name NAME --vpc-config SubnetIds=SUBNET,SUBNET,SecurityGroupIds=GROUP, with VPC endpoints for the services that it uses.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"},
	},
	Run: func(v *checks.View[lambda.Function]) checks.Verdict {
		subnets, _ := checks.Read(v, v.Resource.SubnetIDs)
		if len(subnets) > 0 {
			return v.Pass("VpcConfig names subnets %s", checks.First(subnets, 4))
		}
		if provider, _ := checks.Read(v, v.Resource.CapacityProviderARN); provider != "" {
			return v.Pass("it runs on instances of capacity provider %s, which stand in a VPC", provider)
		}
		return v.Fail("VpcConfig names no subnets")
	},
	Cases: []checks.Case[lambda.Function]{
		{Name: "in_vpc", Given: function(), Want: checks.Pass},
		{Name: "managed_instances", Given: function(instances, outside), Want: checks.Pass},
		{Name: "outside", Given: function(outside), Want: checks.Fail},
		{Name: "not_read", Given: function(func(f *lambda.Function) { f.SubnetIDs = denied[[]string](lambda.ListFunctions) }), Want: checks.Unknown},
	},
}

func outside(f *lambda.Function) { f.SubnetIDs = inventory.Known[[]string](nil) }
