package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SubnetPublicIP wants public addresses to be asked for, not given out.
var SubnetPublicIP = &checks.Check[ec2.Subnet]{
	Meta: checks.Meta{
		ID: "ec2-subnet-no-auto-public-ip", Title: "Subnets do not give out public IPv4 addresses on launch", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why: "Where a subnet hands a public address to everything that starts in it, a machine is on the internet because nobody said that it should not be.",
		Fix: "aws ec2 modify-subnet-attribute --subnet-id SUBNET --no-map-public-ip-on-launch. Running instances keep their addresses.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
		},
	},
	Run: func(v *checks.View[ec2.Subnet]) checks.Verdict {
		if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
			return verdict
		}
		if gives, _ := checks.Read(v, v.Resource.MapPublicIPOnLaunch); gives {
			return v.Fail("MapPublicIpOnLaunch is true")
		}
		return v.Pass("MapPublicIpOnLaunch is false")
	},
	Cases: []checks.Case[ec2.Subnet]{
		{Name: "off", Given: subnet(func(*ec2.Subnet) {}), Want: checks.Pass},
		{Name: "on", Given: subnet(func(s *ec2.Subnet) { s.MapPublicIPOnLaunch = inventory.Known(true) }), Want: checks.Fail},
		{Name: "notRead", Given: subnet(func(s *ec2.Subnet) { s.MapPublicIPOnLaunch = denied[bool](ec2.DescribeSubnets) }), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: subnet(func(s *ec2.Subnet) {
			s.OwnerID, s.MapPublicIPOnLaunch = inventory.Known(stranger), inventory.Known(true)
		}), Want: checks.NotApplicable},
	},
}
