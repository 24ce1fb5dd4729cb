package secretsmanager

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretPolicyNotPublic finds secrets that strangers can use.
var SecretPolicyNotPublic = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-policy-not-public", Title: "Secret policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "Everyone with an AWS account who knows the ARN can do what the policy allows: with GetSecretValue, read the secret.",
		Fix:  "Replace the secret first: it may be known. Name the principals in the statement, or add a condition on aws:PrincipalOrgID. Then: aws secretsmanager put-resource-policy --secret-id NAME --resource-policy file://policy.json --block-public-policy",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	},
	Reads: []*inventory.Call{secretsmanager.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(policyOf),
	Cases: append(examples.NotPublic(), checks.Case[secretsmanager.Secret]{
		Name: "anyone_but_one_role", Given: examples.Given(examples.Allow(`"*"`, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}`)), Want: checks.Fail,
	}),
}
