package autoscaling

import (
	"demarc/checks"
	"demarc/checks/ec2/volumes"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// ConfigurationEncrypted asks for encryption of the volumes that a launch configuration makes.
var ConfigurationEncrypted = &checks.Check[autoscaling.LaunchConfiguration]{
	Meta: checks.Meta{
		ID: "autoscaling-launch-configuration-encrypted", Title: "Launch configurations make encrypted volumes", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "A plain volume cannot be encrypted in place, and the group makes new ones with every instance that it starts, as load comes and goes.",
		Fix:  "aws ec2 enable-ebs-encryption-by-default --region REGION; or make a launch template with Encrypted true for every device (a launch configuration cannot be changed), and give it to the group: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --launch-template LaunchTemplateId=TEMPLATE.",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html", "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Ebs.html"},
	},
	With: []inventory.Want{volumes.Wants},
	Run:  configurationEncrypted,
	Cases: append(volumes.Cases(device("true"), device("false"), device(""), configuration(devices())),
		checks.Case[autoscaling.LaunchConfiguration]{Name: "unread", Given: configuration(func(c *autoscaling.LaunchConfiguration) {
			c.BlockDevices = denied[[]autoscaling.Device](autoscaling.DescribeLaunchConfigurations)
		}), Want: checks.Unknown},
	),
}

func configurationEncrypted(v *checks.View[autoscaling.LaunchConfiguration]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.BlockDevices)
	open := ""
	for _, d := range list {
		if d.Encrypted != "true" {
			open = "the configuration does not encrypt " + d.DeviceName
		}
	}
	return volumes.Encrypted(v, v.Resource.Region, "the configuration", len(list), open)
}

func devices(list ...autoscaling.Device) func(*autoscaling.LaunchConfiguration) {
	return func(c *autoscaling.LaunchConfiguration) { c.BlockDevices = inventory.Known(list) }
}

func device(encrypted string) autoscaling.LaunchConfiguration {
	return configuration(devices(autoscaling.Device{DeviceName: "/dev/xvda", Encrypted: encrypted}))
}
