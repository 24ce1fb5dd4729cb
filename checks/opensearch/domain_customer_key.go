package opensearch

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainCustomerKey wants a key of one's own for the indices.
var DomainCustomerKey = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-customer-key", Title: "Encrypted domains use a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "Under aws/es nobody can say who may open the indices and their snapshots, or take that back when the domain is lost to somebody.",
		Fix:  "The key is chosen when encryption is turned on: aws opensearch create-domain --domain-name NEW --encryption-at-rest-options Enabled=true,KmsKeyId=KEY, then restore a snapshot of the old domain.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	With:  []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.KMSKeyID)
		switch {
		case !known:
			return v.Unknown("the key was not read")
		case key == "":
			return v.NotApplicable("the domain is not encrypted at rest")
		}
		return customerkey.Judge(v, v.Resource.Region, "EncryptionAtRestOptions.KmsKeyId", key)
	},
	Cases: append(customerkey.Cases(domain()),
		checks.Case[opensearch.Domain]{Name: "not_encrypted", Given: domain(func(d *opensearch.Domain) { d.KMSKeyID = inventory.Known("") }), Want: checks.NotApplicable},
		checks.Case[opensearch.Domain]{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.KMSKeyID = denied[string]() }), Want: checks.Unknown},
	),
}
