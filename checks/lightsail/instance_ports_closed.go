package lightsail

import (
	"fmt"
	"slices"

	"demarc/checks"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// InstancePortsClosed finds ports that are open to everybody and should not be.
var InstancePortsClosed = &checks.Check[lightsail.Instance]{
	Meta: checks.Meta{
		ID: "lightsail-instance-ports-closed", Title: "Firewalls of Lightsail instances keep administration and database ports from the internet", Duty: responsibility.NetFirewall, Severity: checks.High, Since: "0.1",
		Why:  "Lightsail opens SSH or RDP of a new instance to the whole internet, and its guests are the customer's to patch. Scanners try passwords and known holes on every such port within minutes.",
		Fix:  "aws lightsail put-instance-public-ports --instance-name NAME --port-infos 'fromPort=22,toPort=22,protocol=TCP,cidrs=OFFICE_CIDR,cidrListAliases=lightsail-connect' 'fromPort=443,toPort=443,protocol=TCP' (this replaces all rules)",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html"},
	},
	Run: instancePortsClosed,
	Cases: []checks.Case[lightsail.Instance]{
		{Name: "web_only", Given: instance(), Want: checks.Pass},
		{Name: "console_only", Given: instance(ports(lightsail.Port{Protocol: "tcp", FromPort: 22, ToPort: 22, Aliases: []string{"lightsail-connect"}})), Want: checks.Pass},
		{Name: "nothing", Given: instance(ports()), Want: checks.Pass},
		{Name: "udp", Given: instance(ports(port("udp", 3306, 3306, "0.0.0.0/0"))), Want: checks.Pass},
		{Name: "ssh", Given: instance(ports(port("tcp", 22, 22, "0.0.0.0/0"))), Want: checks.Fail},
		{Name: "database_ipv6", Given: instance(ports(port("tcp", 3000, 3400, "::/0"))), Want: checks.Fail},
		{Name: "everything", Given: instance(ports(port("all", 0, 65535, "0.0.0.0/0"))), Want: checks.Fail},
		{Name: "not_told", Given: instance(func(i *lightsail.Instance) { i.Ports = silent[[]lightsail.Port]() }), Want: checks.Unknown},
	},
}

func instancePortsClosed(v *checks.View[lightsail.Instance]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Ports)
	risky := slices.Concat(v.Policy().AdminPorts, v.Policy().HighRiskPorts)
	slices.Sort(risky)
	risky = slices.Compact(risky)
	var open []string
	for _, p := range list {
		if p.Protocol != "tcp" && p.Protocol != "all" {
			continue
		}
		for _, cidr := range []string{"0.0.0.0/0", "::/0"} {
			if !slices.Contains(p.CIDRs, cidr) {
				continue
			}
			var hit []int
			for _, n := range risky {
				if int(p.FromPort) <= n && n <= int(p.ToPort) {
					hit = append(hit, n)
				}
			}
			if len(hit) > 0 {
				open = append(open, fmt.Sprintf("%s %d-%d to %s with port %d", p.Protocol, p.FromPort, p.ToPort, cidr, hit[0]))
			}
		}
	}
	if len(open) > 0 {
		return v.Fail("the firewall opens %s", checks.First(open, 5))
	}
	return v.Pass("none of the firewall's %d rules opens a port of administration or of a database to 0.0.0.0/0 or ::/0", len(list))
}
