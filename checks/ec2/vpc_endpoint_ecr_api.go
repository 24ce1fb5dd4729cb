package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointECRAPI wants a private way to the ECR API.
var VPCEndpointECRAPI = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ecr-api", Title: "VPCs reach the ECR API by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "Machines that pull images ask the registry's API first; without the endpoint they need a way to the internet for it.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ecr.api --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-55",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ecr.api"),
	Cases: endpointCases("ecr.api"),
}
