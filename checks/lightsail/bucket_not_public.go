package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// BucketNotPublic finds buckets that everybody can read.
var BucketNotPublic = &checks.Check[lightsail.Bucket]{
	Meta: checks.Meta{
		ID: "lightsail-bucket-not-public", Title: "Lightsail buckets are private", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "Lightsail buckets stand beside S3: no list of S3 buckets shows them. With public rules everybody reads each object whose name he learns; where single objects may be made public, nobody sees which of them are.",
		Fix:  "aws lightsail update-bucket --bucket-name NAME --access-rules getObject=private,allowPublicOverrides=false; serve public files through a Lightsail distribution instead.",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-understanding-bucket-permissions.html"},
	},
	Run: func(v *checks.View[lightsail.Bucket]) checks.Verdict {
		if access, _ := checks.Peek(v, v.Resource.GetObject); access == "public" {
			return v.Fail("accessRules.getObject is public: everybody can read every object")
		}
		if overrides, _ := checks.Peek(v, v.Resource.AllowPublicOverrides); overrides {
			return v.Fail("accessRules.allowPublicOverrides is true: single objects can be public").At(checks.Medium)
		}
		return v.Pass("accessRules.getObject is private, and allowPublicOverrides is false")
	},
	Cases: []checks.Case[lightsail.Bucket]{
		{Name: "private", Given: bucket(), Want: checks.Pass},
		{Name: "public", Given: bucket(func(b *lightsail.Bucket) { b.GetObject = inventory.Known("public") }), Want: checks.Fail},
		{Name: "public_objects", Given: bucket(func(b *lightsail.Bucket) { b.AllowPublicOverrides = inventory.Known(true) }), Want: checks.Fail},
		{Name: "not_told", Given: bucket(func(b *lightsail.Bucket) { b.GetObject = silent[string]() }), Want: checks.Unknown},
	},
}
