package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceEgressThroughVPC wants egress where the customer controls it.
var ServiceEgressThroughVPC = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-egress-through-vpc", Title: "App Runner services send their traffic through a VPC", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why:  "With the default egress a service reaches the whole internet and no security group, route or flow log of the account is on the way: whoever breaks in sends out what he finds, unseen.",
		Fix:  "aws apprunner create-vpc-connector --vpc-connector-name NAME --subnets SUBNETS --security-groups GROUPS; aws apprunner update-service --service-arn ARN --network-configuration EgressConfiguration={EgressType=VPC,VpcConnectorArn=CONNECTOR_ARN}",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		kind, _ := checks.Read(v, v.Resource.EgressType)
		if kind != "VPC" {
			return v.Fail("EgressConfiguration.EgressType is %s", kind)
		}
		return v.Pass("EgressConfiguration.EgressType is VPC")
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "good", Given: service(), Want: checks.Pass},
		{Name: "bad", Given: service(func(s *apprunner.Service) { s.EgressType = inventory.Known("DEFAULT") }), Want: checks.Fail},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.EgressType = denied[string]() }), Want: checks.Unknown},
	},
}
