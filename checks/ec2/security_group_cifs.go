package ec2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// cifsPort is the port of CIFS (SMB), Windows's file sharing.
const cifsPort = 445

// SecurityGroupCIFS keeps Windows file sharing off the internet.
var SecurityGroupCIFS = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-cifs", Title: "Security groups do not open CIFS to the internet", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why: "Worms have spread over TCP port 445 for twenty years, and a share that strangers can reach is read or encrypted by them.",
		Fix: "aws ec2 revoke-security-group-ingress --group-id GROUP --protocol tcp --port 445 --cidr 0.0.0.0/0; reach file shares over a VPN.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
			"https://docs.aws.amazon.com/fsx/latest/WindowsGuide/limit-access-security-groups.html",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "CIFS (tcp/445)", func(o network.Opening) bool { return opensPort(o, []int{cifsPort}) })
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "webForEverybody", Given: groupWith(admit("tcp", 443, 443, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "sharesForTheOffice", Given: groupWith(admit("tcp", 445, 445, "10.0.0.0/8", "198.51.100.0/24")), Want: checks.Pass},
		{Name: "sharesForEverybody", Given: groupWith(admit("tcp", 445, 445, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "inARangeForIPv6", Given: groupWith(admit("tcp", 135, 1024, "::/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}
