package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCEndpointSSMContacts wants a private way to Incident Manager Contacts.
var VPCEndpointSSMContacts = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-endpoint-ssm-contacts", Title: "VPCs reach Incident Manager Contacts by an interface endpoint", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "During an incident the internet way may be the first thing that is cut; the endpoint keeps contacts and escalations reachable from inside.",
		Fix: "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC --service-name com.amazonaws.REGION.ssm-contacts --subnet-ids SUBNETS --security-group-ids GROUP --private-dns-enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-58",
		},
	},
	With:  endpointWants(),
	Run:   interfaceEndpoint("ssm-contacts"),
	Cases: endpointCases("ssm-contacts"),
}
