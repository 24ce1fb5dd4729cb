package ecr

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RegistryTrustedAccounts finds registry policies that let strangers replicate into the registry, or read from it.
var RegistryTrustedAccounts = &checks.Check[ecr.Registry]{
	Meta: checks.Meta{
		ID: "ecr-registry-policy-trusted-accounts", Title: "The registry policy lets trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Whoever may replicate into the registry makes repositories and images under your names, from where your clusters pull.",
		Fix:  "Take the account out of the policy (aws ecr put-registry-policy --policy-text file://policy.json, or aws ecr delete-registry-policy), or name it in trustedAccounts of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html"},
	},
	Reads: []*inventory.Call{ecr.GetRegistryPolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(registryPolicy),
	Cases: []checks.Case[ecr.Registry]{
		{Name: "none", Given: registry(), Want: checks.Pass},
		{Name: "partner", Given: registry(func(r *ecr.Registry) { r.Policy = inventory.Known(replicate) }), Want: checks.Fail},
		{Name: "trusted_partner", Given: registry(func(r *ecr.Registry) { r.Policy = inventory.Known(replicate) }), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "not_a_policy", Given: registry(func(r *ecr.Registry) { r.Policy = inventory.Known("<html/>") }), Want: checks.Unknown},
		{Name: "unread", Given: registry(func(r *ecr.Registry) { r.Policy = denied[string](ecr.GetRegistryPolicy) }), Want: checks.Unknown},
	},
}
