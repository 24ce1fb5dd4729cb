package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointSSM wants a private way to Systems Manager.
var VPCEndpointSSM = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ssm", Title: "VPCs reach Systems Manager by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "Session Manager and Patch Manager need the endpoint on private machines; where it is missing, people open SSH instead.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ssm --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-57",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ssm"),
	Cases: endpointCases("ssm"),
}
