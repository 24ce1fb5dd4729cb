package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// ImagePublic finds own images that every account can launch.
var ImagePublic = &checks.Check[ec2.Image]{
	Meta: checks.Meta{
		ID: "ec2-image-not-public", Title: "The account's images are not public", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "Whoever launches an image has all that is baked into it: code, configuration, keys that a build left behind. Public images are watched by people who look for just that.",
		Fix:  "aws ec2 modify-image-attribute --image-id IMAGE --launch-permission 'Remove=[{Group=all}]'. Treat what was in it as disclosed. Then aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html"},
	},
	Run: func(v *checks.View[ec2.Image]) checks.Verdict {
		if public, _ := checks.Read(v, v.Resource.Public); public {
			return v.Fail("Public is true: every AWS account can launch the image")
		}
		return v.Pass("Public is false")
	},
	Cases: []checks.Case[ec2.Image]{
		{Name: "private", Given: image(func(*ec2.Image) {}), Want: checks.Pass},
		{Name: "public", Given: image(func(i *ec2.Image) { i.Public = inventory.Known(true) }), Want: checks.Fail},
		{Name: "notAnswered", Given: image(func(i *ec2.Image) { i.Public = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
	},
}
