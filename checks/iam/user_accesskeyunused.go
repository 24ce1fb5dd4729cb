package iam

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserAccessKeyUnused wants access keys that nothing uses to be deactivated.
var UserAccessKeyUnused = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-access-key-unused",
		Title:    "Active access keys are in use",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "A forgotten key still opens the account from wherever a copy of it lies: an old laptop, a build log, a repository.",
		Fix:      "aws iam update-access-key --user-name USER --access-key-id KEY --status Inactive, and delete-access-key once nothing has failed.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userAccessKeyUnused,
	Cases: []checks.Case[iam.User]{
		{Name: "yesterday", Given: user(nil), Want: checks.Pass},
		{Name: "at_the_limit", Given: user(func(u *iam.User) { u.AccessKey1LastUsedDate = moment(45) }), Want: checks.Fail},
		{Name: "never_since_made", Given: user(func(u *iam.User) {
			u.AccessKey1LastUsedDate, u.AccessKey1LastRotated = word(iam.NotApplicable), moment(50)
		}), Want: checks.Fail},
		{Name: "new_and_not_yet_used", Given: user(func(u *iam.User) { u.AccessKey1LastUsedDate = word(iam.NotApplicable) }), Want: checks.Pass},
		{Name: "second_key", Given: user(func(u *iam.User) {
			u.AccessKey2Active, u.AccessKey2LastUsedDate = inventory.Known(true), moment(100)
		}), Want: checks.Fail},
		{Name: "inactive", Given: user(func(u *iam.User) {
			u.AccessKey1Active, u.AccessKey1LastUsedDate = inventory.Known(false), moment(100)
		}), Want: checks.NotApplicable},
		{Name: "second_fails_first_unread", Given: user(func(u *iam.User) {
			u.AccessKey1LastUsedDate = denied[iam.Moment](iam.GetCredentialReport)
			u.AccessKey2Active, u.AccessKey2LastUsedDate = inventory.Known(true), moment(100)
		}), Want: checks.Fail},
		{Name: "no_dates", Given: user(func(u *iam.User) {
			u.AccessKey1LastUsedDate, u.AccessKey1LastRotated = word(iam.NotApplicable), word(iam.NotApplicable)
		}), Want: checks.Unknown},
		{Name: "denied", Given: user(func(u *iam.User) { u.AccessKey1Active = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userAccessKeyUnused(v *checks.View[iam.User]) checks.Verdict {
	limit := v.Policy().CredentialUnused
	var idle, undated []string
	active := 0
	for _, k := range accessKeys(v.Resource) {
		if on, ok := checks.Peek(v, k.active); !ok || !on {
			continue
		}
		active++
		used, ok := checks.Peek(v, k.used)
		if !ok {
			continue
		}
		t, dated := used.Time()
		what := "last used"
		if !dated {
			made, ok := checks.Peek(v, k.rotated)
			if !ok {
				continue
			}
			what = "never used, made"
			if t, dated = made.Time(); !dated {
				undated = append(undated, k.name)
				continue
			}
		}
		if age := v.Now().Sub(t); age >= limit.Duration() {
			idle = append(idle, fmt.Sprintf("%s is active and was %s on %s, %d days ago", k.name, what, date(t), days(age)))
		}
	}
	switch {
	case len(idle) > 0:
		return v.Fail("%s; the limit is %d days", strings.Join(idle, ", "), limit)
	case len(undated) > 0:
		return v.Unknown("%s: active, without a date of use or of making", strings.Join(undated, ", "))
	case active == 0:
		return v.NotApplicable("no access key is active")
	}
	return v.Pass("every active access key was used or made within the last %d days", limit)
}
