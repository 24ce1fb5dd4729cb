package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RootMFAHardware wants the root user's MFA devices to be hardware. IAM lists virtual devices alone: an MFA device that
// it does not list is hardware, a passkey or security key included.
var RootMFAHardware = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-root-mfa-hardware",
		Title:    "The root user's MFA devices are hardware",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "The seed of a virtual device lies in a phone and its backups, where malware and a stolen cloud account reach it. A hardware key never gives its secret away.",
		Fix:      "Sign in as the root user, open Security credentials, add a FIDO2 security key or a hardware token, and remove the virtual device.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-hw-mfa-for-root.html"},
	},
	Reads: []*inventory.Call{iam.ListVirtualMFADevices},
	Run:   rootMFAHardware,
	Cases: []checks.Case[iam.Root]{
		{Name: "hardware", Given: root(nil), Want: checks.Pass},
		{Name: "virtual", Given: root(func(r *iam.Root) {
			r.VirtualMFADevices = inventory.Known([]string{"arn:aws:iam::111122223333:mfa/root-account-mfa-device"})
		}), Want: checks.Fail},
		{Name: "none", Given: root(func(r *iam.Root) { r.AccountMFAEnabled = inventory.Known[int32](0) }), Want: checks.Fail},
		{Name: "no_password", Given: root(func(r *iam.Root) {
			r.AccountMFAEnabled, r.AccountPasswordPresent = inventory.Known[int32](0), inventory.Known[int32](0)
		}), Want: checks.NotApplicable},
		{Name: "devices_denied", Given: root(func(r *iam.Root) { r.VirtualMFADevices = denied[[]string](iam.ListVirtualMFADevices) }), Want: checks.Unknown},
	},
}

func rootMFAHardware(v *checks.View[iam.Root]) checks.Verdict {
	enabled, ok := checks.Read(v, v.Resource.AccountMFAEnabled)
	switch {
	case !ok:
		return checks.Verdict{}
	case enabled == 0 && rootLocked(v):
		return v.NotApplicable("the root user has no password: nobody can sign in as root")
	case enabled == 0:
		return v.Fail("AccountMFAEnabled is 0: the root user has no MFA device at all")
	}
	virtual, ok := checks.Read(v, v.Resource.VirtualMFADevices)
	switch {
	case !ok:
		return checks.Verdict{}
	case len(virtual) > 0:
		return v.Fail("the root user has a virtual MFA device: %s", several(virtual))
	}
	return v.Pass("AccountMFAEnabled is %d, and no virtual device is the root user's", enabled)
}
