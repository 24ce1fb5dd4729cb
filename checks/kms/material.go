package kms

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyMaterialExpiry warns before imported material expires.
var KeyMaterialExpiry = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-material-expiry",
		Title:    "Imported key material does not expire soon",
		Duty:     responsibility.KeyManagement,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "On the day the imported material expires KMS deletes it, and everything that the key encrypted is unreadable until the very same material is imported again. Only the customer has a copy, if there is one.",
		Fix:      "aws kms get-parameters-for-import, then aws kms import-key-material with the same material and a later --valid-to, or with --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html",
			"https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html",
		},
	},
	Reads: []*inventory.Call{kms.DescribeKey},
	Run:   keyMaterialExpiry,
	Cases: []checks.Case[kms.Key]{
		{Name: "never", Given: key(expires("KEY_MATERIAL_DOES_NOT_EXPIRE", time.Time{})), Want: checks.Pass},
		{Name: "in_a_year", Given: key(expires("KEY_MATERIAL_EXPIRES", checks.CaseTime.AddDate(1, 0, 0))), Want: checks.Pass},
		{Name: "in_a_week", Given: key(expires("KEY_MATERIAL_EXPIRES", checks.CaseTime.AddDate(0, 0, 7))), Want: checks.Fail},
		{Name: "in_a_week_with_a_shorter_limit", Given: key(expires("KEY_MATERIAL_EXPIRES", checks.CaseTime.AddDate(0, 0, 7))), Policy: func(p *checks.Policy) { p.CertificateRenewal = 5 }, Want: checks.Pass},
		{Name: "date_not_told", Given: key(expires("KEY_MATERIAL_EXPIRES", time.Time{}), func(k *kms.Key) { k.ValidTo = inventory.FromPtr[time.Time](nil) }), Want: checks.Unknown},
		{Name: "no_material", Given: key(origin("EXTERNAL"), state("PendingImport")), Want: checks.NotApplicable},
		{Name: "made_by_kms", Given: key(), Want: checks.NotApplicable},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func expires(model string, at time.Time) func(*kms.Key) {
	return func(k *kms.Key) {
		k.Origin, k.ExpirationModel, k.ValidTo = inventory.Known("EXTERNAL"), inventory.Known(model), inventory.Known(at)
	}
}

func keyMaterialExpiry(v *checks.View[kms.Key]) checks.Verdict {
	k := v.Resource
	from, _ := checks.Read(v, k.Origin)
	is, _ := checks.Read(v, k.KeyState)
	switch {
	case from != "EXTERNAL":
		return v.NotApplicable("Origin is %s: the material was not imported", from)
	case leaving(is) || is == "PendingImport":
		return v.NotApplicable("KeyState is %s", is)
	}
	if model, _ := checks.Read(v, k.ExpirationModel); model != "KEY_MATERIAL_EXPIRES" {
		return v.Pass("ExpirationModel is %s", model)
	}
	at, ok := checks.Read(v, k.ValidTo)
	left := at.Sub(v.Now())
	if ok && left < v.Policy().CertificateRenewal.Duration() {
		return v.Fail("the material expires on %s, in %d days", at.Format(time.DateOnly), int(left.Hours()/24))
	}
	return v.Pass("the material expires on %s", at.Format(time.DateOnly))
}
