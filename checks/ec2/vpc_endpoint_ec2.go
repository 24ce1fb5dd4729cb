package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointEC2 wants a private way to the EC2 API.
var VPCEndpointEC2 = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ec2", Title: "VPCs reach the EC2 API by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "Calls to the EC2 API leave the VPC by the internet otherwise, so that private machines need a way out, and the endpoint's policy cannot say whose resources may be touched.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ec2 --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-10",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ec2"),
	Cases: endpointCases("ec2"),
}
