package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// FederatedSignIn wants people to come through an identity provider. It is judged on the root user, for the account.
var FederatedSignIn = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-account-federated-sign-in",
		Title:    "People sign in through an identity provider, not as IAM users",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A person who leaves is removed from the directory, but an IAM user with a password stays until somebody thinks of it, in each account again.",
		Fix:      "Set up IAM Identity Center or a SAML provider, give people roles through it, then aws iam delete-login-profile --user-name USER. Keep a guarded user for emergencies as an exception.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: []inventory.Want{{Type: iam.UserType, Calls: iam.CredentialReport}},
	Run:  federatedSignIn,
	Cases: []checks.Case[iam.Root]{
		{Name: "no_users", Given: root(nil), Want: checks.Pass},
		{Name: "keys_alone", Given: root(nil), With: users(user(nil)), Want: checks.Pass},
		{Name: "password", Given: root(nil), With: users(user(console)), Want: checks.Fail},
		{Name: "report_denied", Given: root(nil), With: users(user(func(u *iam.User) { u.PasswordEnabled = denied[bool](iam.GetCredentialReport) })), Want: checks.Unknown},
		{Name: "users_denied", Given: root(nil), Incomplete: []inventory.Kind{"iam.user"}, Want: checks.Unknown},
	},
}

func users(us ...iam.User) []inventory.Resource {
	out := make([]inventory.Resource, len(us))
	for i := range us {
		out[i] = &us[i]
	}
	return out
}

func federatedSignIn(v *checks.View[iam.Root]) checks.Verdict {
	var names []string
	all := checks.Some[iam.User](v, "")
	for _, u := range all {
		if on, ok := checks.Peek(v, u.PasswordEnabled); ok && on {
			names = append(names, u.ID)
		}
	}
	if len(names) > 0 {
		return v.Fail("%d of %d IAM users have a console password: %s", len(names), len(all), several(names))
	}
	return v.Pass("none of %d IAM users has a console password", len(all))
}
