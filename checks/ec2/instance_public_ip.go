package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstancePublicIP keeps instances off public IPv4 addresses.
var InstancePublicIP = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-no-public-ip", Title: "Instances have no public IPv4 address", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why: "A public address puts the instance one security group rule away from the whole internet. Behind a load balancer or a NAT gateway the same mistake exposes nothing.",
		Fix: "Move the instance to a subnet without MapPublicIpOnLaunch and put a load balancer before it; release an Elastic IP with aws ec2 disassociate-address.",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
		},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		ip, _ := checks.Read(v, v.Resource.PublicIPAddress)
		if ip != "" {
			return v.Fail("PublicIpAddress is %s", ip)
		}
		return v.Pass("the instance has no PublicIpAddress")
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "private", Given: instance(func(i *ec2.Instance) { i.PublicIPAddress = inventory.Known("") }), Want: checks.Pass},
		{Name: "public", Given: instance(func(i *ec2.Instance) { i.PublicIPAddress = inventory.Known("198.51.100.7") }), Want: checks.Fail},
		{Name: "publicOnOperated", Given: operated(func(i *ec2.Instance) { i.PublicIPAddress = inventory.Known("198.51.100.7") }), Want: checks.Fail},
		{Name: "notRead", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}
