package ec2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupAdminPortsIPv4 keeps administration ports closed to the IPv4 internet.
var SecurityGroupAdminPortsIPv4 = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-admin-ports-ipv4", Title: "Security groups do not open administration ports to the IPv4 internet", Duty: responsibility.NetFirewall, Severity: checks.High, Since: "0.1",
		Why: "Scanners find an open SSH or RDP port within minutes and try passwords and fresh exploits on it for as long as it stays open.",
		Fix: "aws ec2 revoke-security-group-ingress --group-id GROUP --protocol tcp --port 22 --cidr 0.0.0.0/0; then use Session Manager or EC2 Instance Connect Endpoint, or admit the office's addresses alone.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "an administration port", func(o network.Opening) bool { return !o.IPv6 && opensPort(o, v.Policy().AdminPorts) })
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "noRules", Given: groupWith(), Want: checks.Pass},
		{Name: "webForEverybody", Given: groupWith(admit("tcp", 443, 443, "0.0.0.0/0", "::/0")), Want: checks.Pass},
		{Name: "sshForTheOffice", Given: groupWith(admit("tcp", 22, 22, "198.51.100.0/24")), Want: checks.Pass},
		{Name: "sshForOfficesInAList", Given: groupWith(admitList(22, "pl-0aaa")), With: []inventory.Resource{prefixList("198.51.100.0/24")}, Want: checks.Pass},
		{Name: "sshForAGroup", Given: groupWith(admitGroup(22, "sg-0bbb")), Want: checks.Pass},
		{Name: "sshForIPv6Only", Given: groupWith(admit("tcp", 22, 22, "::/0")), Want: checks.Pass},
		{Name: "sshForEverybody", Given: groupWith(admit("tcp", 22, 22, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "inARange", Given: groupWith(admit("tcp", 3000, 4000, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "allProtocols", Given: groupWith(admit("-1", 0, 0, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "worldInHalves", Given: groupWith(admit("tcp", 22, 22, "0.0.0.0/1"), admit("tcp", 0, 1023, "128.0.0.0/1")), Want: checks.Fail},
		{Name: "worldInAList", Given: groupWith(admitList(22, "pl-0aaa")), With: []inventory.Resource{prefixList("0.0.0.0/0")}, Want: checks.Fail},
		{Name: "usersNotListed", Given: groupWith(admit("tcp", 22, 22, "0.0.0.0/0")), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Fail},
		{Name: "openRuleBesideAListNotListed", Given: groupWith(admitList(22, "pl-0aaa"), admit("tcp", 22, 22, "0.0.0.0/0")), Incomplete: []inventory.Kind{"ec2.prefix_list"}, Want: checks.Fail},
		{Name: "listNotRead", Given: groupWith(admitList(22, "pl-0aaa")), Incomplete: []inventory.Kind{"ec2.prefix_list"}, Want: checks.Unknown},
		{Name: "listGone", Given: groupWith(admitList(22, "pl-0aaa")), Want: checks.Unknown},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "portsChosenByPolicy", Given: groupWith(admit("tcp", 22, 22, "0.0.0.0/0")), Policy: func(p *checks.Policy) { p.AdminPorts = []int{5985} }, Want: checks.Pass},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}
