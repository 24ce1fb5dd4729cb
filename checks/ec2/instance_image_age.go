package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceImageAge is a hint: an old image says nothing of the updates that were installed since.
var InstanceImageAge = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-image-recent", Title: "Instances run an image that is no older than the policy allows", Duty: responsibility.ImagePatch, Severity: checks.Informational, Since: "0.1",
		Why:  "An instance starts with the holes that were known after its image was made. The older the image, the longer each new or replaced instance runs with them before its first update is through.",
		Fix:  "Build the image anew (EC2 Image Builder does so on a schedule) or take the publisher's latest, and replace the instance.",
		Refs: []string{"https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		created, _ := checks.Read(v, v.Resource.ImageCreationDate)
		at, ok := when(created)
		if !ok {
			return v.Unknown("ImageMetadata.CreationDate %q is no time", created)
		}
		age, limit := days(at, v.Now()), v.Policy().ImageMaxAge
		if v.Now().Sub(at) > limit.Duration() {
			return v.Fail("the image is %d days old, of %s; the policy allows %d", age, at.Format(time.DateOnly), limit)
		}
		return v.Pass("the image is %d days old", age)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "fresh", Given: imageOf(daysAgo(20).Format(time.RFC3339), ""), Want: checks.Pass},
		{Name: "withFractions", Given: imageOf("2026-11-01T10:00:00.000Z", ""), Want: checks.Pass},
		{Name: "old", Given: imageOf(daysAgo(400).Format(time.RFC3339), ""), Want: checks.Fail},
		{Name: "olderAllowed", Given: imageOf(daysAgo(400).Format(time.RFC3339), ""), Policy: func(p *checks.Policy) { p.ImageMaxAge = 500 }, Want: checks.Pass},
		{Name: "noTime", Given: imageOf("lately", ""), Want: checks.Unknown},
		{Name: "denied", Given: instance(func(i *ec2.Instance) { i.ImageCreationDate = denied[string](ec2.DescribeInstanceImageMetadata) }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

// imageOf is an instance whose image was made, and is deprecated from, these times on.
func imageOf(created, deprecated string) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.ImageCreationDate, i.ImageDeprecationTime = inventory.Known(created), inventory.Known(deprecated)
	})
}
