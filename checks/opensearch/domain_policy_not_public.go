package opensearch

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainPolicyNotPublic finds domains that answer anyone on the internet.
var DomainPolicyNotPublic = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-policy-not-public", Title: "Domains do not answer anyone on the internet", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "A public endpoint whose access policy lets everyone in, without fine-grained access control, hands every index to whoever sends a request: no signature, no password. Scanners find such endpoints within hours.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --access-policies file://policy.json with the roles named; then move the data to a domain in a VPC.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	With:  guardrails.Wants(),
	Run:   domainPolicyNotPublic,
	Cases: append(examples.NotPublic(),
		checks.Case[opensearch.Domain]{Name: "anyone_in_the_vpc", Given: domain(open), Want: checks.Pass},
		checks.Case[opensearch.Domain]{Name: "anyone_with_a_user_of_the_domain", Given: domain(public, open, fineGrained), Want: checks.Pass},
		checks.Case[opensearch.Domain]{Name: "anyone_while_users_migrate", Given: domain(public, open, fineGrained, func(d *opensearch.Domain) { d.AnonymousAuth = inventory.Known(true) }), Want: checks.Fail},
		checks.Case[opensearch.Domain]{Name: "anyone_and_the_network_unread", Given: domain(open, func(d *opensearch.Domain) { d.VPCID = denied[string]() }), Want: checks.Unknown},
		checks.Case[opensearch.Domain]{Name: "anyone_and_fine_grained_unread", Given: domain(public, open, func(d *opensearch.Domain) { d.AdvancedSecurity = denied[bool]() }), Want: checks.Unknown},
	),
}

func fineGrained(d *opensearch.Domain) { d.AdvancedSecurity = inventory.Known(true) }

// domainPolicyNotPublic weighs the policy with what stands beside it: a VPC bounds who reaches the domain, and fine-grained
// access control asks for a user of the domain or of IAM whatever the policy says (developer guide, "Fine-grained access
// control"), but for the days in which it lets anonymous users in.
func domainPolicyNotPublic(v *checks.View[opensearch.Domain]) checks.Verdict {
	d, unread := resourcepolicy.Decide(v, policyOf(v.Resource))
	switch {
	case unread != nil:
		return *unread
	case !d.Class.Public() && d.Class != access.ClassUnknown:
		return resourcepolicy.JudgePublic(v, d)
	}
	vpc, known := checks.Read(v, v.Resource.VPCID)
	if known && vpc != "" {
		return v.Pass("the domain is in %s, so that only who reaches its addresses there is asked; the access policy: %s", vpc, d.Why)
	}
	on, _ := checks.Read(v, v.Resource.AdvancedSecurity)
	if !on {
		return resourcepolicy.JudgePublic(v, d)
	}
	anonymous, _ := checks.Read(v, v.Resource.AnonymousAuth)
	if anonymous {
		return v.Fail("the endpoint is public, and AdvancedSecurityOptions.AnonymousAuthEnabled is true, so that nobody is asked for a user; the access policy is %s: %s", d.Class, d.Why)
	}
	return v.Pass("AdvancedSecurityOptions.Enabled is true: the domain asks everyone for a user; the access policy: %s", d.Why)
}
