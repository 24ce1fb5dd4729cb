package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsAllowedImages asks for a list of the images that may be launched.
var SettingsAllowedImages = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-allowed-images", Title: "The region launches allowed images only", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "Anybody can publish an image under the name of a well-known one, and scripts that search by name take the newest hit. The setting hides every image outside your list from launches.",
		Fix:  "aws ec2 replace-image-criteria-in-allowed-images-settings --image-criteria ImageProviders=amazon,ACCOUNT; look at audit-mode first; then aws ec2 enable-allowed-images-settings --allowed-images-settings-state enabled",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html"},
	},
	Reads: []*inventory.Call{ec2.GetAllowedImagesSettings},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		state, _ := checks.Read(v, v.Resource.AllowedImages)
		if state != "enabled" {
			return v.Fail("State of the allowed images settings is %s: every image can be launched", state)
		}
		return v.Pass("State of the allowed images settings is enabled")
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "enabled", Given: *settings(func(s *ec2.Settings) { s.AllowedImages = inventory.Known("enabled") }), Want: checks.Pass},
		{Name: "audit", Given: *settings(func(s *ec2.Settings) { s.AllowedImages = inventory.Known("audit-mode") }), Want: checks.Fail},
		{Name: "disabled", Given: *settings(func(s *ec2.Settings) { s.AllowedImages = inventory.Known("disabled") }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) { s.AllowedImages = denied[string](ec2.GetAllowedImagesSettings) }), Want: checks.Unknown},
	},
}
