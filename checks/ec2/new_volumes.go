package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// plainDevice returns how many devices there are, and the last of those that are not said to be encrypted.
func plainDevice(list []ec2.TemplateDevice) (n int, plain string) {
	for _, d := range list {
		if d.Encrypted == nil || !*d.Encrypted {
			plain = d.DeviceName
		}
	}
	return len(list), plain
}

// encrypts judges what launches volumes by how many devices it names and which of them is open, and that by what the
// region does with new volumes.
func encrypts[T any](v *checks.View[T], of *inventory.Ref, what string, devices int, open string) checks.Verdict {
	switch {
	case devices == 0:
		return v.NotApplicable("%s has no EBS device of its own: the image's devices decide", what)
	case open == "":
		return v.Pass("Encrypted is true for every EBS device")
	}
	set, found := region(v, of)
	if !found {
		return v.Unknown("the region's encryption default was not read")
	}
	if byDefault, _ := checks.Read(v, set.EBSEncryptionByDefault); !byDefault {
		return v.Fail("%s, and the region does not encrypt by default", open)
	}
	return v.Pass("%s, but the region encrypts every new volume", open)
}
