package backup

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/backup"
	"demarc/inventory/responsibility"
)

// VaultCustomerKey wants a key of one's own for the recovery points.
var VaultCustomerKey = &checks.Check[backup.Vault]{
	Meta: checks.Meta{
		ID: "backup-vault-customer-key", Title: "Backup vaults are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "Under aws/backup nobody can say who may open the recovery points, and none of them can be copied to another account, which is where a copy has to be when this one is lost.",
		Fix:  "The key is chosen when a vault is made: aws backup create-backup-vault --backup-vault-name NEW --encryption-key-arn KEY_ARN, then point the backup plans at the new vault.",
		Refs: []string{"https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"},
	},
	With: []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[backup.Vault]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.EncryptionKeyArn)
		if !known {
			return v.Unknown("the key was not read")
		}
		return customerkey.Judge(v, v.Resource.Region, "EncryptionKeyArn", key)
	},
	Cases: append(customerkey.Cases(vault()),
		checks.Case[backup.Vault]{Name: "unread", Given: vault(func(v *backup.Vault) { v.EncryptionKeyArn = denied[string]() }), Want: checks.Unknown},
	),
}
