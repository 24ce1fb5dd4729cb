package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainMasterNodes wants the cluster to keep its head under load.
var DomainMasterNodes = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-master-nodes", Title: "Domains have three dedicated master nodes or more", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "Without dedicated masters a data node that is busy also runs the cluster, and under load the cluster falls apart; with two of them no majority is left when one fails.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --cluster-config DedicatedMasterEnabled=true,DedicatedMasterType=m6g.large.search,DedicatedMasterCount=3",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		on, known := checks.Read(v, v.Resource.DedicatedMaster)
		if known && !on {
			return v.Fail("ClusterConfig.DedicatedMasterEnabled is false")
		}
		n, _ := checks.Read(v, v.Resource.DedicatedMasterCount)
		if n < 3 {
			return v.Fail("ClusterConfig.DedicatedMasterCount is %d", n)
		}
		return v.Pass("ClusterConfig.DedicatedMasterCount is %d", n)
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "three", Given: domain(), Want: checks.Pass},
		{Name: "two", Given: domain(func(d *opensearch.Domain) { d.DedicatedMasterCount = inventory.Known(2) }), Want: checks.Fail},
		{Name: "none", Given: domain(func(d *opensearch.Domain) { d.DedicatedMaster = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.DedicatedMaster = denied[bool]() }), Want: checks.Unknown},
		{Name: "number_denied", Given: domain(func(d *opensearch.Domain) { d.DedicatedMasterCount = denied[int]() }), Want: checks.Unknown},
	},
}
