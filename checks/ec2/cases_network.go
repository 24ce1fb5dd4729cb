package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// The builders below make networks for worked examples: the VPC vpc-0aaa with the subnet subnet-0aaa, in which the
// interface eni-0aaa has the security group sg-0aaa.

// group is a security group without rules.
func group(change func(*ec2.SecurityGroup)) ec2.SecurityGroup {
	g := ec2.SecurityGroup{
		Ref:       inventory.Ref{ID: "sg-0aaa", Name: "web", Region: checks.CaseRegion},
		OwnerID:   inventory.Known(checks.CaseAccount),
		VPCID:     inventory.Known("vpc-0aaa"),
		GroupName: inventory.Known("web"),
		Ingress:   inventory.Known([]ec2.IPPermission{}),
		Egress:    inventory.Known([]ec2.IPPermission{}),
	}
	change(&g)
	return g
}

// groupWith is a security group with inbound rules.
func groupWith(rules ...ec2.IPPermission) ec2.SecurityGroup {
	return group(func(g *ec2.SecurityGroup) { g.Ingress = inventory.Known(rules) })
}

// groupUnread is a security group whose rules were not answered.
func groupUnread() ec2.SecurityGroup {
	return group(func(g *ec2.SecurityGroup) { g.Ingress = denied[[]ec2.IPPermission](ec2.DescribeSecurityGroups) })
}

// foreignGroup is a security group that another account shares, open to everybody.
func foreignGroup() ec2.SecurityGroup {
	return group(func(g *ec2.SecurityGroup) {
		g.OwnerID = inventory.Known(stranger)
		g.Ingress = inventory.Known([]ec2.IPPermission{admit("-1", 0, 0, "0.0.0.0/0")})
	})
}

// admit is a rule for CIDR blocks of either IP version. A protocol without ports ignores them.
func admit(protocol string, from, to int32, blocks ...string) ec2.IPPermission {
	p := ec2.IPPermission{Protocol: protocol}
	if protocol != "-1" {
		p.FromPort, p.ToPort = &from, &to
	}
	for _, b := range blocks {
		if strings.Contains(b, ":") {
			p.IPv6Ranges = append(p.IPv6Ranges, b)
		} else {
			p.IPRanges = append(p.IPRanges, b)
		}
	}
	return p
}

// admitList is a rule for tcp from a prefix list.
func admitList(port int32, list string) ec2.IPPermission {
	p := admit("tcp", port, port)
	p.PrefixListIDs = []string{list}
	return p
}

// admitGroup is a rule for tcp from the interfaces of a security group.
func admitGroup(port int32, id string) ec2.IPPermission {
	p := admit("tcp", port, port)
	p.Groups = []ec2.GroupPair{{GroupID: id, UserID: checks.CaseAccount}}
	return p
}

// prefixList is a customer's list of CIDR blocks.
func prefixList(blocks ...string) *ec2.PrefixList {
	return &ec2.PrefixList{
		Ref:     inventory.Ref{ID: "pl-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		OwnerID: inventory.Known(checks.CaseAccount),
		Entries: inventory.Known(blocks),
	}
}

// networkInterface is an interface of the running instance i-0aaa, with a public address.
func networkInterface(change func(*ec2.NetworkInterface)) *ec2.NetworkInterface {
	n := &ec2.NetworkInterface{
		Ref:               inventory.Ref{ID: "eni-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		VPCID:             inventory.Known("vpc-0aaa"),
		SubnetID:          inventory.Known("subnet-0aaa"),
		Status:            inventory.Known("in-use"),
		InterfaceType:     inventory.Known("interface"),
		Description:       inventory.Known(""),
		RequesterManaged:  inventory.Known(false),
		RequesterID:       inventory.Known(""),
		Operator:          inventory.Known(""),
		SourceDestCheck:   inventory.Known(true),
		DenyAllIgwTraffic: inventory.Known(false),
		Groups:            inventory.Known([]string{"sg-0aaa"}),
		PublicIP:          inventory.Known("203.0.113.5"),
		Addresses:         inventory.Known([]ec2.InterfaceAddress{{PrivateIP: "10.0.0.5", Primary: true, PublicIP: "203.0.113.5", IPOwnerID: "amazon"}}),
		IPv6Addresses:     inventory.Known([]string{}),
		IPv6Prefixes:      inventory.Known([]string{}),
		InstanceID:        inventory.Known("i-0aaa"),
	}
	change(n)
	return n
}

// attached is networkInterface as it is: something has the security group sg-0aaa.
func attached() inventory.Resource { return networkInterface(func(*ec2.NetworkInterface) {}) }

// acl is a network ACL of the subnet subnet-0aaa with inbound entries before the last, which denies.
func acl(entries ...ec2.ACLEntry) ec2.NetworkACL {
	return ec2.NetworkACL{
		Ref:       inventory.Ref{ID: "acl-0aaa", Region: checks.CaseRegion},
		OwnerID:   inventory.Known(checks.CaseAccount),
		VPCID:     inventory.Known("vpc-0aaa"),
		IsDefault: inventory.Known(false),
		Entries:   inventory.Known(append(entries, ec2.ACLEntry{RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", CIDRBlock: "0.0.0.0/0"})),
		Subnets:   inventory.Known([]string{"subnet-0aaa"}),
	}
}

// aclWith is acl, changed.
func aclWith(change func(*ec2.NetworkACL), entries ...ec2.ACLEntry) ec2.NetworkACL {
	a := acl(entries...)
	change(&a)
	return a
}

// entry is a rule of a network ACL for a CIDR block of either IP version. No ports are all.
func entry(number int32, action, protocol, block string, ports ...int32) ec2.ACLEntry {
	e := ec2.ACLEntry{RuleNumber: number, Protocol: protocol, RuleAction: action}
	if strings.Contains(block, ":") {
		e.IPv6CIDRBlock = block
	} else {
		e.CIDRBlock = block
	}
	if len(ports) == 2 {
		e.FromPort, e.ToPort = &ports[0], &ports[1]
	}
	return e
}

// vpc is a VPC that somebody made.
func vpc(change func(*ec2.VPC)) ec2.VPC {
	v := ec2.VPC{
		Ref:                      inventory.Ref{ID: "vpc-0aaa", Region: checks.CaseRegion},
		OwnerID:                  inventory.Known(checks.CaseAccount),
		State:                    inventory.Known("available"),
		IsDefault:                inventory.Known(false),
		InstanceTenancy:          inventory.Known("default"),
		CIDRBlocks:               inventory.Known([]ec2.CIDRBlock{{CIDR: "10.0.0.0/16", State: "associated"}}),
		IPv6CIDRBlocks:           inventory.Known([]ec2.CIDRBlock{}),
		InternetGatewayBlockMode: inventory.Known("off"),
	}
	change(&v)
	return v
}

// plainVPC is vpc as it is.
func plainVPC() ec2.VPC { return vpc(func(*ec2.VPC) {}) }

// foreignVPC is a VPC that another account shares.
func foreignVPC() ec2.VPC {
	return vpc(func(v *ec2.VPC) { v.OwnerID = inventory.Known(stranger) })
}

// subnet is a subnet that gives out no public addresses.
func subnet(change func(*ec2.Subnet)) ec2.Subnet {
	s := ec2.Subnet{
		Ref:                      inventory.Ref{ID: "subnet-0aaa", Region: checks.CaseRegion},
		OwnerID:                  inventory.Known(checks.CaseAccount),
		VPCID:                    inventory.Known("vpc-0aaa"),
		CIDRBlock:                inventory.Known("10.0.0.0/24"),
		MapPublicIPOnLaunch:      inventory.Known(false),
		InternetGatewayBlockMode: inventory.Known("off"),
	}
	change(&s)
	return s
}

// routeTable is the main table of the VPC.
func routeTable(routes ...ec2.Route) *ec2.RouteTable {
	return &ec2.RouteTable{
		Ref:          inventory.Ref{ID: "rtb-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		VPCID:        inventory.Known("vpc-0aaa"),
		Associations: inventory.Known([]ec2.RouteTableAssociation{{Main: true, State: "associated"}}),
		Routes:       inventory.Known(append([]ec2.Route{{DestinationCIDRBlock: "10.0.0.0/16", GatewayID: "local", State: "active"}}, routes...)),
	}
}
