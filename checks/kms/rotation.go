package kms

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyRotation asks for automatic rotation where KMS offers it, and of no other key.
var KeyRotation = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-rotation",
		Title:    "Symmetric encryption keys are rotated automatically",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "A key whose material never changes encrypts ever more data. Whoever once gets hold of the material, or of enough that it encrypted, can read all of it; with rotation it is what one period wrote.",
		Fix:      "aws kms enable-key-rotation --key-id KEY_ID --region REGION. KMS keeps the old material for decryption, so nothing has to be encrypted anew.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
			"https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html",
		},
	},
	Reads: []*inventory.Call{kms.DescribeKey, kms.GetKeyRotationStatus},
	Run:   keyRotation,
	Cases: []checks.Case[kms.Key]{
		{Name: "on", Given: key(), Want: checks.Pass},
		{Name: "off", Given: key(func(k *kms.Key) { k.KeyRotationEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "status_denied", Given: key(func(k *kms.Key) { k.KeyRotationEnabled = inventory.Missing[bool](denied(kms.GetKeyRotationStatus)) }), Want: checks.Unknown},
		{Name: "spec_unknown", Given: key(func(k *kms.Key) { k.KeySpec = inventory.Fact[string]{} }), Want: checks.Unknown},
		{Name: "asymmetric", Given: key(func(k *kms.Key) { k.KeySpec = inventory.Known("RSA_4096") }), Want: checks.NotApplicable},
		{Name: "imported", Given: key(origin("EXTERNAL")), Want: checks.NotApplicable},
		{Name: "disabled", Given: key(state("Disabled")), Want: checks.NotApplicable},
		{Name: "pending_deletion", Given: key(state("PendingDeletion")), Want: checks.NotApplicable},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

// keyRotation follows the API reference of EnableKeyRotation: KMS rotates symmetric encryption keys whose material it
// made, and no asymmetric or HMAC keys, no imported material and no keys of custom key stores. It rotates no key that is
// disabled or that waits for its deletion.
func keyRotation(v *checks.View[kms.Key]) checks.Verdict {
	k := v.Resource
	spec, _ := checks.Read(v, k.KeySpec)
	from, _ := checks.Read(v, k.Origin)
	is, _ := checks.Read(v, k.KeyState)
	switch {
	case spec != "SYMMETRIC_DEFAULT":
		return v.NotApplicable("KeySpec is %s: KMS rotates symmetric encryption keys only", spec)
	case from != "AWS_KMS":
		return v.NotApplicable("Origin is %s: KMS rotates only the material that it made", from)
	case is == "Disabled" || leaving(is):
		return v.NotApplicable("KeyState is %s: KMS does not rotate the key in this state", is)
	}
	if on, _ := checks.Read(v, k.KeyRotationEnabled); !on {
		return v.Fail("KeyRotationEnabled is false")
	}
	return v.Pass("KeyRotationEnabled is true")
}

// leaving reports whether a key in the state waits for its deletion.
func leaving(keyState string) bool {
	return keyState == "PendingDeletion" || keyState == "PendingReplicaDeletion"
}
