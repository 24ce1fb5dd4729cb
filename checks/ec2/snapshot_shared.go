package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SnapshotShared finds snapshots that single accounts outside can restore. That all accounts can is another check.
var SnapshotShared = &checks.Check[ec2.Snapshot]{
	Meta: checks.Meta{
		ID: "ec2-snapshot-trusted-sharing", Title: "EBS snapshots are shared with trusted accounts only", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that may restore a snapshot may copy it, and keeps the copy when the sharing ends. Sharing for one migration is easily forgotten.",
		Fix:  "aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT --attribute createVolumePermission --operation-type remove --user-ids ACCOUNT, or name the account in the policy's trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeSnapshotAttribute},
	Run: func(v *checks.View[ec2.Snapshot]) checks.Verdict {
		permissions, _ := checks.Read(v, v.Resource.CreateVolumePermissions)
		var foreign []string
		for _, p := range permissions {
			if p.UserID != "" && !trusted(v, p.UserID) {
				foreign = append(foreign, p.UserID)
			}
		}
		if len(foreign) > 0 {
			return v.Fail("accounts that the policy does not trust can restore the snapshot: %s", few(foreign))
		}
		return v.Pass("createVolumePermission names no account that the policy does not trust")
	},
	Cases: []checks.Case[ec2.Snapshot]{
		{Name: "private", Given: snapshot(func(*ec2.Snapshot) {}), Want: checks.Pass},
		{Name: "shared", Given: sharedSnapshot(), Want: checks.Fail},
		{Name: "trusted", Given: sharedSnapshot(), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{stranger} }, Want: checks.Pass},
		{Name: "denied", Given: snapshot(func(s *ec2.Snapshot) {
			s.CreateVolumePermissions = denied[[]ec2.VolumePermission](ec2.DescribeSnapshotAttribute)
		}), Want: checks.Unknown},
	},
}

func sharedSnapshot() ec2.Snapshot {
	return snapshot(func(s *ec2.Snapshot) {
		s.CreateVolumePermissions = inventory.Known([]ec2.VolumePermission{{UserID: stranger}})
	})
}
