package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainFineGrainedAccess wants the domain itself to ask who somebody is.
var DomainFineGrainedAccess = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-fine-grained-access", Title: "Domains have fine-grained access control", Duty: responsibility.AccessInservice, Severity: checks.High, Since: "0.1",
		Why:  "An access policy knows paths, not documents: who may search one index of a domain may mostly search them all, also in Dashboards. Fine-grained access control gives each user and role its indices, documents and fields, and an audit log needs it.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --advanced-security-options Enabled=true,MasterUserOptions={MasterUserARN=ROLE_ARN}, with AnonymousAuthEnabled=true for the days in which roles are mapped. It cannot be turned off again.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		on, known := checks.Read(v, v.Resource.AdvancedSecurity)
		if known && !on {
			return v.Fail("AdvancedSecurityOptions.Enabled is false")
		}
		if anonymous, _ := checks.Read(v, v.Resource.AnonymousAuth); anonymous {
			return v.Fail("AdvancedSecurityOptions.AnonymousAuthEnabled is true: until the migration ends, nobody is asked for a user")
		}
		return v.Pass("AdvancedSecurityOptions.Enabled is true")
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "on", Given: domain(), Want: checks.Pass},
		{Name: "off", Given: domain(func(d *opensearch.Domain) { d.AdvancedSecurity = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.AdvancedSecurity = denied[bool]() }), Want: checks.Unknown},
		{Name: "anonymous_users", Given: domain(func(d *opensearch.Domain) { d.AnonymousAuth = inventory.Known(true) }), Want: checks.Fail},
		{Name: "anonymous_users_unread", Given: domain(func(d *opensearch.Domain) { d.AnonymousAuth = denied[bool]() }), Want: checks.Unknown},
	},
}
