package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainNoInternalUsers finds domains that keep passwords of their own.
var DomainNoInternalUsers = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-no-internal-users", Title: "Domains take users from IAM or an identity provider", Duty: responsibility.AccessInservice, Severity: checks.Low, Since: "0.1",
		Why:  "The internal user database keeps names and passwords in an index of the domain: no second factor, no expiry, and nobody who takes a password away when its owner leaves.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --advanced-security-options InternalUserDatabaseEnabled=false,MasterUserOptions={MasterUserARN=ROLE_ARN}, with SAML or Cognito for Dashboards.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		on, known := checks.Read(v, v.Resource.AdvancedSecurity)
		if known && !on {
			return v.NotApplicable("without fine-grained access control a domain has no users of its own")
		}
		if internal, _ := checks.Read(v, v.Resource.InternalUserDatabase); internal {
			return v.Fail("AdvancedSecurityOptions.InternalUserDatabaseEnabled is true")
		}
		return v.Pass("AdvancedSecurityOptions.InternalUserDatabaseEnabled is false")
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "off", Given: domain(), Want: checks.Pass},
		{Name: "on", Given: domain(func(d *opensearch.Domain) { d.InternalUserDatabase = inventory.Known(true) }), Want: checks.Fail},
		{Name: "no_users_at_all", Given: domain(public), Want: checks.NotApplicable},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.InternalUserDatabase = denied[bool]() }), Want: checks.Unknown},
	},
}
