package network

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ec2"
)

const (
	testAccount = "111122223333"
	testRegion  = "eu-central-1"
)

// account is a snapshot of a VPC with a public and a private subnet: a bastion on which the world may use ssh, and a
// database that admits the bastion's group.
func account(change func(map[string]inventory.Resource)) *inventory.Snapshot {
	ref := func(id string) inventory.Ref {
		return inventory.Ref{ID: id, Account: testAccount, Region: testRegion}
	}
	port := func(n int32) *int32 { return &n }
	nic := func(id, subnet, instance, ip, public, group string) *ec2.NetworkInterface {
		return &ec2.NetworkInterface{
			Ref: ref(id), VPCID: known("vpc-1"), SubnetID: known(subnet), Status: known("in-use"), InterfaceType: known("interface"), InstanceID: known(instance),
			Groups: known([]string{group}), DenyAllIgwTraffic: known(false), IPv6Addresses: known([]string{}), IPv6Prefixes: known([]string{}), PublicIP: known(public),
			Addresses: known([]ec2.InterfaceAddress{{PrivateIP: ip, Primary: true}}),
		}
	}
	entries := []ec2.ACLEntry{
		{RuleNumber: 100, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"},
		{RuleNumber: 100, Egress: true, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"},
		{RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", CIDRBlock: "0.0.0.0/0"},
	}
	anywhere := []ec2.IPPermission{{Protocol: "-1", IPRanges: []string{"0.0.0.0/0"}}}
	local := ec2.Route{DestinationCIDRBlock: "10.0.0.0/16", GatewayID: "local", State: "active"}
	parts := map[string]inventory.Resource{}
	for _, r := range []inventory.Resource{
		&ec2.VPC{Ref: ref("vpc-1"), InternetGatewayBlockMode: known("off")},
		&ec2.Subnet{Ref: ref("subnet-public"), InternetGatewayBlockMode: known("off")},
		&ec2.Subnet{Ref: ref("subnet-private"), InternetGatewayBlockMode: known("off")},
		&ec2.RouteTable{Ref: ref("rtb-main"), VPCID: known("vpc-1"), Routes: known([]ec2.Route{local}), Associations: known([]ec2.RouteTableAssociation{{Main: true, State: "associated"}})},
		&ec2.RouteTable{Ref: ref("rtb-public"), VPCID: known("vpc-1"), Routes: known([]ec2.Route{local, {DestinationPrefixListID: "pl-world", GatewayID: "igw-1", State: "active"}}),
			Associations: known([]ec2.RouteTableAssociation{{SubnetID: "subnet-public", State: "associated"}, {SubnetID: "subnet-private", State: "disassociated"}})},
		&ec2.NetworkACL{Ref: ref("acl-1"), Entries: known(entries), Subnets: known([]string{"subnet-public", "subnet-private"})},
		&ec2.PrefixList{Ref: ref("pl-world"), OwnerID: known(testAccount), Entries: known([]string{"0.0.0.0/0"})},
		&ec2.SecurityGroup{Ref: ref("sg-bastion"), Ingress: known([]ec2.IPPermission{{Protocol: "tcp", FromPort: port(22), ToPort: port(22), PrefixListIDs: []string{"pl-world"}}}), Egress: known(anywhere)},
		&ec2.SecurityGroup{Ref: ref("sg-db"), Ingress: known([]ec2.IPPermission{{Protocol: "tcp", FromPort: port(5432), ToPort: port(5432), Groups: []ec2.GroupPair{{GroupID: "sg-bastion"}}}}), Egress: known([]ec2.IPPermission{})},
		nic("eni-1-bastion", "subnet-public", "i-bastion", "10.0.0.5", "203.0.113.5", "sg-bastion"),
		nic("eni-2-db", "subnet-private", "i-db", "10.0.1.5", "", "sg-db"),
		&ec2.Instance{Ref: ref("i-bastion"), State: known("running")},
		&ec2.Instance{Ref: ref("i-db"), State: known("running")},
	} {
		parts[r.Identity().ID] = r
	}
	change(parts)
	s := &inventory.Snapshot{Header: inventory.Header{Account: testAccount, Partition: "aws", Regions: []string{testRegion}}}
	kinds := append(Wants(), inventory.Want{Type: ec2.InstanceType}, inventory.Want{Type: ec2.VPCPeeringConnectionType})
	for _, w := range kinds {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: w.Type.Kind, Region: testRegion, Status: inventory.Complete})
	}
	for _, r := range parts {
		s.Resources = append(s.Resources, r)
	}
	s.Seal()
	return s
}

// TestSnapshot follows ways through a whole snapshot, with one part of it missing in turn.
func TestSnapshot(t *testing.T) {
	type verdicts struct{ SSH, Inside, Database Reach }
	tests := []struct {
		name    string
		missing string         // the resource to leave out
		unread  inventory.Kind // the listing that broke off
		change  func(map[string]inventory.Resource)
		want    verdicts
	}{
		{name: "whole", want: verdicts{Reachable, Reachable, Unreachable}},
		{name: "table_of_the_subnet_missing", missing: "rtb-public", want: verdicts{Unreachable, Reachable, Unreachable}},
		{name: "table_of_the_subnet_unread", missing: "rtb-public", unread: "ec2.route_table", want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "groups_unread", missing: "sg-bastion", unread: "ec2.security_group", want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "ACL_missing", missing: "acl-1", want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "list_unread", missing: "pl-world", unread: "ec2.prefix_list", want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "delegated_prefix_on_the_database", change: func(m map[string]inventory.Resource) {
			db := m["eni-2-db"].(*ec2.NetworkInterface)
			db.IPv6Prefixes, db.SubnetID = known([]string{"2001:db8:0:1::/80"}), known("subnet-public")
			m["rtb-public"].(*ec2.RouteTable).Routes = known([]ec2.Route{{DestinationCIDRBlock: "0.0.0.0/0", GatewayID: "igw-1", State: "active"}, {DestinationIPv6CIDRBlock: "::/0", GatewayID: "igw-1", State: "active"}})
			port := int32(5432)
			m["sg-db"].(*ec2.SecurityGroup).Ingress = known([]ec2.IPPermission{{Protocol: "tcp", FromPort: &port, ToPort: &port, IPv6Ranges: []string{"::/0"}, Groups: []ec2.GroupPair{{GroupID: "sg-bastion"}}}})
			m["acl-1"].(*ec2.NetworkACL).Entries = known([]ec2.ACLEntry{
				{RuleNumber: 100, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"}, {RuleNumber: 101, Protocol: "-1", RuleAction: "allow", IPv6CIDRBlock: "::/0"},
				{RuleNumber: 100, Egress: true, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"}, {RuleNumber: 101, Egress: true, Protocol: "-1", RuleAction: "allow", IPv6CIDRBlock: "::/0"},
			})
		}, want: verdicts{Reachable, Reachable, Reachable}},
		{name: "instance_unlisted", missing: "i-bastion", want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "instance_unread", missing: "i-db", unread: "ec2.instance", want: verdicts{Reachable, Unknown, Unreachable}},
		{name: "subnet_unread_and_VPC_off", missing: "subnet-public", unread: "ec2.subnet", want: verdicts{Reachable, Reachable, Unreachable}},
		{name: "entry_not_understood", change: func(m map[string]inventory.Resource) {
			m["acl-1"].(*ec2.NetworkACL).Entries = known([]ec2.ACLEntry{{RuleNumber: 1, Protocol: "?", CIDRBlock: "0.0.0.0/0"}})
		}, want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "associations_unread", change: func(m map[string]inventory.Resource) {
			m["rtb-public"].(*ec2.RouteTable).Associations = inventory.Fact[[]ec2.RouteTableAssociation]{}
		}, want: verdicts{Unknown, Unknown, Unreachable}},
		{name: "firewall_at_the_gateway", change: func(m map[string]inventory.Resource) {
			m["rtb-edge"] = &ec2.RouteTable{
				Ref: inventory.Ref{ID: "rtb-edge", Account: testAccount, Region: testRegion}, VPCID: known("vpc-1"),
				Routes:       known([]ec2.Route{{DestinationCIDRBlock: "10.0.0.0/24", GatewayID: "vpce-1", State: "active"}}),
				Associations: known([]ec2.RouteTableAssociation{{GatewayID: "igw-1", State: "associated"}}),
			}
		}, want: verdicts{Unknown, Reachable, Unreachable}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := account(func(m map[string]inventory.Resource) {
				delete(m, tt.missing)
				if tt.change != nil {
					tt.change(m)
				}
			})
			for i := range s.Coverage {
				if c := &s.Coverage[i]; c.Kind == tt.unread {
					c.Status, c.Gap = inventory.Partial, deniedGap("List")
				}
			}
			n, interfaces := Snapshot(s, testRegion)
			bastion, db := interfaces[0], interfaces[1]
			got := verdicts{
				SSH:      NewInbound(n, bastion, Anyone()).To(Target{TCP, 22}).Reach,
				Inside:   Between(n, bastion, db, Target{TCP, 5432}).Reach,
				Database: NewInbound(n, db, Anyone()).To(Target{TCP, 5432}).Reach,
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestConvert(t *testing.T) {
	port := func(n int32) *int32 { return &n }
	t.Run("rules", func(t *testing.T) {
		tests := []struct {
			name string
			in   ec2.IPPermission
			want Rule
		}{
			{"tcp", ec2.IPPermission{Protocol: "tcp", FromPort: port(22), ToPort: port(23), IPRanges: []string{"10.0.0.0/8"}}, Rule{Protocol: TCP, Ports: Ports{22, 23}, Blocks: prefixes("10.0.0.0/8")}},
			{"tcp_by_number", ec2.IPPermission{Protocol: "6", FromPort: port(22), ToPort: port(22)}, Rule{Protocol: TCP, Ports: Ports{22, 22}}},
			{"all_protocols_ignore_ports", ec2.IPPermission{Protocol: "-1", FromPort: port(22), ToPort: port(22)}, Rule{Protocol: AnyProtocol, Ports: AllPorts}},
			{"another_protocol_ignores_ports", ec2.IPPermission{Protocol: "50", FromPort: port(22), ToPort: port(22)}, Rule{Protocol: 50, Ports: AllPorts}},
			{"all_ports", ec2.IPPermission{Protocol: "udp", FromPort: port(-1), ToPort: port(-1)}, Rule{Protocol: UDP, Ports: AllPorts}},
			{"icmp", ec2.IPPermission{Protocol: "icmp", FromPort: port(8), ToPort: port(-1)}, Rule{Protocol: ICMP, Ports: Ports{8, -1}}},
			{"icmpv6_without_types", ec2.IPPermission{Protocol: "icmpv6"}, Rule{Protocol: ICMPv6, Ports: Ports{-1, -1}}},
			{"both_versions", ec2.IPPermission{Protocol: "tcp", IPRanges: []string{"0.0.0.0/0"}, IPv6Ranges: []string{"::/0"}}, Rule{Protocol: TCP, Ports: AllPorts, Blocks: prefixes("0.0.0.0/0", "::/0")}},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				got, err := NewRule(tt.in)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	})
	t.Run("errors", func(t *testing.T) {
		for name, in := range map[string]ec2.IPPermission{
			"protocol": {Protocol: "tcpp"}, "number": {Protocol: "256"}, "block": {Protocol: "tcp", IPRanges: []string{"10.0.0.0"}}, "IPv6": {Protocol: "tcp", IPv6Ranges: []string{"::/129"}},
		} {
			if _, err := NewRule(in); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
	})
}
