package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainEncryptedAtRest finds domains whose disks and snapshots are in the clear.
var DomainEncryptedAtRest = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-encrypted-at-rest", Title: "Domains are encrypted at rest", Duty: responsibility.DataRest, Severity: checks.High, Since: "0.1",
		Why:  "Without it indices, logs, swap files and automated snapshots lie in the clear, and there is no key that could be watched or taken away.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --encryption-at-rest-options Enabled=true,KmsKeyId=KEY (Elasticsearch 6.7 or later; older ones need a new domain and a snapshot). It cannot be turned off again.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		if on, _ := checks.Read(v, v.Resource.EncryptionAtRest); !on {
			return v.Fail("EncryptionAtRestOptions.Enabled is false")
		}
		return v.Pass("EncryptionAtRestOptions.Enabled is true")
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "on", Given: domain(), Want: checks.Pass},
		{Name: "off", Given: domain(func(d *opensearch.Domain) { d.EncryptionAtRest = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.EncryptionAtRest = denied[bool]() }), Want: checks.Unknown},
	},
}
