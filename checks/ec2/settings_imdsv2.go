package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsIMDSv2 asks for IMDSv2 as the default of new instances.
var SettingsIMDSv2 = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-imdsv2-default", Title: "New instances of the region require IMDSv2 by default", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "A launch that says nothing of the metadata service takes the account's default. Where there is none, the image decides, and many images still allow IMDSv1.",
		Fix:  "aws ec2 modify-instance-metadata-defaults --http-tokens required --region REGION; with --http-tokens-enforced enabled no launch can ask for less.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html"},
	},
	Reads: []*inventory.Call{ec2.GetInstanceMetadataDefaults},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		tokens, _ := checks.Read(v, v.Resource.HTTPTokens)
		switch tokens {
		case "required":
			return v.Pass("AccountLevel.HttpTokens is required")
		case "":
			return v.Fail("AccountLevel.HttpTokens is not set")
		}
		return v.Fail("AccountLevel.HttpTokens is %s", tokens)
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "required", Given: *settings(func(s *ec2.Settings) { s.HTTPTokens = inventory.Known("required") }), Want: checks.Pass},
		{Name: "optional", Given: *settings(func(s *ec2.Settings) { s.HTTPTokens = inventory.Known("optional") }), Want: checks.Fail},
		{Name: "noPreference", Given: *settings(func(s *ec2.Settings) { s.HTTPTokens = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) { s.HTTPTokens = denied[string](ec2.GetInstanceMetadataDefaults) }), Want: checks.Unknown},
	},
}
