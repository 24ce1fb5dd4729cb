package ec2

import (
	"slices"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupAuthorizedPorts lets only the ports that the policy names be open to the internet.
var SecurityGroupAuthorizedPorts = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-authorized-ports", Title: "Security groups open only authorized ports to the internet", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why: "What is meant for everybody is mostly a web server. Every other port that everybody can reach was opened for one person's afternoon and stays for years.",
		Fix: "Revoke the rule in the message, or add the port to publicPorts in the scanner's policy when it is meant to be public.",
		Refs: []string{
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
			"https://docs.aws.amazon.com/config/latest/developerguide/vpc-sg-open-only-to-authorized-ports.html",
		},
	},
	With: openTo(),
	Run: func(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
		return judgeOpenings(v, "a port that is not authorized", func(o network.Opening) bool { return !authorized(o, v.Policy().PublicPorts) })
	},
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "webForEverybody", Given: groupWith(admit("tcp", 443, 443, "0.0.0.0/0", "::/0"), admit("tcp", 80, 80, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "pingForEverybody", Given: groupWith(admit("icmp", 8, -1, "0.0.0.0/0")), Want: checks.Pass},
		{Name: "everythingForTheOffice", Given: groupWith(admit("-1", 0, 0, "198.51.100.0/24")), Want: checks.Pass},
		{Name: "anotherPort", Given: groupWith(admit("tcp", 8443, 8443, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "aRangeThatHoldsBoth", Given: groupWith(admit("tcp", 80, 443, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "udp", Given: groupWith(admit("udp", 443, 443, "0.0.0.0/0")), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "authorizedByPolicy", Given: groupWith(admit("tcp", 8443, 8443, "0.0.0.0/0")), Policy: func(p *checks.Policy) { p.PublicPorts = []int{8443} }, Want: checks.Pass},
		{Name: "rulesNotRead", Given: groupUnread(), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}

// authorized reports whether all that an opening admits is meant to be public: some TCP ports, and what has no ports.
func authorized(o network.Opening, ports []int) bool {
	switch o.Protocol {
	case network.AnyProtocol, network.UDP:
		return false
	case network.TCP:
		if o.Ports.To-o.Ports.From >= len(ports) {
			return false
		}
		for p := o.Ports.From; p <= o.Ports.To; p++ {
			if !slices.Contains(ports, p) {
				return false
			}
		}
	}
	return true
}
