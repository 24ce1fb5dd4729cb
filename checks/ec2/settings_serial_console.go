package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SettingsSerialConsole asks for the serial console to be off.
var SettingsSerialConsole = &checks.Check[ec2.Settings]{
	Meta: checks.Meta{
		ID: "ec2-settings-serial-console-off", Title: "Access to the EC2 serial console is off", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "The serial console reaches an instance past its security groups, network ACLs and routes, up to the boot loader, where a system can often be entered without a password. It is for an emergency, and can be switched on in one.",
		Fix:  "aws ec2 disable-serial-console-access --region REGION",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html"},
	},
	Reads: []*inventory.Call{ec2.GetSerialConsoleAccessStatus},
	Run: func(v *checks.View[ec2.Settings]) checks.Verdict {
		if on, _ := checks.Read(v, v.Resource.SerialConsoleAccessEnabled); on {
			return v.Fail("SerialConsoleAccessEnabled is true")
		}
		return v.Pass("SerialConsoleAccessEnabled is false")
	},
	Cases: []checks.Case[ec2.Settings]{
		{Name: "off", Given: *settings(func(s *ec2.Settings) { s.SerialConsoleAccessEnabled = inventory.Known(false) }), Want: checks.Pass},
		{Name: "on", Given: *settings(func(s *ec2.Settings) { s.SerialConsoleAccessEnabled = inventory.Known(true) }), Want: checks.Fail},
		{Name: "denied", Given: *settings(func(s *ec2.Settings) { s.SerialConsoleAccessEnabled = denied[bool](ec2.GetSerialConsoleAccessStatus) }), Want: checks.Unknown},
	},
}
