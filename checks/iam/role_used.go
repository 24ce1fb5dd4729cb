package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleUsed wants roles that nobody uses to be removed.
var RoleUsed = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-used",
		Title:    "Roles are in use",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A role that no longer does anything keeps its permissions and its trust, and nobody would notice who takes it on.",
		Fix:      "Check that nothing needs it once a year, then aws iam delete-role --role-name NAME, after its policies are detached.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html"},
	},
	Run: roleUsed,
	Cases: []checks.Case[iam.Role]{
		{Name: "yesterday", Given: role(nil), Want: checks.Pass},
		{Name: "long_ago", Given: role(func(r *iam.Role) { r.LastUsedDate = inventory.Known(ago(91)) }), Want: checks.Fail},
		{Name: "at_the_limit", Given: role(func(r *iam.Role) { r.LastUsedDate = inventory.Known(ago(90)) }), Want: checks.Pass},
		{Name: "never", Given: role(func(r *iam.Role) { r.LastUsedDate = inventory.Known(time.Time{}) }), Want: checks.Fail},
		{Name: "new", Given: role(func(r *iam.Role) {
			r.LastUsedDate, r.CreateDate = inventory.Known(time.Time{}), inventory.Known(ago(10))
		}), Want: checks.Pass},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.LastUsedDate = inventory.Known(time.Time{}) }), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(func(r *iam.Role) { identityCenter(r); r.LastUsedDate = inventory.Known(time.Time{}) }), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.LastUsedDate = inventory.FromPtr[time.Time](nil) }), Want: checks.Unknown},
	},
}

// roleUnused is how long a role may lie unused: what IAM Access Analyzer takes for unused access unless told otherwise.
const roleUnused = 90 * 24 * time.Hour

func roleUsed(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, made := awsMade(v); made {
		return verdict
	}
	used, ok := checks.Read(v, v.Resource.LastUsedDate)
	if !ok {
		return checks.Verdict{}
	}
	if !used.IsZero() {
		if idle := v.Now().Sub(used); idle > roleUnused {
			return v.Fail("last used on %s, %d days ago; the limit is %d", date(used), days(idle), days(roleUnused))
		}
		return v.Pass("last used on %s", date(used))
	}
	made, ok := checks.Read(v, v.Resource.CreateDate)
	if !ok {
		return checks.Verdict{}
	}
	if age := v.Now().Sub(made); age > roleUnused {
		return v.Fail("made on %s and not used in the 400 days that IAM looks back", date(made))
	}
	return v.Pass("made on %s, and not used yet", date(made))
}
