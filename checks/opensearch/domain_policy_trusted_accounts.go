package opensearch

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainPolicyTrustedAccounts finds domains that other accounts may query.
var DomainPolicyTrustedAccounts = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-policy-trusted-accounts", Title: "Access policies of domains let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can give any of its users what the policy allows on the domain: to search, or with ESHttpDelete to empty it. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws opensearch update-domain-config --domain-name NAME --access-policies file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NamedAccounts(policyOf, "opensearch-domain-policy-not-public"),
	Cases: examples.NamedAccounts(),
}
