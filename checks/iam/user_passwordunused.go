package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserPasswordUnused wants passwords that nobody uses to be removed.
var UserPasswordUnused = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-password-unused",
		Title:    "Console passwords are in use, or removed",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Nobody notices when the password of somebody who no longer signs in is guessed, and nobody misses it when it is gone.",
		Fix:      "aws iam delete-login-profile --user-name USER",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userPasswordUnused,
	Cases: []checks.Case[iam.User]{
		{Name: "yesterday", Given: user(console), Want: checks.Pass},
		{Name: "one_day_left", Given: user(func(u *iam.User) { console(u); u.PasswordLastUsed = moment(44) }), Want: checks.Pass},
		{Name: "at_the_limit", Given: user(func(u *iam.User) { console(u); u.PasswordLastUsed = moment(45) }), Want: checks.Fail},
		{Name: "never_since_set", Given: user(func(u *iam.User) {
			console(u)
			u.PasswordLastUsed, u.PasswordLastChanged = word(iam.NoInformation), moment(60)
		}), Want: checks.Fail},
		{Name: "new_and_not_yet_used", Given: user(func(u *iam.User) {
			console(u)
			u.PasswordLastUsed, u.PasswordLastChanged = word(iam.NoInformation), moment(2)
		}), Want: checks.Pass},
		{Name: "never_and_no_date", Given: user(func(u *iam.User) {
			console(u)
			u.PasswordLastUsed, u.PasswordLastChanged = word(iam.NoInformation), word(iam.NotApplicable)
		}), Want: checks.Unknown},
		{Name: "no_password", Given: user(nil), Want: checks.NotApplicable},
		{Name: "denied", Given: user(func(u *iam.User) { console(u); u.PasswordEnabled = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
		{Name: "own_threshold", Given: user(func(u *iam.User) { console(u); u.PasswordLastUsed = moment(60) }), Policy: func(p *checks.Policy) { p.CredentialUnused = 90 }, Want: checks.Pass},
		{Name: "not_in_report", Given: user(func(u *iam.User) {
			console(u)
			u.PasswordEnabled = inventory.Missing[bool](&inventory.Gap{Class: inventory.Omitted, Call: "IAM.GetCredentialReport"})
		}), Want: checks.Unknown},
	},
}

func userPasswordUnused(v *checks.View[iam.User]) checks.Verdict {
	enabled, ok := checks.Read(v, v.Resource.PasswordEnabled)
	if !ok {
		return checks.Verdict{}
	}
	if !enabled {
		return v.NotApplicable("password_enabled is false")
	}
	used, ok := checks.Read(v, v.Resource.PasswordLastUsed)
	if !ok {
		return checks.Verdict{}
	}
	since, what := used, "password_last_used"
	t, dated := used.Time()
	if !dated {
		if since, ok = checks.Read(v, v.Resource.PasswordLastChanged); !ok {
			return checks.Verdict{}
		}
		what = "never used, and password_last_changed"
		if t, dated = since.Time(); !dated {
			return v.Unknown("password_last_used is %s and password_last_changed is %s: its age is not known", used, since)
		}
	}
	limit := v.Policy().CredentialUnused
	if idle := v.Now().Sub(t); idle >= limit.Duration() {
		return v.Fail("%s is %s, %d days ago; the limit is %d", what, date(t), days(idle), limit)
	}
	return v.Pass("%s is %s", what, date(t))
}
