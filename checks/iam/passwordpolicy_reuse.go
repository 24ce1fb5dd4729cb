package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PasswordPolicyReuse wants new passwords to be new.
var PasswordPolicyReuse = &checks.Check[iam.AccountPasswordPolicy]{
	Meta: checks.Meta{
		ID:       "iam-password-policy-reuse",
		Title:    "The password policy refuses earlier passwords",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "A password that leaked once stays good if its owner may return to it after the next change.",
		Fix:      "aws iam update-account-password-policy --password-reuse-prevention 24, together with every other setting: what the command leaves out returns to its default.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	},
	Run: passwordPolicyReuse,
	Cases: []checks.Case[iam.AccountPasswordPolicy]{
		{Name: "twenty_four", Given: passwords(nil), Want: checks.Pass},
		{Name: "five", Given: passwords(func(p *iam.PasswordPolicy) { p.PasswordReusePrevention = 5 }), Want: checks.Fail},
		{Name: "not_set", Given: passwords(func(p *iam.PasswordPolicy) { p.PasswordReusePrevention = 0 }), Want: checks.Fail},
		{Name: "aws_default", Given: noPasswordPolicy(), Want: checks.Fail},
		{Name: "denied", Given: unreadPasswordPolicy(), Want: checks.Unknown},
	},
}

func passwordPolicyReuse(v *checks.View[iam.AccountPasswordPolicy]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.PasswordPolicy)
	if !ok {
		return checks.Verdict{}
	}
	want := v.Policy().PasswordReuse
	switch {
	case p == nil:
		return v.Fail("the account has no password policy: AWS's default lets users return to earlier passwords")
	case int(p.PasswordReusePrevention) < want:
		return v.Fail("PasswordReusePrevention is %d, wanted is %d", p.PasswordReusePrevention, want)
	}
	return v.Pass("PasswordReusePrevention is %d", p.PasswordReusePrevention)
}
