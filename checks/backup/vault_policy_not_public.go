package backup

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/backup"
	"demarc/inventory/responsibility"
)

// VaultPolicyNotPublic finds vaults that any AWS account may use.
var VaultPolicyNotPublic = &checks.Check[backup.Vault]{
	Meta: checks.Meta{
		ID: "backup-vault-policy-not-public", Title: "Access policies of backup vaults do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "A vault holds a copy of everything. With a policy for everyone any AWS account copies into it, and with wider actions out of it or deletes what is the last resort after an attack.",
		Fix:  "aws backup put-backup-vault-access-policy --backup-vault-name NAME --policy file://policy.json, with the accounts named or a condition on aws:PrincipalOrgID; or aws backup delete-backup-vault-access-policy --backup-vault-name NAME.",
		Refs: []string{"https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html"},
	},
	Reads: []*inventory.Call{backup.GetBackupVaultAccessPolicy},
	Run:   resourcepolicy.NotPublic(policyOf),
	Cases: examples.NotPublic(),
}
