package iam

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserMFAHardware wants the MFA devices of console users to be hardware. That a user has no MFA at all is another check's.
var UserMFAHardware = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-mfa-hardware",
		Title:    "The MFA devices of console users are hardware",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "The code of a virtual device can be typed into a false sign-in page and used by its owner; a security key or passkey answers to the true page alone.",
		Fix:      "aws iam enable-mfa-device with a FIDO2 security key or passkey from the console, then aws iam deactivate-mfa-device --user-name USER --serial-number ARN",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html"},
	},
	Reads: slices.Concat(iam.CredentialReport, []*inventory.Call{iam.ListVirtualMFADevices}),
	Run:   userMFAHardware,
	Cases: []checks.Case[iam.User]{
		{Name: "hardware", Given: user(console), Want: checks.Pass},
		{Name: "virtual", Given: user(func(u *iam.User) {
			console(u)
			u.VirtualMFADevices = inventory.Known([]string{"arn:aws:iam::111122223333:mfa/ana"})
		}), Want: checks.Fail},
		{Name: "no_mfa", Given: user(func(u *iam.User) { console(u); u.MFAActive = inventory.Known(false) }), Want: checks.NotApplicable},
		{Name: "no_password", Given: user(nil), Want: checks.NotApplicable},
		{Name: "devices_denied", Given: user(func(u *iam.User) { console(u); u.VirtualMFADevices = denied[[]string](iam.ListVirtualMFADevices) }), Want: checks.Unknown},
	},
}

func userMFAHardware(v *checks.View[iam.User]) checks.Verdict {
	password, ok := checks.Read(v, v.Resource.PasswordEnabled)
	if !ok {
		return checks.Verdict{}
	}
	if !password {
		return v.NotApplicable("password_enabled is false")
	}
	mfa, ok := checks.Read(v, v.Resource.MFAActive)
	if !ok {
		return checks.Verdict{}
	}
	if !mfa {
		return v.NotApplicable("mfa_active is false, which iam-user-mfa reports")
	}
	virtual, ok := checks.Read(v, v.Resource.VirtualMFADevices)
	switch {
	case !ok:
		return checks.Verdict{}
	case len(virtual) > 0:
		return v.Fail("virtual MFA devices: %s", several(virtual))
	}
	return v.Pass("mfa_active is true, and no virtual device is the user's")
}
