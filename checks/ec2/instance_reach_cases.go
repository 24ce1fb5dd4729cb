package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// reachable is the network around i-0aaa, in which the internet reaches its port 22, changed as an example says.
func reachable(change func(*ec2.NetworkInterface, *ec2.Subnet, *ec2.VPC, *ec2.RouteTable, *ec2.NetworkACL, *ec2.SecurityGroup)) []inventory.Resource {
	n := networkInterface(func(*ec2.NetworkInterface) {})
	s := subnet(func(*ec2.Subnet) {})
	p := plainVPC()
	t := routeTable(ec2.Route{DestinationCIDRBlock: "0.0.0.0/0", GatewayID: "igw-0aaa", State: "active"})
	out := entry(100, "allow", "-1", "0.0.0.0/0")
	out.Egress = true
	a := acl(entry(100, "allow", "-1", "0.0.0.0/0"), out)
	g := groupWith(admit("tcp", 22, 22, "0.0.0.0/0"))
	change(n, &s, &p, t, &a, &g)
	return []inventory.Resource{n, &s, &p, t, &a, &g}
}

// reachCases are the worked examples of InstanceReach. checks/network has the topologies in full.
func reachCases() []checks.Case[ec2.Instance] {
	type (
		eni = ec2.NetworkInterface
		sub = ec2.Subnet
		net = ec2.VPC
		rtb = ec2.RouteTable
		nac = ec2.NetworkACL
		sgr = ec2.SecurityGroup
	)
	running := instance(func(*ec2.Instance) {})
	return []checks.Case[ec2.Instance]{
		{Name: "open", Given: running, With: reachable(func(*eni, *sub, *net, *rtb, *nac, *sgr) {}), Want: checks.Fail},
		{Name: "openOnOperated", Given: operated(func(*ec2.Instance) {}), With: reachable(func(*eni, *sub, *net, *rtb, *nac, *sgr) {}), Want: checks.Fail},
		{Name: "databaseOpen", Given: running, With: reachable(func(_ *eni, _ *sub, _ *net, _ *rtb, _ *nac, g *sgr) {
			g.Ingress = inventory.Known([]ec2.IPPermission{admit("tcp", 27017, 27017, "0.0.0.0/1", "128.0.0.0/1")})
		}), Want: checks.Fail},
		{Name: "openOverIPv6", Given: running, With: reachable(func(n *eni, _ *sub, _ *net, t *rtb, a *nac, g *sgr) {
			n.PublicIP, n.Addresses = inventory.Known(""), inventory.Known([]ec2.InterfaceAddress{{PrivateIP: "10.0.0.5", Primary: true}})
			n.IPv6Addresses = inventory.Known([]string{"2001:db8::5"})
			t.Routes = inventory.Known([]ec2.Route{{DestinationIPv6CIDRBlock: "::/0", GatewayID: "igw-0aaa", State: "active"}})
			out := entry(100, "allow", "-1", "::/0")
			out.Egress = true
			a.Entries = inventory.Known([]ec2.ACLEntry{entry(100, "allow", "6", "::/0", 22, 22), out})
			g.Ingress = inventory.Known([]ec2.IPPermission{admit("tcp", 22, 22, "::/0")})
		}), Want: checks.Fail},
		{Name: "someGroupsNotListed", Given: running, With: reachable(func(n *eni, _ *sub, _ *net, _ *rtb, _ *nac, _ *sgr) {
			n.Groups = inventory.Known([]string{"sg-0aaa", "sg-0gone"})
		}), Incomplete: []inventory.Kind{"ec2.security_group"}, Want: checks.Fail},
		{Name: "addressOfTheInterfaceAlone", Given: running, With: reachable(func(n *eni, _ *sub, _ *net, _ *rtb, _ *nac, _ *sgr) {
			n.Addresses = inventory.Known([]ec2.InterfaceAddress{{PrivateIP: "10.0.0.5", Primary: true}})
		}), Want: checks.Fail},
		{Name: "webOnly", Given: running, With: reachable(func(_ *eni, _ *sub, _ *net, _ *rtb, _ *nac, g *sgr) {
			g.Ingress = inventory.Known([]ec2.IPPermission{admit("tcp", 443, 443, "0.0.0.0/0")})
		}), Want: checks.Pass},
		{Name: "noPublicAddress", Given: running, With: reachable(func(n *eni, _ *sub, _ *net, _ *rtb, _ *nac, _ *sgr) {
			n.PublicIP, n.Addresses = inventory.Known(""), inventory.Known([]ec2.InterfaceAddress{{PrivateIP: "10.0.0.5", Primary: true}})
		}), Want: checks.Pass},
		{Name: "noRouteToAGateway", Given: running, With: reachable(func(_ *eni, _ *sub, _ *net, t *rtb, _ *nac, _ *sgr) {
			t.Routes = inventory.Known([]ec2.Route{{DestinationCIDRBlock: "0.0.0.0/0", NATGatewayID: "nat-0aaa", State: "active"}})
		}), Want: checks.Pass},
		{Name: "blockedInTheSubnet", Given: running, With: reachable(func(_ *eni, s *sub, _ *net, _ *rtb, _ *nac, _ *sgr) {
			s.InternetGatewayBlockMode = inventory.Known("block-ingress")
		}), Want: checks.Pass},
		{Name: "deniedByTheACL", Given: running, With: reachable(func(_ *eni, _ *sub, _ *net, _ *rtb, a *nac, _ *sgr) {
			a.Entries = inventory.Known([]ec2.ACLEntry{entry(100, "deny", "-1", "0.0.0.0/0")})
		}), Want: checks.Pass},
		{Name: "stopped", Given: instance(func(i *ec2.Instance) { i.State = inventory.Known("stopped") }), With: reachable(func(*eni, *sub, *net, *rtb, *nac, *sgr) {}), Want: checks.NotApplicable},
		{Name: "blockModeNotRead", Given: running, With: reachable(func(_ *eni, s *sub, p *net, _ *rtb, _ *nac, _ *sgr) {
			s.InternetGatewayBlockMode = denied[string](ec2.DescribeSubnets)
			p.InternetGatewayBlockMode = denied[string](ec2.DescribeVpcs)
		}), Want: checks.Unknown},
		{Name: "behindAFirewall", Given: running, With: reachable(func(_ *eni, _ *sub, _ *net, t *rtb, _ *nac, _ *sgr) {
			t.Routes = inventory.Known([]ec2.Route{{DestinationCIDRBlock: "0.0.0.0/0", GatewayID: "vpce-0aaa", State: "active"}})
		}), Want: checks.Unknown},
		{Name: "groupsNotListed", Given: running, With: reachable(func(n *eni, _ *sub, _ *net, _ *rtb, _ *nac, _ *sgr) {
			n.Groups = inventory.Known([]string{"sg-0gone"})
		}), Incomplete: []inventory.Kind{"ec2.security_group"}, Want: checks.Unknown},
		{Name: "tablesNotListed", Given: running, With: reachable(func(*eni, *sub, *net, *rtb, *nac, *sgr) {}), Incomplete: []inventory.Kind{"ec2.route_table"}, Want: checks.Unknown},
		{Name: "noInterfaceListed", Given: running, Want: checks.Unknown},
	}
}
