package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserMFA wants MFA on every user who can sign in to the console.
var UserMFA = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-mfa",
		Title:    "Users with a console password have MFA",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "A password that is phished, guessed or used twice opens the console to whoever has it; a second factor stops all three.",
		Fix:      "aws iam enable-mfa-device --user-name USER --serial-number ARN --authentication-code1 CODE --authentication-code2 CODE, or remove the password: aws iam delete-login-profile --user-name USER",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userMFA,
	Cases: []checks.Case[iam.User]{
		{Name: "active", Given: user(console), Want: checks.Pass},
		{Name: "not_active", Given: user(func(u *iam.User) { console(u); u.MFAActive = inventory.Known(false) }), Want: checks.Fail},
		{Name: "no_password", Given: user(nil), Want: checks.NotApplicable},
		{Name: "denied", Given: user(func(u *iam.User) { console(u); u.MFAActive = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userMFA(v *checks.View[iam.User]) checks.Verdict {
	password, ok := checks.Read(v, v.Resource.PasswordEnabled)
	if !ok {
		return checks.Verdict{}
	}
	if !password {
		return v.NotApplicable("password_enabled is false")
	}
	mfa, ok := checks.Read(v, v.Resource.MFAActive)
	switch {
	case !ok:
		return checks.Verdict{}
	case !mfa:
		return v.Fail("password_enabled is true and mfa_active is false")
	}
	return v.Pass("mfa_active is true")
}
