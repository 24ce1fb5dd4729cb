package kms

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyNotPendingDeletion reports a deletion while it can still be cancelled.
var KeyNotPendingDeletion = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-not-pending-deletion",
		Title:    "Keys are not scheduled for deletion",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "When the waiting period ends KMS destroys the key, and everything that only it can decrypt (volumes, snapshots, objects, backups, secrets) is lost for good. Nobody, AWS among them, can undo it.",
		Fix:      "If anything is still encrypted with the key: aws kms cancel-key-deletion --key-id KEY_ID --region REGION, then aws kms enable-key. Otherwise accept the finding until the date.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
			"https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html",
		},
	},
	Reads: []*inventory.Call{kms.DescribeKey},
	Run:   keyNotPendingDeletion,
	Cases: []checks.Case[kms.Key]{
		{Name: "enabled", Given: key(), Want: checks.Pass},
		{Name: "scheduled", Given: key(state("PendingDeletion"), func(k *kms.Key) { k.DeletionDate = inventory.Known(checks.CaseTime.AddDate(0, 0, 7)) }), Want: checks.Fail},
		{Name: "waits_for_replicas", Given: key(state("PendingReplicaDeletion"), func(k *kms.Key) { k.PendingDeletionWindowInDays = inventory.Known[int32](30) }), Want: checks.Fail},
		{Name: "scheduled_for_no_date", Given: key(state("PendingDeletion"), func(k *kms.Key) { k.DeletionDate = inventory.FromPtr[time.Time](nil) }), Want: checks.Fail},
		{Name: "state_unknown", Given: key(func(k *kms.Key) { k.KeyState = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func keyNotPendingDeletion(v *checks.View[kms.Key]) checks.Verdict {
	k := v.Resource
	switch is, _ := checks.Read(v, k.KeyState); is {
	case "PendingDeletion":
		date, ok := checks.Peek(v, k.DeletionDate)
		if !ok {
			return v.Fail("KMS will delete the key: KeyState is PendingDeletion")
		}
		return v.Fail("KMS deletes the key on %s, in %d days", date.Format(time.DateOnly), int(date.Sub(v.Now()).Hours()/24))
	case "PendingReplicaDeletion":
		days, _ := checks.Peek(v, k.PendingDeletionWindowInDays)
		return v.Fail("KMS deletes the key %d days after the last of its replicas", days)
	default:
		return v.Pass("KeyState is %s", is)
	}
}
