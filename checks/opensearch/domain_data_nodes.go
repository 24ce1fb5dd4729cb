package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainDataNodes wants a domain to survive the loss of a zone.
var DomainDataNodes = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-data-nodes", Title: "Domains have three data nodes or more, in several zones", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "With one or two data nodes, or all of them in one zone, the first failure makes indices read-only or takes them away.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --cluster-config InstanceCount=3,ZoneAwarenessEnabled=true,ZoneAwarenessConfig={AvailabilityZoneCount=3}; a domain in a VPC needs a subnet in each zone.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		n, known := checks.Peek(v, v.Resource.InstanceCount)
		aware, zoned := checks.Peek(v, v.Resource.ZoneAwareness)
		switch {
		case known && n < 3:
			return v.Fail("ClusterConfig.InstanceCount is %d", n)
		case zoned && !aware:
			return v.Fail("ClusterConfig.ZoneAwarenessEnabled is false: all data nodes are in one zone")
		}
		return v.Pass("ClusterConfig.InstanceCount is %d, and ZoneAwarenessEnabled is true", n)
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "three", Given: domain(), Want: checks.Pass},
		{Name: "two", Given: domain(func(d *opensearch.Domain) { d.InstanceCount = inventory.Known(2) }), Want: checks.Fail},
		{Name: "one_zone", Given: domain(func(d *opensearch.Domain) { d.ZoneAwareness = inventory.Known(false) }), Want: checks.Fail},
		{Name: "one_zone_and_number_unread", Given: domain(func(d *opensearch.Domain) { d.ZoneAwareness, d.InstanceCount = inventory.Known(false), denied[int]() }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.InstanceCount = denied[int]() }), Want: checks.Unknown},
		{Name: "zones_denied", Given: domain(func(d *opensearch.Domain) { d.ZoneAwareness = denied[bool]() }), Want: checks.Unknown},
	},
}
