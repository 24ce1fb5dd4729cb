package iam

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PasswordPolicyComplexity wants passwords of several kinds of characters.
var PasswordPolicyComplexity = &checks.Check[iam.AccountPasswordPolicy]{
	Meta: checks.Meta{
		ID:       "iam-password-policy-complexity",
		Title:    "The password policy asks for upper and lower case, numbers and symbols",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Each kind of character that a password may lack makes lists of common passwords work better against it.",
		Fix:      "aws iam update-account-password-policy --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols, together with every other setting.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	},
	Run: passwordPolicyComplexity,
	Cases: []checks.Case[iam.AccountPasswordPolicy]{
		{Name: "all", Given: passwords(nil), Want: checks.Pass},
		{Name: "no_symbols", Given: passwords(func(p *iam.PasswordPolicy) { p.RequireSymbols = false }), Want: checks.Fail},
		{Name: "aws_default", Given: noPasswordPolicy(), Want: checks.Fail},
		{Name: "denied", Given: unreadPasswordPolicy(), Want: checks.Unknown},
	},
}

func passwordPolicyComplexity(v *checks.View[iam.AccountPasswordPolicy]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.PasswordPolicy)
	if !ok {
		return checks.Verdict{}
	}
	if p == nil {
		return v.Fail("the account has no password policy: AWS's default asks for three kinds of characters out of four")
	}
	var missing []string
	for _, r := range []struct {
		name string
		set  bool
	}{
		{"RequireUppercaseCharacters", p.RequireUppercaseCharacters}, {"RequireLowercaseCharacters", p.RequireLowercaseCharacters},
		{"RequireNumbers", p.RequireNumbers}, {"RequireSymbols", p.RequireSymbols},
	} {
		if !r.set {
			missing = append(missing, r.name)
		}
	}
	if len(missing) > 0 {
		return v.Fail("not set: %s", strings.Join(missing, ", "))
	}
	return v.Pass("upper case, lower case, numbers and symbols are required")
}
