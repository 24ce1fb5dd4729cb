package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PasswordPolicyChange wants users to change their own passwords.
var PasswordPolicyChange = &checks.Check[iam.AccountPasswordPolicy]{
	Meta: checks.Meta{
		ID:       "iam-password-policy-self-change",
		Title:    "The password policy lets users change their own passwords",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A user who cannot change a password that somebody has seen must ask an administrator, who then knows the next one.",
		Fix:      "aws iam update-account-password-policy --allow-users-to-change-password, together with every other setting.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	},
	Run: passwordPolicyChange,
	Cases: []checks.Case[iam.AccountPasswordPolicy]{
		{Name: "allowed", Given: passwords(nil), Want: checks.Pass},
		{Name: "not_allowed", Given: passwords(func(p *iam.PasswordPolicy) { p.AllowUsersToChangePassword = false }), Want: checks.Fail},
		{Name: "aws_default", Given: noPasswordPolicy(), Want: checks.Fail},
		{Name: "denied", Given: unreadPasswordPolicy(), Want: checks.Unknown},
	},
}

func passwordPolicyChange(v *checks.View[iam.AccountPasswordPolicy]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.PasswordPolicy)
	if !ok {
		return checks.Verdict{}
	}
	switch {
	case p == nil:
		return v.Fail("the account has no password policy that allows it")
	case !p.AllowUsersToChangePassword:
		return v.Fail("AllowUsersToChangePassword is false")
	}
	return v.Pass("AllowUsersToChangePassword is true")
}
