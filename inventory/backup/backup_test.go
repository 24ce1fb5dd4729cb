package backup_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/backup"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/backup/"
	key = "arn:aws:kms:eu-central-1:111122223333:key/1"
	arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:"
)

var account = localstacktest.Files(map[string]string{
	dir + "ListBackupVaults": `{"BackupVaultList":[
		{"BackupVaultName":"Nightly","BackupVaultArn":"` + arn + `Nightly","VaultType":"BACKUP_VAULT","EncryptionKeyArn":"` + key + `","NumberOfRecoveryPoints":7,"Locked":true,"MinRetentionDays":30,"LockDate":"2026-03-01T00:00:00+00:00"},
		{"BackupVaultName":"Default","BackupVaultArn":"` + arn + `Default","EncryptionKeyArn":"` + key + `","NumberOfRecoveryPoints":0,"Locked":false},
		{"BackupVaultName":"stub"}]}`,
	dir + "GetBackupVaultAccessPolicy/Nightly": `{"BackupVaultName":"Nightly","BackupVaultArn":"` + arn + `Nightly","Policy":"{}"}`,
})

func or[V any](f inventory.Fact[V]) any {
	if class := localstacktest.Class(f); class != "" {
		return "gap: " + class
	}
	return localstacktest.Value(f)
}

// vaults are the facts of vaults by name; the class of a gap stands for a value that is not known.
func vaults(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("backup.vault") {
		x := r.(*backup.Vault)
		out[x.ID] = []any{x.ARN, or(x.VaultType), or(x.EncryptionKeyArn), or(x.NumberOfRecoveryPoints), or(x.Locked), or(x.LockDate), or(x.MinRetentionDays), or(x.Policy)}
	}
	return out
}

// want are the vaults of the account with what was answered of their policies.
func want(nightly, others string) map[string][]any {
	return map[string][]any{
		"Nightly": {arn + "Nightly", "BACKUP_VAULT", key, int64(7), true, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), int64(30), nightly},
		"Default": {arn + "Default", "gap: omitted", key, int64(0), false, time.Time{}, int64(0), others},
		"stub":    {arn + "stub", "gap: omitted", "gap: omitted", int64(0), "gap: omitted", time.Time{}, int64(0), others},
	}
}

func TestVaults(t *testing.T) {
	s := localstacktest.Scan(t, account, backup.Collectors, localstack.Options{PageSize: 2})
	if diff := cmp.Diff(want("{}", ""), vaults(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"Backup.ListBackupVaults": 2, "Backup.GetBackupVaultAccessPolicy": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account, backup.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"backup:GetBackupVaultAccessPolicy"}}})
	if diff := cmp.Diff(want("gap: denied", "gap: denied"), vaults(s)); diff != "" {
		t.Error(diff)
	}
	s = localstacktest.Scan(t, account, backup.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"backup:ListBackupVaults"}}})
	if c := s.CoverageOf("backup.vault", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}

// TestForeignAnswer holds that an answer without a policy in it is not that of a vault without a policy.
func TestForeignAnswer(t *testing.T) {
	s := localstacktest.Scan(t, localstacktest.With(account, map[string]string{dir + "GetBackupVaultAccessPolicy/Nightly": `{}`}), backup.Collectors, localstack.Options{})
	if diff := cmp.Diff(want("gap: unsupported", ""), vaults(s)); diff != "" {
		t.Error(diff)
	}
}
