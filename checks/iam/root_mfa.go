package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RootMFA wants an MFA device on the root user.
var RootMFA = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-root-mfa",
		Title:    "The root user has MFA",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "Without MFA the root password, or the mailbox that resets it, is all that stands before the whole account.",
		Fix:      "Sign in as the root user, open Security credentials, and assign an MFA device. In an organisation, remove the root credentials of member accounts instead.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html"},
	},
	Run: rootMFA,
	Cases: []checks.Case[iam.Root]{
		{Name: "enabled", Given: root(nil), Want: checks.Pass},
		{Name: "none", Given: root(func(r *iam.Root) { r.AccountMFAEnabled = inventory.Known[int32](0) }), Want: checks.Fail},
		{Name: "none_and_password_unread", Given: root(func(r *iam.Root) {
			r.AccountMFAEnabled, r.AccountPasswordPresent = inventory.Known[int32](0), inventory.FromPtr[int32](nil)
		}), Want: checks.Fail},
		{Name: "no_password", Given: root(func(r *iam.Root) {
			r.AccountMFAEnabled, r.AccountPasswordPresent = inventory.Known[int32](0), inventory.Known[int32](0)
		}), Want: checks.NotApplicable},
		{Name: "denied", Given: root(func(r *iam.Root) { r.AccountMFAEnabled = denied[int32](iam.GetAccountSummary) }), Want: checks.Unknown},
	},
}

func rootMFA(v *checks.View[iam.Root]) checks.Verdict {
	enabled, ok := checks.Read(v, v.Resource.AccountMFAEnabled)
	switch {
	case !ok:
		return checks.Verdict{}
	case enabled != 0:
		return v.Pass("AccountMFAEnabled is %d", enabled)
	case rootLocked(v):
		return v.NotApplicable("the root user has no password: nobody can sign in as root")
	}
	return v.Fail("AccountMFAEnabled is 0: the root user signs in with a password alone")
}

// rootLocked reports whether the root user is known to have no password, as in member accounts whose root access the
// organisation manages. Whether it is not known only matters to a pass.
func rootLocked(v *checks.View[iam.Root]) bool {
	present, ok := checks.Peek(v, v.Resource.AccountPasswordPresent)
	return ok && present == 0
}
