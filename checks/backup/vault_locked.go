package backup

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/backup"
	"demarc/inventory/responsibility"
)

// VaultLocked wants recovery points that nobody can delete early.
var VaultLocked = &checks.Check[backup.Vault]{
	Meta: checks.Meta{
		ID: "backup-vault-locked", Title: "Backup vaults are locked", Duty: responsibility.DataBackup, Severity: checks.Medium, Since: "0.1",
		Why:  "Who takes over an account deletes the backups before he asks for ransom. A lock makes AWS Backup refuse to delete a recovery point, or to shorten its time, before the least retention is over.",
		Fix:  "aws backup put-backup-vault-lock-configuration --backup-vault-name NAME --min-retention-days 30. With --changeable-for-days 3 nobody, root and AWS included, can take the lock off after those days: try the retention first.",
		Refs: []string{"https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html"},
	},
	Run: vaultLocked,
	Cases: []checks.Case[backup.Vault]{
		{Name: "for_good", Given: vault(), Want: checks.Pass},
		{Name: "lock_can_be_taken_off", Given: vault(openLock), Want: checks.Pass},
		{Name: "not_locked", Given: vault(openLock, func(v *backup.Vault) { v.Locked = inventory.Known(false) }), Want: checks.Fail},
		{Name: "air_gapped", Given: vault(func(v *backup.Vault) { v.VaultType = inventory.Known("LOGICALLY_AIR_GAPPED_BACKUP_VAULT") }), Want: checks.Pass},
		{Name: "restore_access", Given: vault(openLock, func(v *backup.Vault) {
			v.VaultType, v.Locked = inventory.Known("RESTORE_ACCESS_BACKUP_VAULT"), inventory.Known(false)
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: vault(func(v *backup.Vault) { v.Locked = denied[bool]() }), Want: checks.Unknown},
		{Name: "type_unread", Given: vault(func(v *backup.Vault) { v.VaultType = denied[string]() }), Want: checks.Pass},
	},
}

func vaultLocked(v *checks.View[backup.Vault]) checks.Verdict {
	locked, known := checks.Read(v, v.Resource.Locked)
	switch {
	case !known:
		return v.Unknown("the lock was not read")
	case !locked:
		if kind, _ := checks.Peek(v, v.Resource.VaultType); kind == "RESTORE_ACCESS_BACKUP_VAULT" {
			return v.NotApplicable("VaultType is %s: the vault shows the recovery points of another, whose lock holds", kind)
		}
		return v.Fail("Locked is false")
	}
	least, _ := checks.Read(v, v.Resource.MinRetentionDays)
	date, _ := checks.Read(v, v.Resource.LockDate)
	switch {
	case date.IsZero():
		return v.Pass("Locked is true, MinRetentionDays is %d; without LockDate, whoever may call DeleteBackupVaultLockConfiguration takes it off", least)
	case date.After(v.Now()):
		return v.Pass("Locked is true, MinRetentionDays is %d; until LockDate %s the lock can be taken off", least, date.Format("2006-01-02"))
	}
	return v.Pass("Locked is true for good since %s, MinRetentionDays is %d", date.Format("2006-01-02"), least)
}
