package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointECRDocker wants a private way to the ECR registry.
var VPCEndpointECRDocker = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ecr-dkr", Title: "VPCs reach the ECR registry by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "Images come from the registry over the internet otherwise, and a network that lets that pass lets other downloads pass too.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ecr.dkr --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-56",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ecr.dkr"),
	Cases: endpointCases("ecr.dkr"),
}
