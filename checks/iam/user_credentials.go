package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserCredentials wants users that have permissions to be able to use them. The credential report lists no SSH keys and no
// service-specific credentials, so that the fix asks for these first.
var UserCredentials = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-permissions-in-use",
		Title:    "Users that have permissions have credentials",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A user without a password or key does nothing, and keeps its permissions for whoever may make it a key: one call, and nobody misses or knows the user.",
		Fix:      "Make sure that it has no SSH key (aws iam list-ssh-public-keys --user-name USER) and no service-specific credential (aws iam list-service-specific-credentials --user-name USER), then detach its policies, take it from its groups and aws iam delete-user --user-name USER",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userCredentials,
	Cases: []checks.Case[iam.User]{
		{Name: "key", Given: user(nil), Want: checks.Pass},
		{Name: "password", Given: user(console), Want: checks.Pass},
		{Name: "certificate", Given: user(func(u *iam.User) { u.AccessKey1Active, u.Cert2Active = inventory.Known(false), inventory.Known(true) }), Want: checks.Pass},
		{Name: "none_in_a_group", Given: user(keyless), Want: checks.Fail},
		{Name: "none_with_a_policy", Given: user(func(u *iam.User) {
			keyless(u)
			u.GroupList, u.AttachedManagedPolicies = inventory.Known([]string{}), attachedTo(adminARN)
		}), Want: checks.Fail},
		{Name: "none_without_permissions", Given: user(func(u *iam.User) { keyless(u); u.GroupList = inventory.Known([]string{}) }), Want: checks.Pass},
		{Name: "denied", Given: user(func(u *iam.User) { keyless(u); u.PasswordEnabled = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

// keyless takes the key from a user.
func keyless(u *iam.User) {
	u.AccessKey1Active, u.AccessKey1LastRotated, u.AccessKey1LastUsedDate = inventory.Known(false), word(iam.NotApplicable), word(iam.NotApplicable)
}

func userCredentials(v *checks.View[iam.User]) checks.Verdict {
	u := v.Resource
	for _, c := range []struct {
		name   string
		active inventory.Fact[bool]
	}{{"password_enabled", u.PasswordEnabled}, {"access_key_1_active", u.AccessKey1Active}, {"access_key_2_active", u.AccessKey2Active}, {"cert_1_active", u.Cert1Active}, {"cert_2_active", u.Cert2Active}} {
		switch on, ok := checks.Read(v, c.active); {
		case !ok:
			return checks.Verdict{}
		case on:
			return v.Pass("%s is true", c.name)
		}
	}
	groups, _ := checks.Read(v, u.GroupList)
	own, _ := checks.Read(v, u.UserPolicyList)
	attached, _ := checks.Read(v, u.AttachedManagedPolicies)
	if len(groups)+len(own)+len(attached) == 0 {
		return v.Pass("it has no credentials, and no policies or groups either")
	}
	return v.Fail("it has no password, access key or signing certificate, and %d groups, %d inline and %d attached policies", len(groups), len(own), len(attached))
}
