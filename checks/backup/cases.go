package backup

import (
	"time"

	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/backup"
)

// denied is a fact that could not be read.
func denied[V any]() inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: backup.ListBackupVaults.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: backup.ListBackupVaults.Needs})
}

// vault is one with which nothing is wrong, with the changes.
func vault(changes ...func(*backup.Vault)) backup.Vault {
	v := backup.Vault{
		Ref:       inventory.Ref{ID: "Nightly", ARN: "arn:aws:backup:" + checks.CaseRegion + ":" + checks.CaseAccount + ":backup-vault:Nightly", Region: checks.CaseRegion},
		VaultType: inventory.Known("BACKUP_VAULT"), EncryptionKeyArn: inventory.Known(customerkey.ExampleARN), Policy: inventory.Known(""),
		Locked: inventory.Known(true), LockDate: inventory.Known(checks.CaseTime.AddDate(0, -1, 0)), MinRetentionDays: inventory.Known[int64](30), NumberOfRecoveryPoints: inventory.Known[int64](7),
	}
	for _, change := range changes {
		change(&v)
	}
	return v
}

var examples = resourcepolicy.Examples[backup.Vault]{
	With: func(p inventory.Fact[string]) backup.Vault { return vault(func(v *backup.Vault) { v.Policy = p }) },
	Call: backup.GetBackupVaultAccessPolicy, Action: "backup:CopyIntoBackupVault",
}

// policyOf leaves the vault's ARN out: its policy speaks of the recovery points in it, too, which have ARNs of many services.
func policyOf(v *backup.Vault) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: v.Policy, Type: "backup.vault"}
}

// openLock is a lock that whoever has the permission can take off.
func openLock(v *backup.Vault) { v.LockDate = inventory.Known(time.Time{}) }
