package iam

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RootUnused wants the root user to be left alone.
var RootUnused = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-root-unused",
		Title:    "The root user was not used lately",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "What root does cannot be limited and does not name a person. Work that is done as root gives away the account with the first mistake or stolen session.",
		Fix:      "Find out from CloudTrail who used root and for what, give that work to a role, and lock the root password away.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"},
	},
	Reads: iam.CredentialReport,
	Run:   rootUnused,
	Cases: []checks.Case[iam.Root]{
		{Name: "a_year_ago", Given: root(nil), Want: checks.Pass},
		{Name: "never", Given: root(func(r *iam.Root) { r.PasswordLastUsed = word(iam.NoInformation) }), Want: checks.Pass},
		{Name: "password_yesterday", Given: root(func(r *iam.Root) { r.PasswordLastUsed = moment(1) }), Want: checks.Fail},
		{Name: "key_yesterday", Given: root(func(r *iam.Root) { r.AccessKey2LastUsedDate = moment(1) }), Want: checks.Fail},
		{Name: "exactly_the_limit", Given: root(func(r *iam.Root) { r.PasswordLastUsed = moment(45) }), Want: checks.Pass},
		{Name: "no_row", Given: root(func(r *iam.Root) { r.PasswordLastUsed = denied[iam.Moment](iam.GetCredentialReport) }), Want: checks.Unknown},
		{Name: "key_used_and_password_unread", Given: root(func(r *iam.Root) {
			r.PasswordLastUsed, r.AccessKey1LastUsedDate = denied[iam.Moment](iam.GetCredentialReport), moment(1)
		}), Want: checks.Fail},
	},
}

func rootUnused(v *checks.View[iam.Root]) checks.Verdict {
	limit := v.Policy().RootUse
	var used []string
	for _, c := range []struct {
		column string
		fact   inventory.Fact[iam.Moment]
	}{
		{"password_last_used", v.Resource.PasswordLastUsed},
		{"access_key_1_last_used_date", v.Resource.AccessKey1LastUsedDate},
		{"access_key_2_last_used_date", v.Resource.AccessKey2LastUsedDate},
	} {
		m, ok := checks.Peek(v, c.fact)
		if t, dated := m.Time(); ok && dated && v.Now().Sub(t) < limit.Duration() {
			used = append(used, c.column+" is "+string(m))
		}
	}
	if len(used) > 0 {
		return v.Fail("%s: within the last %d days", strings.Join(used, ", "), limit)
	}
	return v.Pass("neither password nor keys were used within the last %d days", limit)
}
