package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PasswordPolicyLength wants long passwords.
var PasswordPolicyLength = &checks.Check[iam.AccountPasswordPolicy]{
	Meta: checks.Meta{
		ID:       "iam-password-policy-length",
		Title:    "The password policy asks for long passwords",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Passwords that are guessed or cracked are short ones. AWS asks for eight characters unless the account asks for more.",
		Fix:      "aws iam update-account-password-policy --minimum-password-length 14, together with every other setting: what the command leaves out returns to its default.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	},
	Run: passwordPolicyLength,
	Cases: []checks.Case[iam.AccountPasswordPolicy]{
		{Name: "fourteen", Given: passwords(nil), Want: checks.Pass},
		{Name: "eight", Given: passwords(func(p *iam.PasswordPolicy) { p.MinimumPasswordLength = 8 }), Want: checks.Fail},
		{Name: "own_threshold", Given: passwords(nil), Policy: func(p *checks.Policy) { p.PasswordMinLength = 20 }, Want: checks.Fail},
		{Name: "aws_default", Given: noPasswordPolicy(), Want: checks.Fail},
		{Name: "denied", Given: unreadPasswordPolicy(), Want: checks.Unknown},
	},
}

func passwordPolicyLength(v *checks.View[iam.AccountPasswordPolicy]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.PasswordPolicy)
	if !ok {
		return checks.Verdict{}
	}
	want := v.Policy().PasswordMinLength
	switch {
	case p == nil:
		return v.Fail("the account has no password policy: AWS's default asks for 8 characters, wanted are %d", want)
	case int(p.MinimumPasswordLength) < want:
		return v.Fail("MinimumPasswordLength is %d, wanted is %d", p.MinimumPasswordLength, want)
	}
	return v.Pass("MinimumPasswordLength is %d", p.MinimumPasswordLength)
}
