package ec2

import "demarc/inventory/ec2"

// plainDevice returns how many devices there are, and the last of those that are not said to be encrypted.
func plainDevice(list []ec2.TemplateDevice) (n int, plain string) {
	for _, d := range list {
		if d.Encrypted == nil || !*d.Encrypted {
			plain = d.DeviceName
		}
	}
	return len(list), plain
}
