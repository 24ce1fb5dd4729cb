package ec2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupAllTraffic finds the groups that are no firewall at all.
var SecurityGroupAllTraffic = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-all-traffic", Title: "Security groups do not open every port to the internet", Duty: responsibility.NetFirewall, Severity: checks.Critical, Since: "0.1",
		Why: "A group that admits everything from everywhere leaves each service on each of its machines to defend itself, those that nobody remembers included.",
		Fix: "Replace the rule by one for each port that callers need; VPC flow logs show which those are.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "every port", func(o network.Opening) bool {
			return o.Protocol == network.AnyProtocol || o.Protocol.HasPorts() && o.Ports.From <= 1 && o.Ports.To == network.AllPorts.To
		})
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "webForEverybody", Given: groupWith(admit("tcp", 443, 443, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "highPortsForEverybody", Given: groupWith(admit("tcp", 1024, 65535, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "everythingFromItself", Given: groupWith(ec2.IPPermission{Protocol: "-1", Groups: []ec2.GroupPair{{GroupID: "sg-0aaa"}}}), Want: checks.Pass},
		{Name: "allProtocols", Given: groupWith(admit("-1", 0, 0, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "allTCP", Given: groupWith(admit("tcp", 0, 65535, "::/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "allUDPInTwoRules", Given: groupWith(admit("udp", 1, 1024, "0.0.0.0/0"), admit("udp", 1025, 65535, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "nobodyHasTheGroup", Given: groupWith(admit("-1", 0, 0, "0.0.0.0/0")), Want: checks.Fail},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}
