package ec2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupAdminPortsIPv6 keeps administration ports closed to the IPv6 internet.
var SecurityGroupAdminPortsIPv6 = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-admin-ports-ipv6", Title: "Security groups do not open administration ports to the IPv6 internet", Duty: responsibility.NetFirewall, Severity: checks.High, Since: "0.1",
		Why: "An IPv6 address of a VPC is public without any NAT or Elastic IP address, so the rule alone decides; it is often forgotten beside a tidy IPv4 rule.",
		Fix: "aws ec2 revoke-security-group-ingress --group-id GROUP --ip-permissions 'IpProtocol=tcp,FromPort=22,ToPort=22,Ipv6Ranges=[{CidrIpv6=::/0}]'",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6.html",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "an administration port", func(o network.Opening) bool { return o.IPv6 && opensPort(o, v.Policy().AdminPorts) })
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "noRules", Given: groupWith(), Want: checks.Pass},
		{Name: "sshForIPv4Only", Given: groupWith(admit("tcp", 22, 22, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "sshForANetwork", Given: groupWith(admit("tcp", 22, 22, "2001:db8::/32")), Want: checks.Pass},
		{Name: "udpOnly", Given: groupWith(admit("udp", 0, 65535, "::/0")), Want: checks.Pass},
		{Name: "sshForEverybody", Given: groupWith(admit("tcp", 22, 22, "::/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "worldInHalves", Given: groupWith(admit("tcp", 3389, 3389, "::/1", "8000::/1")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "allGlobalAddresses", Given: groupWith(admit("-1", 0, 0, "2000::/3")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}
