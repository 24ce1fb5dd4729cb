package kms

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/organizations"
	"demarc/inventory/responsibility"
)

// KeyPolicyNotPublic finds key policies that let any AWS account in.
var KeyPolicyNotPublic = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-policy-not-public",
		Title:    "Key policies do not let anyone in",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "A key policy whose principal is everyone, without a condition that says whose, lets every AWS account in the world use the key: decrypt what it finds, or encrypt in its name and run up its cost.",
		Fix:      "Name the principals in the statement, or add a condition on kms:CallerAccount or aws:PrincipalOrgID. kms:ViaService alone does not say whose request it is. Then: aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://policy.json",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
			"https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
		},
	},
	Reads: []*inventory.Call{kms.GetKeyPolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(keyPolicy),
	Cases: []checks.Case[kms.Key]{
		{Name: "account_only", Given: key(), Want: checks.Pass},
		{Name: "everyone", Given: key(policy(openPolicy)), Want: checks.Fail},
		{Name: "everyone_through_a_service", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-central-1.amazonaws.com"}}}]}`)), Want: checks.Fail},
		{Name: "everyone_of_the_account", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}}]}`)), Want: checks.Pass},
		{Name: "closed_by_organization", Given: key(policy(openPolicy)), With: guardrails.Example(guardrails.Perimeter(`"kms:*"`)), Want: checks.Pass},
		{Name: "not_closed_by_organization", Given: key(policy(openPolicy)), With: guardrails.Example(guardrails.Perimeter(`"s3:*"`)), Want: checks.Fail},
		{Name: "organization_policies_denied", Given: key(policy(openPolicy)), With: guardrails.Example(inventory.FromPtr[[]organizations.Level](nil)), Want: checks.Fail},
		{Name: "organization_denied", Given: key(policy(openPolicy)), Incomplete: []inventory.Kind{"organizations.guardrails"}, Want: checks.Fail},
		{Name: "policy_denied", Given: key(noPolicy), Want: checks.Unknown},
		{Name: "not_a_policy", Given: key(policy(`<ListBucketResult/>`)), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

const openPolicy = `{"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}`
