package opensearch

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/opensearch"
)

const caseARN = "arn:aws:es:" + checks.CaseRegion + ":" + checks.CaseAccount + ":domain/tracking"

// denied is a fact that could not be read.
func denied[V any]() inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: opensearch.DescribeDomains.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: opensearch.DescribeDomains.Needs})
}

// domain is one with which nothing is wrong, with the changes.
func domain(changes ...func(*opensearch.Domain)) opensearch.Domain {
	d := opensearch.Domain{
		Ref:            inventory.Ref{ID: "tracking", ARN: caseARN, Region: checks.CaseRegion},
		EngineVersion:  inventory.Known("OpenSearch_2.19"),
		AccessPolicies: inventory.Known(""), VPCID: inventory.Known("vpc-1"),
		EncryptionAtRest: inventory.Known(true), KMSKeyID: inventory.Known(customerkey.ExampleARN), NodeToNodeEncryption: inventory.Known(true),
		EnforceHTTPS: inventory.Known(true), TLSSecurityPolicy: inventory.Known("Policy-Min-TLS-1-2-PFS-2023-10"),
		AdvancedSecurity: inventory.Known(true), AnonymousAuth: inventory.Known(false), InternalUserDatabase: inventory.Known(false),
		LogTypes:      inventory.Known([]string{"AUDIT_LOGS", "ES_APPLICATION_LOGS"}),
		InstanceCount: inventory.Known(3), ZoneAwareness: inventory.Known(true), DedicatedMaster: inventory.Known(true), DedicatedMasterCount: inventory.Known(3),
		CurrentVersion: inventory.Known("OpenSearch_2_19_R20261001"), NewVersion: inventory.Known(""), UpdateAvailable: inventory.Known(false),
	}
	for _, change := range changes {
		change(&d)
	}
	return d
}

// public is a domain that the internet reaches and whose access policy is all that asks who it is.
func public(d *opensearch.Domain) {
	d.VPCID, d.AdvancedSecurity = inventory.Known(""), inventory.Known(false)
}

// withPolicy is a public domain without fine-grained access control, with a policy.
func withPolicy(policy inventory.Fact[string]) opensearch.Domain {
	return domain(public, func(d *opensearch.Domain) { d.AccessPolicies = policy })
}

var examples = resourcepolicy.Examples[opensearch.Domain]{With: withPolicy, Call: opensearch.DescribeDomains, Action: "es:ESHttpGet", ARN: caseARN}

func policyOf(d *opensearch.Domain) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: d.AccessPolicies, Type: "opensearch.domain", ARN: d.ARN}
}

// open gives a domain a policy for everyone.
func open(d *opensearch.Domain) {
	given := examples.Given(examples.Allow(`"*"`, ""))
	d.AccessPolicies = given.AccessPolicies
}
