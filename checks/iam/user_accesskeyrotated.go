package iam

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserAccessKeyRotated wants access keys to be young.
var UserAccessKeyRotated = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-access-key-rotated",
		Title:    "Active access keys are rotated",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "The longer a key lives, the more copies of it there are, and the longer a stolen one works.",
		Fix:      "aws iam create-access-key --user-name USER, move the users of the old key over, then aws iam delete-access-key. Better, replace the key by a role.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userAccessKeyRotated,
	Cases: []checks.Case[iam.User]{
		{Name: "young", Given: user(nil), Want: checks.Pass},
		{Name: "at_the_limit", Given: user(func(u *iam.User) { u.AccessKey1LastRotated = moment(90) }), Want: checks.Pass},
		{Name: "over_the_limit", Given: user(func(u *iam.User) { u.AccessKey1LastRotated = moment(91) }), Want: checks.Fail},
		{Name: "second_key", Given: user(func(u *iam.User) {
			u.AccessKey2Active, u.AccessKey2LastRotated = inventory.Known(true), moment(400)
		}), Want: checks.Fail},
		{Name: "inactive", Given: user(func(u *iam.User) {
			u.AccessKey1Active, u.AccessKey1LastRotated = inventory.Known(false), moment(400)
		}), Want: checks.NotApplicable},
		{Name: "no_date", Given: user(func(u *iam.User) { u.AccessKey1LastRotated = word(iam.NotApplicable) }), Want: checks.Unknown},
		{Name: "denied", Given: user(func(u *iam.User) { u.AccessKey1LastRotated = denied[iam.Moment](iam.GetCredentialReport) }), Want: checks.Unknown},
		{Name: "first_old_second_unread", Given: user(func(u *iam.User) {
			u.AccessKey1LastRotated, u.AccessKey2Active = moment(400), denied[bool](iam.GetCredentialReport)
		}), Want: checks.Fail},
	},
}

func userAccessKeyRotated(v *checks.View[iam.User]) checks.Verdict {
	limit := v.Policy().AccessKeyMaxAge
	var old, undated []string
	active := 0
	for _, k := range accessKeys(v.Resource) {
		if on, ok := checks.Peek(v, k.active); !ok || !on {
			continue
		}
		active++
		rotated, ok := checks.Peek(v, k.rotated)
		if !ok {
			continue
		}
		t, dated := rotated.Time()
		if !dated {
			undated = append(undated, k.name)
		} else if age := v.Now().Sub(t); age > limit.Duration() {
			old = append(old, fmt.Sprintf("%s is %d days old", k.name, days(age)))
		}
	}
	switch {
	case len(old) > 0:
		return v.Fail("%s; the limit is %d", strings.Join(old, ", "), limit)
	case len(undated) > 0:
		return v.Unknown("%s: active, without a date of making", strings.Join(undated, ", "))
	case active == 0:
		return v.NotApplicable("no access key is active")
	}
	return v.Pass("no active access key is older than %d days", limit)
}
