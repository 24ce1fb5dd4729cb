package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// ImageRecent finds own images that are old and still offered.
var ImageRecent = &checks.Check[ec2.Image]{
	Meta: checks.Meta{
		ID: "ec2-image-recent", Title: "The account's images are rebuilt, or deprecated when they are old", Duty: responsibility.ImagePatch, Severity: checks.Informational, Since: "0.1",
		Why:  "Every launch from an old image begins with the holes that were found since. A deprecation time takes an image out of people's searches without breaking what still uses it.",
		Fix:  "Build the image anew, and aws ec2 enable-image-deprecation --image-id IMAGE --deprecate-at TIME for the old one; aws ec2 deregister-image when nothing uses it.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html"},
	},
	Run: func(v *checks.View[ec2.Image]) checks.Verdict {
		if state, _ := checks.Read(v, v.Resource.State); state == "disabled" {
			return v.NotApplicable("State is disabled: the image cannot be launched")
		}
		tags, _ := checks.Read(v, v.Resource.Tags)
		if _, backup := tags["aws:backup:source-resource"]; backup {
			return v.NotApplicable("the image is a backup that AWS Backup keeps: tag aws:backup:source-resource")
		}
		created, _ := checks.Read(v, v.Resource.CreationDate)
		at, ok := when(created)
		if !ok {
			return v.Unknown("CreationDate %q is no time", created)
		}
		if v.Now().Sub(at) <= v.Policy().ImageMaxAge.Duration() {
			return v.Pass("the image is %d days old", days(at, v.Now()))
		}
		deprecated, _ := checks.Read(v, v.Resource.DeprecationTime)
		if end, ok := when(deprecated); ok && !end.After(v.Now()) {
			return v.Pass("the image is deprecated since %s", end.Format(time.DateOnly))
		}
		return v.Fail("the image is %d days old and not deprecated; the policy allows %d", days(at, v.Now()), v.Policy().ImageMaxAge)
	},
	Cases: []checks.Case[ec2.Image]{
		{Name: "fresh", Given: image(func(*ec2.Image) {}), Want: checks.Pass},
		{Name: "old", Given: image(func(i *ec2.Image) { i.CreationDate = inventory.Known("2024-01-01T00:00:00.000Z") }), Want: checks.Fail},
		{Name: "oldAndDeprecated", Given: image(func(i *ec2.Image) {
			i.CreationDate, i.DeprecationTime = inventory.Known("2024-01-01T00:00:00.000Z"), inventory.Known("2025-01-01T00:00:00.000Z")
		}), Want: checks.Pass},
		{Name: "deprecatedLater", Given: image(func(i *ec2.Image) {
			i.CreationDate, i.DeprecationTime = inventory.Known("2024-01-01T00:00:00.000Z"), inventory.Known("2027-01-01T00:00:00.000Z")
		}), Want: checks.Fail},
		{Name: "disabled", Given: image(func(i *ec2.Image) { i.State = inventory.Known("disabled") }), Want: checks.NotApplicable},
		{Name: "backup", Given: image(func(i *ec2.Image) {
			i.CreationDate, i.Tags = inventory.Known("2024-01-01T00:00:00.000Z"), inventory.Known(map[string]string{"aws:backup:source-resource": "i-0aaa"})
		}), Want: checks.NotApplicable},
		{Name: "noTime", Given: image(func(i *ec2.Image) { i.CreationDate = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}
