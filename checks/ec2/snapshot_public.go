package ec2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SnapshotPublic finds snapshots that every AWS account can restore. A region that blocks all sharing makes the
// permission inert; then it is no exposure.
var SnapshotPublic = &checks.Check[ec2.Snapshot]{
	Meta: checks.Meta{
		ID: "ec2-snapshot-not-public", Title: "EBS snapshots are not public", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why: "Public snapshots are listed, and people restore new ones within minutes to look for keys and customer data. What was copied cannot be called back.",
		Fix: "aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT --attribute createVolumePermission --operation-type remove --group-names all. Treat the data as disclosed. Then aws ec2 enable-snapshot-block-public-access --state block-all-sharing.",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-1",
		},
	},
	With: []inventory.Want{settingsWith(ec2.GetSnapshotBlockPublicAccessState)},
	Run: func(v *checks.View[ec2.Snapshot]) checks.Verdict {
		by, _ := checks.Read(v, v.Resource.RestorableBy)
		if !slices.Contains(by, "all") {
			return v.Pass("the snapshot is not among those that RestorableByUserIds all lists")
		}
		set, found := region(v, &v.Resource.Ref)
		if !found {
			return v.Unknown("the snapshot is shared with all, and whether the region's block of public access makes that inert was not read")
		}
		if state, _ := checks.Read(v, set.SnapshotBlockPublicAccess); state == "block-all-sharing" {
			return v.Pass("the snapshot is shared with all, which the region's block-all-sharing makes inert")
		}
		return v.Fail("every AWS account can restore the snapshot: createVolumePermission has group all")
	},
	Cases: []checks.Case[ec2.Snapshot]{
		{Name: "private", Given: snapshot(func(*ec2.Snapshot) {}), Want: checks.Pass},
		{Name: "public", Given: publicSnapshot(), With: snapshotBlock("unblocked"), Want: checks.Fail},
		{Name: "blockedForNewOnly", Given: publicSnapshot(), With: snapshotBlock("block-new-sharing"), Want: checks.Fail},
		{Name: "inert", Given: publicSnapshot(), With: snapshotBlock("block-all-sharing"), Want: checks.Pass},
		{Name: "publicAndBlockDenied", Given: publicSnapshot(), With: []inventory.Resource{settings(func(s *ec2.Settings) {
			s.SnapshotBlockPublicAccess = denied[string](ec2.GetSnapshotBlockPublicAccessState)
		})}, Want: checks.Unknown},
		{Name: "notTold", Given: snapshot(func(s *ec2.Snapshot) { s.RestorableBy = denied[[]string](ec2.DescribeSnapshots) }), Want: checks.Unknown},
	},
}

func publicSnapshot() ec2.Snapshot {
	return snapshot(func(s *ec2.Snapshot) {
		s.RestorableBy = inventory.Known([]string{"all"})
		s.CreateVolumePermissions = inventory.Known([]ec2.VolumePermission{{Group: "all"}})
	})
}

func snapshotBlock(state string) []inventory.Resource {
	return []inventory.Resource{settings(func(s *ec2.Settings) { s.SnapshotBlockPublicAccess = inventory.Known(state) })}
}
