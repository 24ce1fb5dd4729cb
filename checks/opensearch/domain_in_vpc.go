package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainInVPC finds domains with an endpoint on the internet.
var DomainInVPC = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-in-vpc", Title: "Domains are in a VPC", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A public endpoint leaves the access policy alone between the indices and the internet: one statement too wide, or one stolen key, and no security group or route is left that would stop anybody.",
		Fix:  "A domain cannot be moved: aws opensearch create-domain --domain-name NEW --vpc-options SubnetIds=SUBNETS,SecurityGroupIds=GROUP, then restore a snapshot of the old one.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		vpc, _ := checks.Read(v, v.Resource.VPCID)
		if vpc == "" {
			return v.Fail("there are no VPCOptions: the endpoint is on the internet")
		}
		return v.Pass("VPCOptions.VPCId is %s", vpc)
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "in_vpc", Given: domain(), Want: checks.Pass},
		{Name: "public", Given: domain(public), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.VPCID = denied[string]() }), Want: checks.Unknown},
	},
}
