package network

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// An Example is the network of the worked examples of checks of load balancers: a public subnet with a node of the load
// balancer, and a private one with the instance i-0aaa behind it, which admits the load balancer alone.
type Example struct {
	Node, Target  *ec2.NetworkInterface
	Instance      *ec2.Instance
	Front, Behind *ec2.SecurityGroup // sg-0lb and sg-0app
	Public        *ec2.RouteTable
	Private       *ec2.RouteTable
	ACL           *ec2.NetworkACL
	Subnet        *ec2.Subnet
	VPC           *ec2.VPC
}

// NewExample returns the resources of the example after some changes. balancer is the id of the load balancer, port that of
// the target.
func NewExample(balancer string, port int32, changes ...func(*Example)) []inventory.Resource {
	ref := func(id string) inventory.Ref {
		return inventory.Ref{ID: id, Account: checks.CaseAccount, Region: checks.CaseRegion}
	}
	nic := func(id, subnet, private, public, group string) *ec2.NetworkInterface {
		return &ec2.NetworkInterface{
			Ref: ref(id), VPCID: inventory.Known("vpc-0aaa"), SubnetID: inventory.Known(subnet), Status: inventory.Known("in-use"), InterfaceType: inventory.Known("interface"), Description: inventory.Known(""),
			RequesterManaged: inventory.Known(false), DenyAllIgwTraffic: inventory.Known(false), Groups: inventory.Known([]string{group}), PublicIP: inventory.Known(public), IPv6Addresses: inventory.Known([]string{}),
			IPv6Prefixes: inventory.Known([]string{}), Addresses: inventory.Known([]ec2.InterfaceAddress{{PrivateIP: private, Primary: true, PublicIP: public}}), InstanceID: inventory.Known(""), DeviceIndex: inventory.Known[int32](0),
		}
	}
	admit := func(port int32, blocks []string, groups ...ec2.GroupPair) []ec2.IPPermission {
		return []ec2.IPPermission{{Protocol: "tcp", FromPort: &port, ToPort: &port, IPRanges: blocks, Groups: groups}}
	}
	table := func(id, subnet string, routes ...ec2.Route) *ec2.RouteTable {
		return &ec2.RouteTable{
			Ref: ref(id), VPCID: inventory.Known("vpc-0aaa"), Associations: inventory.Known([]ec2.RouteTableAssociation{{SubnetID: subnet, State: "associated"}}),
			Routes: inventory.Known(append([]ec2.Route{{DestinationCIDRBlock: "10.0.0.0/16", GatewayID: "local", State: "active"}}, routes...)),
		}
	}
	everything := ec2.ACLEntry{RuleNumber: 100, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"}
	out := everything
	out.Egress = true
	all := []ec2.IPPermission{{Protocol: "-1", IPRanges: []string{"0.0.0.0/0"}}}
	x := &Example{
		Node: nic("eni-0lb", "subnet-0aaa", "10.0.0.9", "203.0.113.9", "sg-0lb"), Target: nic("eni-0app", "subnet-0bbb", "10.0.1.5", "", "sg-0app"),
		Instance: &ec2.Instance{Ref: ref("i-0aaa"), State: inventory.Known("running")},
		Front:    &ec2.SecurityGroup{Ref: ref("sg-0lb"), Ingress: inventory.Known(append(admit(443, []string{"0.0.0.0/0"}), admit(22, []string{"0.0.0.0/0"})...)), Egress: inventory.Known(all)},
		Behind:   &ec2.SecurityGroup{Ref: ref("sg-0app"), Ingress: inventory.Known(admit(port, nil, ec2.GroupPair{GroupID: "sg-0lb"})), Egress: inventory.Known(all)},
		Public:   table("rtb-0aaa", "subnet-0aaa", ec2.Route{DestinationCIDRBlock: "0.0.0.0/0", GatewayID: "igw-0aaa", State: "active"}),
		Private:  table("rtb-0bbb", "subnet-0bbb"),
		ACL:      &ec2.NetworkACL{Ref: ref("acl-0aaa"), Entries: inventory.Known([]ec2.ACLEntry{everything, out}), Subnets: inventory.Known([]string{"subnet-0aaa", "subnet-0bbb"})},
		Subnet:   &ec2.Subnet{Ref: ref("subnet-0aaa"), InternetGatewayBlockMode: inventory.Known("off")},
		VPC:      &ec2.VPC{Ref: ref("vpc-0aaa"), InternetGatewayBlockMode: inventory.Known("off"), CIDRBlocks: inventory.Known([]ec2.CIDRBlock{{CIDR: "10.0.0.0/16"}})},
	}
	x.Node.Description, x.Node.RequesterManaged = inventory.Known("ELB "+balancer), inventory.Known(true)
	x.Target.InstanceID = inventory.Known("i-0aaa")
	for _, change := range changes {
		change(x)
	}
	return []inventory.Resource{x.Node, x.Target, x.Instance, x.Front, x.Behind, x.Public, x.Private, x.ACL, x.Subnet, x.VPC}
}

// Open opens the target to the world on a port, with a public address and a route.
func (x *Example) Open(port int32) {
	x.Behind.Ingress = inventory.Known([]ec2.IPPermission{{Protocol: "tcp", FromPort: &port, ToPort: &port, IPRanges: []string{"0.0.0.0/0"}}})
	x.Target.PublicIP = inventory.Known("203.0.113.5")
	x.Target.Addresses = inventory.Known([]ec2.InterfaceAddress{{PrivateIP: "10.0.1.5", Primary: true, PublicIP: "203.0.113.5"}})
	x.Target.SubnetID = inventory.Known("subnet-0aaa")
}
