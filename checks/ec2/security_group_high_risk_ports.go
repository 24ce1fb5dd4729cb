package ec2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupHighRiskPorts keeps the ports of databases, file transfer and consoles closed to the internet.
var SecurityGroupHighRiskPorts = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-high-risk-ports", Title: "Security groups do not open high-risk ports to the internet", Duty: responsibility.NetFirewall, Severity: checks.High, Since: "0.1",
		Why: "Databases, search engines, mail, file transfer and development consoles are built for trusted networks: many of them answer without a password, and none should meet the whole internet.",
		Fix: "aws ec2 revoke-security-group-ingress for the rule in the message; admit the security group of the callers instead of addresses (--source-group).",
		Refs: []string{
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "a high-risk port", func(o network.Opening) bool { return opensPort(o, v.Policy().HighRiskPorts) })
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "webForEverybody", Given: groupWith(admit("tcp", 443, 443, "0.0.0.0/0", "::/0")), Want: checks.Pass},
		{Name: "postgresForAGroup", Given: groupWith(admitGroup(5432, "sg-0bbb")), Want: checks.Pass},
		{Name: "postgresForPrivateAddresses", Given: groupWith(admit("tcp", 5432, 5432, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")), Want: checks.Pass},
		{Name: "postgresForEverybody", Given: groupWith(admit("tcp", 5432, 5432, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "telnetForIPv6", Given: groupWith(admit("tcp", 23, 23, "::/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "nobodyHasTheGroup", Given: groupWith(admit("tcp", 0, 65535, "0.0.0.0/0")), Want: checks.Fail},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}
