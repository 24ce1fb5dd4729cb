package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// ImageEncrypted asks for encryption of the snapshots behind own images.
var ImageEncrypted = &checks.Check[ec2.Image]{
	Meta: checks.Meta{
		ID: "ec2-image-encrypted", Title: "The snapshots of the account's images are encrypted", Duty: responsibility.DataRest, Severity: checks.Low, Since: "0.1",
		Why:  "An image passes its encryption on: from a plain one every launch makes plain volumes, unless the launch or the region says otherwise. It can also be shared without a key standing in the way.",
		Fix:  "aws ec2 copy-image --source-image-id IMAGE --source-region REGION --name NAME --encrypted, and deregister the plain one.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html"},
	},
	Run: func(v *checks.View[ec2.Image]) checks.Verdict {
		disks, known := checks.Read(v, v.Resource.BlockDevices)
		var plain, unsaid []string
		for _, d := range disks {
			switch {
			case d.Encrypted == nil:
				unsaid = append(unsaid, d.DeviceName)
			case !*d.Encrypted:
				plain = append(plain, d.DeviceName)
			}
		}
		switch {
		case len(plain) > 0:
			return v.Fail("not encrypted: %s", few(plain))
		case len(unsaid) > 0:
			return v.Unknown("BlockDeviceMappings does not say whether these are encrypted: %s", few(unsaid))
		case known && len(disks) == 0:
			return v.NotApplicable("the image has no EBS device")
		}
		return v.Pass("all %d EBS devices are encrypted", len(disks))
	},
	Cases: []checks.Case[ec2.Image]{
		{Name: "encrypted", Given: image(func(*ec2.Image) {}), Want: checks.Pass},
		{Name: "onePlain", Given: imageDevices(ec2.ImageDevice{DeviceName: "/dev/xvda", Encrypted: yes()}, ec2.ImageDevice{DeviceName: "/dev/sdb", Encrypted: no()}), Want: checks.Fail},
		{Name: "unsaid", Given: imageDevices(ec2.ImageDevice{DeviceName: "/dev/xvda"}), Want: checks.Unknown},
		{Name: "plainAndUnsaid", Given: imageDevices(ec2.ImageDevice{DeviceName: "/dev/xvda"}, ec2.ImageDevice{DeviceName: "/dev/sdb", Encrypted: no()}), Want: checks.Fail},
		{Name: "instanceStore", Given: imageDevices(), Want: checks.NotApplicable},
	},
}

func imageDevices(ds ...ec2.ImageDevice) ec2.Image {
	return image(func(i *ec2.Image) { i.BlockDevices = inventory.Known(ds) })
}
