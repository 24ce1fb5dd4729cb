package opensearch

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainTLS wants HTTPS with a current TLS policy.
var DomainTLS = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-tls", Title: "Domains require HTTPS with a current TLS policy", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "Without EnforceHTTPS a domain answers HTTP, and one client with the wrong scheme sends passwords and documents in the clear. Older TLS policies take TLS 1.0, or ciphers whose recorded traffic opens when the key is lost later.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --domain-endpoint-options EnforceHTTPS=true,TLSSecurityPolicy=Policy-Min-TLS-1-2-PFS-2023-10",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run:   domainTLS,
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "current", Given: domain(), Want: checks.Pass},
		{Name: "fips", Given: domain(func(d *opensearch.Domain) {
			d.TLSSecurityPolicy = inventory.Known("Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08")
		}), Want: checks.Pass},
		{Name: "http", Given: domain(func(d *opensearch.Domain) { d.EnforceHTTPS = inventory.Known(false) }), Want: checks.Fail},
		{Name: "http_and_policy_unread", Given: domain(func(d *opensearch.Domain) {
			d.EnforceHTTPS, d.TLSSecurityPolicy = inventory.Known(false), denied[string]()
		}), Want: checks.Fail},
		{Name: "old_policy", Given: domain(func(d *opensearch.Domain) { d.TLSSecurityPolicy = inventory.Known("Policy-Min-TLS-1-0-2019-07") }), Want: checks.Fail},
		{Name: "old_policy_and_http_unread", Given: domain(func(d *opensearch.Domain) {
			d.TLSSecurityPolicy, d.EnforceHTTPS = inventory.Known("Policy-Min-TLS-1-2-2019-07"), denied[bool]()
		}), Want: checks.Fail},
		{Name: "newer_policy", Given: domain(func(d *opensearch.Domain) { d.TLSSecurityPolicy = inventory.Known("Policy-Min-TLS-1-3-2030-01") }), Want: checks.Unknown},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.EnforceHTTPS = denied[bool]() }), Want: checks.Unknown},
		{Name: "policy_denied", Given: domain(func(d *opensearch.Domain) { d.TLSSecurityPolicy = denied[string]() }), Want: checks.Unknown},
	},
}

// The policies that a domain can have (API reference, DomainEndpointOptions). Those with forward secrecy are current.
var (
	currentPolicies = []string{"Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"}
	oldPolicies     = []string{"Policy-Min-TLS-1-0-2019-07", "Policy-Min-TLS-1-2-2019-07"}
)

func domainTLS(v *checks.View[opensearch.Domain]) checks.Verdict {
	https, known := checks.Peek(v, v.Resource.EnforceHTTPS)
	policy, read := checks.Peek(v, v.Resource.TLSSecurityPolicy)
	switch {
	case known && !https:
		return v.Fail("DomainEndpointOptions.EnforceHTTPS is false")
	case slices.Contains(oldPolicies, policy):
		return v.Fail("DomainEndpointOptions.TLSSecurityPolicy is %s", policy)
	case read && !slices.Contains(currentPolicies, policy):
		return v.Unknown("DomainEndpointOptions.TLSSecurityPolicy is %s, which this version does not know", policy)
	}
	return v.Pass("DomainEndpointOptions.EnforceHTTPS is true, and TLSSecurityPolicy is %s", policy)
}
