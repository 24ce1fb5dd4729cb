package ec2

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// SnapshotType describes EBS snapshots.
var SnapshotType = inventory.Describe[Snapshot]("ec2.snapshot", DescribeSnapshots, DescribeSnapshotAttribute).Of(responsibility.EC2Snapshot)

// A Snapshot is an EBS snapshot that the account owns.
type Snapshot struct {
	inventory.Ref

	State       inventory.Fact[string]    `json:"State,omitzero"` // pending, completed, error, recoverable, recovering
	OwnerID     inventory.Fact[string]    `json:"OwnerId,omitzero"`
	Encrypted   inventory.Fact[bool]      `json:"Encrypted,omitzero"`
	KMSKeyID    inventory.Fact[string]    `json:"KmsKeyId,omitzero"` // an ARN; empty when not encrypted
	VolumeID    inventory.Fact[string]    `json:"VolumeId,omitzero"` // "vol-ffffffff" for a copy
	StartTime   inventory.Fact[time.Time] `json:"StartTime,omitzero"`
	StorageTier inventory.Fact[string]    `json:"StorageTier,omitzero"` // standard, archive

	// RestorableBy holds "all" when DescribeSnapshots lists the snapshot among those that every account can restore
	// (its parameter RestorableByUserIds), whatever the region's block of public access does about it.
	RestorableBy inventory.Fact[[]string] `json:"RestorableByUserIds,omitzero"`
	// CreateVolumePermissions says with whom the snapshot is shared.
	CreateVolumePermissions inventory.Fact[[]VolumePermission] `json:"CreateVolumePermissions,omitzero" call:"DescribeSnapshotAttribute"`
}

// A VolumePermission lets one account, or the group "all", make volumes from a snapshot.
type VolumePermission struct {
	Group  string `json:"Group,omitempty"`
	UserID string `json:"UserId,omitempty"`
}

// Type implements inventory.Resource.
func (*Snapshot) Type() *inventory.Type { return SnapshotType }

// Classify implements inventory.Resource.
func (*Snapshot) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Snapshot, Why: "an EBS snapshot that the account owns"}
}

func newSnapshot(ref inventory.Ref, x *types.Snapshot) *Snapshot {
	return &Snapshot{
		Ref:         ref,
		State:       inventory.FromEnum(x.State),
		OwnerID:     inventory.FromPtr(x.OwnerId),
		Encrypted:   inventory.FromPtr(x.Encrypted),
		KMSKeyID:    keyOf(x.Encrypted, x.KmsKeyId),
		VolumeID:    inventory.FromPtr(x.VolumeId),
		StartTime:   inventory.FromPtr(x.StartTime),
		StorageTier: inventory.FromEnum(x.StorageTier),
	}
}

func permissionsOf(ps []types.CreateVolumePermission) []VolumePermission {
	out := []VolumePermission{}
	for _, p := range ps {
		out = append(out, VolumePermission{string(p.Group), aws.ToString(p.UserId)})
	}
	return out
}
