package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceVolumesEncrypted sums up the volumes of an instance, so that the instance's own row says whether its data
// are encrypted at rest. What is to be done stands with each volume.
var InstanceVolumesEncrypted = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-volumes-encrypted", Title: "All EBS volumes of instances are encrypted", Duty: responsibility.DataRest, Severity: checks.Low, Since: "0.1",
		Why:  "One plain volume is enough for the data of an instance to lie open: caches, logs and swap carry what the encrypted ones protect.",
		Fix:  "Replace each plain volume by one from an encrypted copy of its snapshot (see ec2-volume-encrypted).",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
	},
	With: []inventory.Want{{Type: ec2.VolumeType}},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		disks, known := checks.Read(v, v.Resource.BlockDevices)
		if known && len(disks) == 0 {
			return v.NotApplicable("the instance has no EBS volume")
		}
		var plain []string
		for _, d := range disks {
			disk, found := checks.Find[ec2.Volume](v, v.Resource.Region, d.VolumeID)
			if !found {
				return v.Unknown("volume %s of the instance is not among the listed ones", d.VolumeID)
			}
			if encrypted, _ := checks.Read(v, disk.Encrypted); !encrypted {
				plain = append(plain, d.VolumeID)
			}
		}
		if len(plain) > 0 {
			return v.Fail("not encrypted: %s", few(plain))
		}
		return v.Pass("all %d EBS volumes are encrypted", len(disks))
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "encrypted", Given: withDisk("vol-0aaa"), With: disk(func(*ec2.Volume) {}), Want: checks.Pass},
		{Name: "plain", Given: withDisk("vol-0aaa"), With: disk(func(v *ec2.Volume) { v.Encrypted = inventory.Known(false) }), Want: checks.Fail},
		{Name: "notListed", Given: withDisk("vol-0bbb"), With: disk(func(*ec2.Volume) {}), Want: checks.Unknown},
		{Name: "volumesNotListed", Given: withDisk("vol-0aaa"), Incomplete: []inventory.Kind{ec2.VolumeType.Kind}, Want: checks.Unknown},
		{Name: "noVolume", Given: instance(func(i *ec2.Instance) { i.BlockDevices = inventory.Known([]ec2.BlockDevice{}) }), Want: checks.NotApplicable},
	},
}

func withDisk(id string) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.BlockDevices = inventory.Known([]ec2.BlockDevice{{DeviceName: "/dev/xvda", VolumeID: id}})
	})
}

// disk is a volume beside the judged instance.
func disk(change func(*ec2.Volume)) []inventory.Resource {
	v := volume(change)
	v.Account = checks.CaseAccount
	return []inventory.Resource{&v}
}
