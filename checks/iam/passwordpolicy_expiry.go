package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PasswordPolicyExpiry wants passwords to end.
var PasswordPolicyExpiry = &checks.Check[iam.AccountPasswordPolicy]{
	Meta: checks.Meta{
		ID:       "iam-password-policy-expiry",
		Title:    "The password policy lets passwords expire",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A password that leaked unnoticed works until it is changed. FSBP and PCI DSS ask for a change every 90 days; where every user has MFA, NIST SP 800-63B advises against it.",
		Fix:      "aws iam update-account-password-policy --max-password-age 90, together with every other setting; or record an exception if all users have MFA.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	},
	Run: passwordPolicyExpiry,
	Cases: []checks.Case[iam.AccountPasswordPolicy]{
		{Name: "ninety_days", Given: passwords(nil), Want: checks.Pass},
		{Name: "a_year", Given: passwords(func(p *iam.PasswordPolicy) { p.MaxPasswordAge = 365 }), Want: checks.Fail},
		{Name: "never", Given: passwords(func(p *iam.PasswordPolicy) { p.MaxPasswordAge = 0 }), Want: checks.Fail},
		{Name: "aws_default", Given: noPasswordPolicy(), Want: checks.Fail},
		{Name: "denied", Given: unreadPasswordPolicy(), Want: checks.Unknown},
	},
}

func passwordPolicyExpiry(v *checks.View[iam.AccountPasswordPolicy]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.PasswordPolicy)
	if !ok {
		return checks.Verdict{}
	}
	want := int(v.Policy().AccessKeyMaxAge)
	switch {
	case p == nil:
		return v.Fail("the account has no password policy: by AWS's default passwords never expire")
	case p.MaxPasswordAge == 0:
		return v.Fail("MaxPasswordAge is not set: passwords never expire")
	case int(p.MaxPasswordAge) > want:
		return v.Fail("MaxPasswordAge is %d days, wanted are at most %d", p.MaxPasswordAge, want)
	}
	return v.Pass("MaxPasswordAge is %d days", p.MaxPasswordAge)
}
