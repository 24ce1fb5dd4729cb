package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainEncryptedBetweenNodes finds domains whose nodes talk in the clear.
var DomainEncryptedBetweenNodes = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-encrypted-between-nodes", Title: "Domains encrypt what their nodes send each other", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "Nodes copy shards and pass queries to each other all the time. Without encryption whatever HTTPS protected on the way in goes on in the clear.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --node-to-node-encryption-options Enabled=true (Elasticsearch 6.7 or later). It cannot be turned off again.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		if on, _ := checks.Read(v, v.Resource.NodeToNodeEncryption); !on {
			return v.Fail("NodeToNodeEncryptionOptions.Enabled is false")
		}
		return v.Pass("NodeToNodeEncryptionOptions.Enabled is true")
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "on", Given: domain(), Want: checks.Pass},
		{Name: "off", Given: domain(func(d *opensearch.Domain) { d.NodeToNodeEncryption = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.NodeToNodeEncryption = denied[bool]() }), Want: checks.Unknown},
	},
}
