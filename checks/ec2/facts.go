package ec2

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// region returns the settings of the judged resource's region. Without them the verdict is unknown.
func region[T any](v *checks.View[T], ref *inventory.Ref) (*ec2.Settings, bool) {
	return checks.Find[ec2.Settings](v, ref.Region, ref.Region)
}

// settingsWith declares that a check looks at what some calls bring of the region's settings.
func settingsWith(calls ...*inventory.Call) inventory.Want {
	return inventory.Want{Type: ec2.SettingsType, Calls: calls}
}

// trusted reports whether an account is the judged one, or one that the policy trusts.
func trusted[T any](v *checks.View[T], account string) bool {
	return account == v.Account() || slices.Contains(v.Policy().TrustedAccounts, account)
}

// trustedOrganization reports whether the ARN of an organisation or of one of its units is of the policy's own:
// arn:aws:organizations::444455556666:organization/o-exampleorgid, or :ou/o-exampleorgid/ou-....
func trustedOrganization[T any](v *checks.View[T], arn string) bool {
	id := v.Policy().OrganizationID
	parts := strings.Split(arn, "/")
	return id != "" && len(parts) >= 2 && parts[1] == id
}

// when parses a time of the API's form (RFC 3339).
func when(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

// days is the number of whole days between two times.
func days(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }

// few lists the first items, and how many more there are.
func few(items []string) string {
	const shown = 3
	if len(items) <= shown {
		return strings.Join(items, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(items[:shown], ", "), len(items)-shown)
}

// versionName names a version of a launch template.
func versionName(t ec2.TemplateVersion) string {
	if t.DefaultVersion {
		return fmt.Sprintf("version %d ($Default)", t.VersionNumber)
	}
	return fmt.Sprintf("version %d ($Latest)", t.VersionNumber)
}

// versions returns what launches from the template will use. ok is false when the verdict is out already: v then is
// that verdict.
func versions(v *checks.View[ec2.LaunchTemplate]) (list []ec2.TemplateVersion, verdict checks.Verdict, ok bool) {
	operator, known := checks.Read(v, v.Resource.Operator)
	if known && operator.Managed {
		return nil, v.NotApplicable("%s manages the template", operator.Principal), false
	}
	list, known = checks.Read(v, v.Resource.Versions)
	if known && len(list) == 0 {
		return nil, v.Unknown("the template has neither a $Default nor a $Latest version"), false
	}
	return list, checks.Verdict{}, known
}
