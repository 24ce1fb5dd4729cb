package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceImageDeprecated finds instances of images that their publisher has withdrawn.
var InstanceImageDeprecated = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-image-not-deprecated", Title: "Instances run an image that is not deprecated", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "A publisher deprecates an image when a newer one replaces it, mostly with fixes. The instance that still runs it was not rebuilt since, and the next launch from it fails once the image is gone.",
		Fix:  "Find the successor (aws ec2 describe-images with the owner and the name's pattern), put it into the launch template, and replace the instance.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		text, known := checks.Read(v, v.Resource.ImageDeprecationTime)
		if !known || text == "" {
			return v.Pass("the image has no DeprecationTime")
		}
		at, ok := when(text)
		switch {
		case !ok:
			return v.Unknown("ImageMetadata.DeprecationTime %q is no time", text)
		case at.After(v.Now()):
			return v.Pass("the image is deprecated only from %s on", at.Format(time.DateOnly))
		}
		return v.Fail("the image is deprecated since %s", at.Format(time.DateOnly))
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "none", Given: imageOf("", ""), Want: checks.Pass},
		{Name: "later", Given: imageOf("", "2027-06-01T00:00:00.000Z"), Want: checks.Pass},
		{Name: "past", Given: imageOf("", "2026-06-01T00:00:00.000Z"), Want: checks.Fail},
		{Name: "noTime", Given: imageOf("", "soon"), Want: checks.Unknown},
		{Name: "denied", Given: instance(func(i *ec2.Instance) { i.ImageDeprecationTime = denied[string](ec2.DescribeInstanceImageMetadata) }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}
