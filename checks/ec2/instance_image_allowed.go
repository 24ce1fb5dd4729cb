package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceImageAllowed holds running instances to the account's own list of allowed images, which AWS applies to
// launches only.
var InstanceImageAllowed = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-image-allowed", Title: "Instances run images that the account allows", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "The allowed images settings stop new launches and leave what runs already. An instance of an image outside the list is one that the account's owners decided against.",
		Fix:  "Replace the instance by one of an allowed image, or add the image's provider: aws ec2 replace-image-criteria-in-allowed-images-settings.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	With:  []inventory.Want{settingsWith(ec2.GetAllowedImagesSettings)},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		set, found := region(v, &v.Resource.Ref)
		if !found {
			return v.Unknown("the region's allowed images settings were not read")
		}
		state, _ := checks.Read(v, set.AllowedImages)
		if state == "disabled" {
			return v.NotApplicable("the allowed images settings are disabled: all images are allowed")
		}
		if allowed, _ := checks.Read(v, v.Resource.ImageAllowed); !allowed {
			return v.Fail("ImageMetadata.ImageAllowed is false, and the settings are in state %s", state)
		}
		return v.Pass("ImageMetadata.ImageAllowed is true")
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "allowed", Given: allowed(true), With: allowedImages("enabled"), Want: checks.Pass},
		{Name: "notAllowed", Given: allowed(false), With: allowedImages("enabled"), Want: checks.Fail},
		{Name: "notAllowedInAudit", Given: allowed(false), With: allowedImages("audit-mode"), Want: checks.Fail},
		{Name: "noList", Given: allowed(false), With: allowedImages("disabled"), Want: checks.NotApplicable},
		{Name: "settingsDenied", Given: allowed(true), With: []inventory.Resource{settings(func(s *ec2.Settings) { s.AllowedImages = denied[string](ec2.GetAllowedImagesSettings) })}, Want: checks.Unknown},
		{Name: "imageDenied", Given: instance(func(i *ec2.Instance) { i.ImageAllowed = denied[bool](ec2.DescribeInstanceImageMetadata) }), With: allowedImages("enabled"), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func allowed(is bool) ec2.Instance {
	return instance(func(i *ec2.Instance) { i.ImageAllowed = inventory.Known(is) })
}

func allowedImages(state string) []inventory.Resource {
	return []inventory.Resource{settings(func(s *ec2.Settings) { s.AllowedImages = inventory.Known(state) })}
}
