package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsEBSEncryption asks for the encryption of all new volumes of a region.
var SettingsEBSEncryption = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-ebs-encryption-default", Title: "The region encrypts new EBS volumes by default", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why: "Without the default, encryption depends on every template, script and person that ever makes a volume. With it, no new volume or snapshot copy can be plain.",
		Fix: "aws ec2 enable-ebs-encryption-by-default --region REGION",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7",
		},
	},
	Reads: []*inventory.Call{ec2.GetEbsEncryptionByDefault},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		if on, _ := checks.Read(v, v.Resource.EBSEncryptionByDefault); !on {
			return v.Fail("EbsEncryptionByDefault is false")
		}
		return v.Pass("EbsEncryptionByDefault is true")
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "on", Given: *settings(func(s *ec2.Settings) { s.EBSEncryptionByDefault = inventory.Known(true) }), Want: checks.Pass},
		{Name: "off", Given: *settings(func(s *ec2.Settings) { s.EBSEncryptionByDefault = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) { s.EBSEncryptionByDefault = denied[bool](ec2.GetEbsEncryptionByDefault) }), Want: checks.Unknown},
	},
}
