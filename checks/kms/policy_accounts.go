package kms

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyPolicyTrustedAccounts finds key policies that let in accounts and organisations which the user did not name.
var KeyPolicyTrustedAccounts = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-policy-trusted-accounts",
		Title:    "Key policies let trusted accounts in, and no others",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "An account that the key policy names can give any of its users the use of the key. If it is not yours, or no longer, your encryption protects nothing from it.",
		Fix:      "Take the account out of the key policy (aws kms put-key-policy), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
		},
	},
	Reads: []*inventory.Call{kms.GetKeyPolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(keyPolicy),
	Cases: []checks.Case[kms.Key]{
		{Name: "account_only", Given: key(), Want: checks.Pass},
		{Name: "other_account", Given: key(policy(partnerPolicy)), Want: checks.Fail},
		{Name: "trusted_account", Given: key(policy(partnerPolicy)), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "other_organisation", Given: key(policy(orgPolicy)), Want: checks.Fail},
		{Name: "own_organisation", Given: key(policy(orgPolicy)), Policy: func(p *checks.Policy) { p.OrganizationID = "o-abcdefghij" }, Want: checks.Pass},
		{Name: "everyone", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}`)), Want: checks.Fail},
		{Name: "policy_denied", Given: key(noPolicy), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

const (
	partnerPolicy = `{"Version":"2012-10-17","Statement":[{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"kms:Decrypt","Resource":"*"}]}`
	orgPolicy     = `{"Version":"2012-10-17","Statement":[{"Sid":"Org","Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}]}`
)
