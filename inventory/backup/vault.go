package backup

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A Vault is where AWS Backup keeps recovery points. Its id is its name.
type Vault struct {
	inventory.Ref

	VaultType        inventory.Fact[string] `json:"VaultType,omitzero"` // BACKUP_VAULT, LOGICALLY_AIR_GAPPED_BACKUP_VAULT, RESTORE_ACCESS_BACKUP_VAULT
	EncryptionKeyArn inventory.Fact[string] `json:"EncryptionKeyArn,omitzero"`
	Locked           inventory.Fact[bool]   `json:"Locked,omitzero"`
	// LockDate is when nobody can take the lock off any more; the zero time where the lock has no such date: then whoever
	// has the permission can take it off (developer guide, "AWS Backup Vault Lock").
	LockDate inventory.Fact[time.Time] `json:"LockDate,omitzero"`
	// MinRetentionDays is 0 where the vault sets no least time.
	MinRetentionDays       inventory.Fact[int64] `json:"MinRetentionDays,omitzero"`
	NumberOfRecoveryPoints inventory.Fact[int64] `json:"NumberOfRecoveryPoints,omitzero"`

	// Policy is the access policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetBackupVaultAccessPolicy"`
}

// VaultType describes kind backup.vault.
var VaultType = inventory.Describe[Vault]("backup.vault", ListBackupVaults, GetBackupVaultAccessPolicy).Of(responsibility.BackupVault)

// Type implements inventory.Resource.
func (*Vault) Type() *inventory.Type { return VaultType }

// Classify implements inventory.Resource.
func (*Vault) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.BackupVault, Why: "ListBackupVaults lists it"}
}

// VaultCollector brings the vaults of a region.
var VaultCollector = &collect.Collector{
	Types:   []*inventory.Type{VaultType},
	Lists:   []*inventory.Call{ListBackupVaults},
	Details: []*inventory.Call{GetBackupVaultAccessPolicy},
	Collect: collectVaults,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListBackupVaults": {"BackupVaultList"}, "GetBackupVaultAccessPolicy": {"Policy"}}

// pageSize is the most that ListBackupVaults returns in a page.
const pageSize = 1000

func collectVaults(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*Vault
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListBackupVaultsPaginator(client, &sdk.ListBackupVaultsInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.BackupVaultList {
			list = append(list, vault(s, &page.BackupVaultList[i]))
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		v := list[i]
		if s.Wants(GetBackupVaultAccessPolicy) {
			policy := ""
			out, err := client.GetBackupVaultAccessPolicy(ctx, &sdk.GetBackupVaultAccessPolicyInput{BackupVaultName: &v.ID})
			if err == nil {
				policy = aws.ToString(out.Policy)
			}
			v.Policy = collect.Answer(s, GetBackupVaultAccessPolicy, policy, err)
		}
		s.Emit(v)
	})
	return broken
}

func vault(s *collect.Scan, x *types.BackupVaultListMember) *Vault {
	name := aws.ToString(x.BackupVaultName)
	v := &Vault{
		Ref:       s.Ref(name, "backup", "backup-vault:"+name),
		VaultType: inventory.FromEnum(x.VaultType), EncryptionKeyArn: inventory.FromPtr(x.EncryptionKeyArn),
		Locked: inventory.FromPtr(x.Locked), NumberOfRecoveryPoints: inventory.Known(x.NumberOfRecoveryPoints),
		// A lock without a date can be taken off, and one without days sets no least retention (API reference,
		// BackupVaultListMember).
		LockDate: inventory.Known(aws.ToTime(x.LockDate)), MinRetentionDays: inventory.Known(aws.ToInt64(x.MinRetentionDays)),
	}
	if x.BackupVaultArn != nil {
		v.ARN = *x.BackupVaultArn
	}
	return v
}
