package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsSnapshotBlock asks for the block of public snapshots.
var SettingsSnapshotBlock = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-snapshot-block-public", Title: "The region blocks all public sharing of EBS snapshots", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why: "One call makes a snapshot readable for every AWS account. The block refuses that call, and in the state block-all-sharing it also ends what is public already.",
		Fix: "aws ec2 enable-snapshot-block-public-access --state block-all-sharing --region REGION",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-182",
		},
	},
	Reads: []*inventory.Call{ec2.GetSnapshotBlockPublicAccessState},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		state, _ := checks.Read(v, v.Resource.SnapshotBlockPublicAccess)
		switch state {
		case "block-all-sharing":
			return v.Pass("the state is block-all-sharing")
		case "block-new-sharing":
			return v.Fail("the state is block-new-sharing: what was made public before stays public").At(checks.Medium)
		}
		return v.Fail("the state is %s", state)
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "all", Given: *settings(func(s *ec2.Settings) { s.SnapshotBlockPublicAccess = inventory.Known("block-all-sharing") }), Want: checks.Pass},
		{Name: "newOnly", Given: *settings(func(s *ec2.Settings) { s.SnapshotBlockPublicAccess = inventory.Known("block-new-sharing") }), Want: checks.Fail},
		{Name: "unblocked", Given: *settings(func(s *ec2.Settings) { s.SnapshotBlockPublicAccess = inventory.Known("unblocked") }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) {
			s.SnapshotBlockPublicAccess = denied[string](ec2.GetSnapshotBlockPublicAccessState)
		}), Want: checks.Unknown},
	},
}
