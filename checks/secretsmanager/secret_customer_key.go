package secretsmanager

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretCustomerKey wants a key of one's own.
var SecretCustomerKey = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-customer-key", Title: "Secrets are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "Under the key that AWS manages everybody whom IAM lets read the secret can decrypt it. A key of your own is a second lock with a log of its own, and needed to share a secret with another account.",
		Fix:  "aws secretsmanager update-secret --secret-id NAME --kms-key-id KEY, after its readers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"},
	},
	With: []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[secretsmanager.Secret]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSKeyID)
		if key == "" {
			return v.Fail("KmsKeyId is not set")
		}
		return customerkey.Judge(v, v.Resource.Region, "KmsKeyId", key)
	},
	Cases: append(customerkey.Cases(secret(keyed(customerkey.ExampleARN))), []checks.Case[secretsmanager.Secret]{
		{Name: "alias", Given: secret(keyed("alias/orders")), Want: checks.Pass},
		{Name: "alias_of_AWS", Given: secret(keyed("alias/aws/secretsmanager")), Want: checks.Fail},
		{Name: "alias_of_AWS_by_ARN", Given: secret(keyed("arn:aws:kms:eu-central-1:111122223333:alias/aws/secretsmanager")), Want: checks.Fail},
		{Name: "none", Given: secret(keyed("")), Want: checks.Fail},
		{Name: "denied", Given: secret(func(s *secretsmanager.Secret) { s.KMSKeyID = denied[string](secretsmanager.ListSecrets) }), Want: checks.Unknown},
	}...),
}

// keyed is encryption with a key.
func keyed(key string) func(*secretsmanager.Secret) {
	return func(s *secretsmanager.Secret) { s.KMSKeyID = inventory.Known(key) }
}
