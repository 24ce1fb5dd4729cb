package secretsmanager

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretPolicySourceBound finds services that use a secret for any of their customers.
var SecretPolicySourceBound = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-policy-source-bound", Title: "Services may use secrets for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition reads the secret for whichever customer asks it to: somebody names your ARN in a connection of his own, and the service logs in with your password for him.",
		Fix:  "Add a condition on aws:SourceAccount, aws:SourceOrgID or an aws:SourceArn with an account to the statement: aws secretsmanager put-resource-policy --secret-id NAME --resource-policy file://policy.json --block-public-policy",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"},
	},
	Reads: []*inventory.Call{secretsmanager.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.SourceBound(policyOf),
	Cases: examples.SourceBound(),
}
