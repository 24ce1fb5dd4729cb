package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserAccessKeySingle wants at most one active access key for each user.
var UserAccessKeySingle = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-access-key-single",
		Title:    "Users have at most one active access key",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "The second key is there for the days of a rotation. Two that stay active are twice the copies to lose, and leave no place to rotate into.",
		Fix:      "aws iam update-access-key --user-name USER --access-key-id KEY --status Inactive for the older one.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userAccessKeySingle,
	Cases: []checks.Case[iam.User]{
		{Name: "one", Given: user(nil), Want: checks.Pass},
		{Name: "none", Given: user(console), Want: checks.Pass},
		{Name: "two", Given: user(func(u *iam.User) { u.AccessKey2Active = inventory.Known(true) }), Want: checks.Fail},
		{Name: "denied", Given: user(func(u *iam.User) { u.AccessKey2Active = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userAccessKeySingle(v *checks.View[iam.User]) checks.Verdict {
	active := 0
	for _, k := range accessKeys(v.Resource) {
		if on, ok := checks.Read(v, k.active); ok && on {
			active++
		}
	}
	if active > 1 {
		return v.Fail("access_key_1_active and access_key_2_active are both true")
	}
	return v.Pass("%d access keys are active", active)
}
