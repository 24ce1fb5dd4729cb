package kms

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyEnabled reports keys that cannot be used as they are.
var KeyEnabled = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-enabled",
		Title:    "Keys can be used, or are on their way to deletion",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A key that is disabled, without material or cut off from its key store stops whatever is encrypted with it, often only at the next restart. A disabled key that nothing needs still costs money and can be enabled by whoever may manage it.",
		Fix:      "aws kms enable-key --key-id KEY_ID --region REGION; import the material again (aws kms import-key-material); or reconnect the store (aws kms connect-custom-key-store). If CloudTrail shows no use of the key: aws kms schedule-key-deletion.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
		},
	},
	Reads: []*inventory.Call{kms.DescribeKey},
	Run:   keyEnabled,
	Cases: []checks.Case[kms.Key]{
		{Name: "enabled", Given: key(), Want: checks.Pass},
		{Name: "updating", Given: key(state("Updating")), Want: checks.Pass},
		{Name: "disabled", Given: key(state("Disabled")), Want: checks.Fail},
		{Name: "material_missing", Given: key(origin("EXTERNAL"), state("PendingImport")), Want: checks.Fail},
		{Name: "store_disconnected", Given: key(origin("AWS_CLOUDHSM"), state("Unavailable")), Want: checks.Fail},
		{Name: "pending_deletion", Given: key(state("PendingDeletion")), Want: checks.NotApplicable},
		{Name: "new_state", Given: key(state("Dreaming")), Want: checks.Unknown},
		{Name: "state_unknown", Given: key(func(k *kms.Key) { k.KeyState = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func keyEnabled(v *checks.View[kms.Key]) checks.Verdict {
	is, _ := checks.Read(v, v.Resource.KeyState)
	switch is {
	case "Enabled", "Creating", "Updating":
		return v.Pass("KeyState is %s", is)
	case "Disabled":
		return v.Fail("KeyState is Disabled: every call that uses the key fails")
	case "PendingImport":
		return v.Fail("KeyState is PendingImport: the key has no material").At(checks.Medium)
	case "Unavailable":
		return v.Fail("KeyState is Unavailable: its custom key store is not connected").At(checks.Medium)
	case "PendingDeletion", "PendingReplicaDeletion":
		return v.NotApplicable("KeyState is %s", is)
	}
	return v.Unknown("KeyState %q is not known to this build", is)
}
