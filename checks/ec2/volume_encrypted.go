package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VolumeEncrypted asks for encryption at rest.
var VolumeEncrypted = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-encrypted", Title: "EBS volumes are encrypted", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why: "The snapshot of a plain volume is plain as well: whoever may copy or share it has the data, without any key to ask for. Encryption cannot be switched on in place, so every day adds data to move.",
		Fix: "aws ec2 create-snapshot --volume-id VOLUME; aws ec2 copy-snapshot --encrypted ...; make a volume of the copy and swap it in. Then aws ec2 enable-ebs-encryption-by-default, so that it does not come back.",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3",
		},
	},
	Run: func(v *checks.View[ec2.Volume]) checks.Verdict {
		if encrypted, _ := checks.Read(v, v.Resource.Encrypted); !encrypted {
			return v.Fail("Encrypted is false")
		}
		key, _ := checks.Read(v, v.Resource.KMSKeyID)
		return v.Pass("Encrypted is true, with key %s", key)
	},
	Cases: []checks.Case[ec2.Volume]{
		{Name: "encrypted", Given: volume(func(*ec2.Volume) {}), Want: checks.Pass},
		{Name: "plain", Given: volume(func(v *ec2.Volume) { v.Encrypted, v.KMSKeyID = inventory.Known(false), inventory.Known("") }), Want: checks.Fail},
		{Name: "notAnswered", Given: volume(func(v *ec2.Volume) { v.Encrypted = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
		{Name: "keyNotAnswered", Given: volume(func(v *ec2.Volume) { v.KMSKeyID = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}
