package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyKMSDecrypt wants the customer's policies to name the keys that may be decrypted with.
var PolicyKMSDecrypt = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-kms-decrypt-limited",
		Title:    "Customer managed policies do not allow decryption with every KMS key",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Who may decrypt with every key reads all data whose own permissions are too wide: the key was the second lock, and this opens it everywhere.",
		Fix:      "Name the key ARNs in Resource: aws iam create-policy-version --policy-arn ARN --policy-document file://narrow.json --set-as-default",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"},
	},
	Run: policyKMSDecrypt,
	Cases: []checks.Case[iam.Policy]{
		{Name: "no_kms", Given: policy(nil), Want: checks.Pass},
		{Name: "every_key", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`["kms:Decrypt"]`, `"*"`)) }), Want: checks.Fail},
		{Name: "every_key_of_the_account", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(allow(`"kms:Decrypt"`, `"arn:aws:kms:*:111122223333:key/*"`))
		}), Want: checks.Fail},
		{Name: "one_key", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(allow(`"kms:*"`, `"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`))
		}), Want: checks.Pass},
		{Name: "encrypt_alone", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"kms:Encrypt"`, `"*"`)) }), Want: checks.Pass},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func policyKMSDecrypt(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, decryptAll(v.Partition(), v.Account()))
}
