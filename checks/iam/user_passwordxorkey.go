package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserPasswordXorKey wants a user to be a person or a program.
var UserPasswordXorKey = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-password-or-access-key",
		Title:    "A user has a password or access keys, not both",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "MFA guards the password and not the key, so that a person's key is the way around their MFA; and a program that shares a person's user cannot be told from them in CloudTrail.",
		Fix:      "Give the program a role or a user of its own, then aws iam delete-access-key; or aws iam delete-login-profile where nobody signs in.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userPasswordXorKey,
	Cases: []checks.Case[iam.User]{
		{Name: "keys", Given: user(nil), Want: checks.Pass},
		{Name: "password", Given: user(console), Want: checks.Pass},
		{Name: "both", Given: user(func(u *iam.User) { console(u); u.AccessKey2Active = inventory.Known(true) }), Want: checks.Fail},
		{Name: "one_key_unread", Given: user(func(u *iam.User) {
			console(u)
			u.AccessKey1Active, u.AccessKey2Active = denied[bool](iam.GetCredentialReport), inventory.Known(true)
		}), Want: checks.Fail},
		{Name: "denied", Given: user(func(u *iam.User) { console(u); u.AccessKey1Active = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userPasswordXorKey(v *checks.View[iam.User]) checks.Verdict {
	password, ok := checks.Read(v, v.Resource.PasswordEnabled)
	switch {
	case !ok:
		return checks.Verdict{}
	case !password:
		return v.Pass("password_enabled is false")
	}
	for _, k := range accessKeys(v.Resource) {
		if on, ok := checks.Peek(v, k.active); ok && on {
			return v.Fail("password_enabled and %s_active are both true", k.name)
		}
	}
	return v.Pass("password_enabled is true and no access key is active")
}
