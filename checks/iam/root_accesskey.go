package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RootAccessKey wants the root user to have no access keys.
var RootAccessKey = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-root-access-key-none",
		Title:    "The root user has no access keys",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "Whoever holds a root access key can do everything in the account, close it included, and no policy in the account can limit the key.",
		Fix:      "Sign in as the root user, open Security credentials, deactivate the key, and delete it once nothing has failed. Give the work to a role.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html"},
	},
	Run: rootAccessKey,
	Cases: []checks.Case[iam.Root]{
		{Name: "none", Given: root(nil), Want: checks.Pass},
		{Name: "present", Given: root(func(r *iam.Root) { r.AccountAccessKeysPresent = inventory.Known[int32](1) }), Want: checks.Fail},
		{Name: "denied", Given: root(func(r *iam.Root) { r.AccountAccessKeysPresent = denied[int32](iam.GetAccountSummary) }), Want: checks.Unknown},
	},
}

func rootAccessKey(v *checks.View[iam.Root]) checks.Verdict {
	present, ok := checks.Read(v, v.Resource.AccountAccessKeysPresent)
	switch {
	case !ok:
		return checks.Verdict{}
	case present != 0:
		return v.Fail("AccountAccessKeysPresent is %d: the root user has access keys", present)
	}
	return v.Pass("AccountAccessKeysPresent is 0")
}
