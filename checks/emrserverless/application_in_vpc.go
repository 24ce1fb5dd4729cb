package emrserverless

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/inventory/responsibility"
)

// ApplicationInVPC wants the workers in a network of the customer's.
var ApplicationInVPC = &checks.Check[emrserverless.Application]{
	Meta: checks.Meta{
		ID: "emrserverless-application-in-vpc", Title: "EMR Serverless applications run in a VPC", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why:  "Workers outside a VPC pass by its security groups, endpoint policies and flow logs: a bucket policy that lets in the VPC alone cannot be had, and nobody sees what a job talks to.",
		Fix:  "aws emr-serverless stop-application --application-id ID; aws emr-serverless update-application --application-id ID --network-configuration '{\"subnetIds\":[\"SUBNET\",\"SUBNET\"],\"securityGroupIds\":[\"GROUP\"]}', with private subnets in two zones and an endpoint of S3.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/vpc-access.html"},
	},
	Reads: []*inventory.Call{emrserverless.GetApplication},
	Run: func(v *checks.View[emrserverless.Application]) checks.Verdict {
		subnets, _ := checks.Read(v, v.Resource.SubnetIDs)
		if len(subnets) == 0 {
			return v.Fail("networkConfiguration.subnetIds is empty")
		}
		return v.Pass("networkConfiguration.subnetIds are %s", checks.First(subnets, 3))
	},
	Cases: []checks.Case[emrserverless.Application]{
		{Name: "in", Given: application(), Want: checks.Pass},
		{Name: "out", Given: application(func(a *emrserverless.Application) { a.SubnetIDs = inventory.Known[[]string](nil) }), Want: checks.Fail},
		{Name: "denied", Given: application(func(a *emrserverless.Application) { a.SubnetIDs = denied[[]string](emrserverless.GetApplication) }), Want: checks.Unknown},
	},
}
