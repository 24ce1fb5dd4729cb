package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// ConfigurationPublicIP finds launch configurations that give out public addresses.
var ConfigurationPublicIP = &checks.Check[autoscaling.LaunchConfiguration]{
	Meta: checks.Meta{
		ID: "autoscaling-launch-configuration-no-public-ip", Title: "Launch configurations give instances no public IP addresses", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "Every instance that the group starts can be reached from the internet around the load balancer, with nothing but its security groups between.",
		Fix:  "Make a launch template with what is wanted (a launch configuration cannot be changed), and give it to the group: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --launch-template LaunchTemplateId=TEMPLATE. Set AssociatePublicIpAddress to false.",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html", "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchConfiguration.html"},
	},
	Run: configurationPublicIP,
	Cases: []checks.Case[autoscaling.LaunchConfiguration]{
		{Name: "private", Given: configuration(), Want: checks.Pass},
		{Name: "public", Given: configuration(func(c *autoscaling.LaunchConfiguration) { c.AssociatePublicIPAddress = inventory.Known("true") }), Want: checks.Fail},
		{Name: "subnet_decides", Given: configuration(func(c *autoscaling.LaunchConfiguration) { c.AssociatePublicIPAddress = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "unread", Given: configuration(func(c *autoscaling.LaunchConfiguration) {
			c.AssociatePublicIPAddress = denied[string](autoscaling.DescribeLaunchConfigurations)
		}), Want: checks.Unknown},
	},
}

func configurationPublicIP(v *checks.View[autoscaling.LaunchConfiguration]) checks.Verdict {
	switch is, _ := checks.Read(v, v.Resource.AssociatePublicIPAddress); is {
	case "true":
		return v.Fail("AssociatePublicIpAddress is true")
	case "":
		return v.NotApplicable("AssociatePublicIpAddress is not set: the subnet decides, which ec2-subnet-no-auto-public-ip judges")
	default:
		return v.Pass("AssociatePublicIpAddress is %s", is)
	}
}
