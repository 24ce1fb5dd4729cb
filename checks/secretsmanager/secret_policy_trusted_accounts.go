package secretsmanager

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretPolicyTrustedAccounts finds secrets that accounts and organisations can use which the user did not name.
var SecretPolicyTrustedAccounts = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-policy-trusted-accounts", Title: "Secret policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can let any of its users read the secret, or change it, as the policy says. If it is not yours, or no longer, the secret is not yours alone.",
		Fix:  "Take the account out of the policy (aws secretsmanager put-resource-policy --secret-id NAME --resource-policy file://policy.json --block-public-policy), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	},
	Reads: []*inventory.Call{secretsmanager.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(policyOf),
	Cases: examples.Trusted(),
}
