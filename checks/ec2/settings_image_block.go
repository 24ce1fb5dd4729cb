package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsImageBlock asks for the block of public images.
var SettingsImageBlock = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-image-block-public", Title: "The region blocks public sharing of images", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "One call makes an image, with all that a build left in it, available to every AWS account. The block refuses that call, whoever makes it.",
		Fix:  "aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region REGION",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html"},
	},
	Reads: []*inventory.Call{ec2.GetImageBlockPublicAccessState},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		if state, _ := checks.Read(v, v.Resource.ImageBlockPublicAccess); state != "block-new-sharing" {
			return v.Fail("ImageBlockPublicAccessState is %s", state)
		}
		return v.Pass("ImageBlockPublicAccessState is block-new-sharing")
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "blocked", Given: *settings(func(s *ec2.Settings) { s.ImageBlockPublicAccess = inventory.Known("block-new-sharing") }), Want: checks.Pass},
		{Name: "unblocked", Given: *settings(func(s *ec2.Settings) { s.ImageBlockPublicAccess = inventory.Known("unblocked") }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) { s.ImageBlockPublicAccess = denied[string](ec2.GetImageBlockPublicAccessState) }), Want: checks.Unknown},
	},
}
