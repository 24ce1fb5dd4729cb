package backup

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/backup"
	"demarc/inventory/responsibility"
)

// VaultPolicyTrustedAccounts finds vaults that other accounts may use.
var VaultPolicyTrustedAccounts = &checks.Check[backup.Vault]{
	Meta: checks.Meta{
		ID: "backup-vault-policy-trusted-accounts", Title: "Access policies of backup vaults let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names writes backups into yours, or takes yours over into its own, as the actions go. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws backup put-backup-vault-access-policy --backup-vault-name NAME --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html"},
	},
	Reads: []*inventory.Call{backup.GetBackupVaultAccessPolicy},
	Run:   resourcepolicy.TrustedAndBound(policyOf),
	Cases: examples.TrustedAndBound(),
}
