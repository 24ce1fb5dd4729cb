package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SnapshotEncrypted asks for encryption at rest.
var SnapshotEncrypted = &checks.Check[ec2.Snapshot]{
	Meta: checks.Meta{
		ID: "ec2-snapshot-encrypted", Title: "EBS snapshots are encrypted", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "A plain snapshot can be shared with any account, or with all, by one call, and is then out of reach. An encrypted one is useless to whoever lacks its key.",
		Fix:  "aws ec2 copy-snapshot --source-snapshot-id SNAPSHOT --source-region REGION --encrypted, then aws ec2 delete-snapshot --snapshot-id SNAPSHOT",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
	},
	Run: func(v *checks.View[ec2.Snapshot]) checks.Verdict {
		if encrypted, _ := checks.Read(v, v.Resource.Encrypted); !encrypted {
			return v.Fail("Encrypted is false")
		}
		return v.Pass("Encrypted is true")
	},
	Cases: []checks.Case[ec2.Snapshot]{
		{Name: "encrypted", Given: snapshot(func(*ec2.Snapshot) {}), Want: checks.Pass},
		{Name: "plain", Given: snapshot(func(s *ec2.Snapshot) { s.Encrypted = inventory.Known(false) }), Want: checks.Fail},
		{Name: "notAnswered", Given: snapshot(func(s *ec2.Snapshot) { s.Encrypted = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
	},
}
