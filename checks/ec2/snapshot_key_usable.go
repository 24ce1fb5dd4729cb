package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// SnapshotKeyUsable finds backups that cannot be restored, or soon cannot.
var SnapshotKeyUsable = &checks.Check[ec2.Snapshot]{
	Meta: checks.Meta{
		ID: "ec2-snapshot-key-usable", Title: "The keys of EBS snapshots are enabled and stay", Duty: responsibility.KeyManagement, Severity: checks.High, Since: "0.1",
		Why:  "A backup is found useless on the day it is needed: a snapshot cannot be restored while its key is disabled, and never again once the key is deleted.",
		Fix:  "aws kms cancel-key-deletion --key-id KEY and aws kms enable-key --key-id KEY; copy the snapshot under another key before you delete this one.",
		Refs: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"},
	},
	With: []inventory.Want{keyStates},
	Run: func(v *checks.View[ec2.Snapshot]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.KMSKeyID)
		if !known || key == "" {
			return v.NotApplicable("the snapshot is not encrypted")
		}
		return keyUsable(v, &v.Resource.Ref, key)
	},
	Cases: []checks.Case[ec2.Snapshot]{
		{Name: "enabled", Given: snapshot(func(*ec2.Snapshot) {}), With: keyIn("Enabled"), Want: checks.Pass},
		{Name: "managedByAWS", Given: snapshot(func(*ec2.Snapshot) {}), With: managedKey(), Want: checks.NotApplicable},
		{Name: "pendingDeletion", Given: snapshot(func(*ec2.Snapshot) {}), With: keyIn("PendingDeletion"), Want: checks.Fail},
		{Name: "gone", Given: snapshot(func(*ec2.Snapshot) {}), Want: checks.Fail},
		{Name: "keysNotListed", Given: snapshot(func(*ec2.Snapshot) {}), Incomplete: []inventory.Kind{kms.KeyType.Kind}, Want: checks.Unknown},
		{Name: "plain", Given: snapshot(func(s *ec2.Snapshot) { s.KMSKeyID = inventory.Known("") }), Want: checks.NotApplicable},
	},
}
