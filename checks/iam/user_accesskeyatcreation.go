package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// creationWindow is how close to the making of its user a key counts as made with it.
const creationWindow = time.Minute

// UserAccessKeyAtCreation wants keys to be made when they are needed, not with the user.
var UserAccessKeyAtCreation = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-access-key-not-at-creation",
		Title:    "Console users got no access key that they never used when they were created",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A key that was made in passing belongs to nobody's work: it lies in a download folder and is never rotated, because nothing breaks when it is old.",
		Fix:      "aws iam delete-access-key --user-name USER --access-key-id KEY; who needs a key makes one then.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userAccessKeyAtCreation,
	Cases: []checks.Case[iam.User]{
		{Name: "no_key", Given: user(console), Want: checks.Pass},
		{Name: "with_the_user", Given: user(func(u *iam.User) {
			console(u)
			u.AccessKey1Active, u.AccessKey1LastRotated = inventory.Known(true), moment(400)
		}), Want: checks.Fail},
		{Name: "with_the_user_and_used", Given: user(func(u *iam.User) {
			console(u)
			u.AccessKey1Active, u.AccessKey1LastRotated, u.AccessKey1LastUsedDate = inventory.Known(true), moment(400), moment(3)
		}), Want: checks.Pass},
		{Name: "later", Given: user(func(u *iam.User) {
			console(u)
			u.AccessKey2Active, u.AccessKey2LastRotated = inventory.Known(true), moment(399)
		}), Want: checks.Pass},
		{Name: "no_password", Given: user(nil), Want: checks.NotApplicable},
		{Name: "denied", Given: user(func(u *iam.User) { console(u); u.AccessKey1Active = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userAccessKeyAtCreation(v *checks.View[iam.User]) checks.Verdict {
	password, ok := checks.Read(v, v.Resource.PasswordEnabled)
	if !ok {
		return checks.Verdict{}
	}
	if !password {
		return v.NotApplicable("password_enabled is false")
	}
	created, ok := checks.Read(v, v.Resource.CreateDate)
	if !ok {
		return checks.Verdict{}
	}
	for _, k := range accessKeys(v.Resource) {
		if on, ok := checks.Peek(v, k.active); !ok || !on {
			continue
		}
		made, ok := checks.Peek(v, k.rotated)
		if !ok {
			continue
		}
		used, ok := checks.Peek(v, k.used)
		if !ok {
			continue
		}
		t, dated := made.Time()
		if _, everUsed := used.Time(); dated && !everUsed && t.Sub(created).Abs() <= creationWindow {
			return v.Fail("%s was made with the user on %s and was never used", k.name, date(t))
		}
	}
	return v.Pass("no active access key was made with the user and left unused")
}
