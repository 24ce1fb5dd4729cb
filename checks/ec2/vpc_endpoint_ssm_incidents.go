package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointSSMIncidents wants a private way to Incident Manager.
var VPCEndpointSSMIncidents = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ssm-incidents", Title: "VPCs reach Incident Manager by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "During an incident the internet way may be the first thing that is cut; the endpoint keeps the incident's record reachable from inside.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ssm-incidents --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-60",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ssm-incidents"),
	Cases: endpointCases("ssm-incidents"),
}
