package network

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

// pair is two interfaces in two subnets of a VPC: web may call db on tcp/5432 by a reference between their groups.
func pair() (*Map, *Interface, *Interface) {
	local := []Route{route("10.0.0.0/16", "local"), route("10.1.0.0/16", "pcx-1")}
	m := &Map{
		Tables:     map[string]*RouteTable{"subnet-far": {ID: "rtb-far", Routes: known([]Route{route("10.1.0.0/16", "local"), route("10.0.0.0/16", "pcx-1")})}},
		MainTables: map[string]*RouteTable{"vpc-1": {ID: "rtb-main", Routes: known(local)}},
		ACLs:       map[string]*ACL{"subnet-web": openACL("acl-web"), "subnet-db": openACL("acl-db"), "subnet-far": openACL("acl-far")},
		Groups: map[string]*Group{
			"sg-web": {ID: "sg-web", Ingress: known([]Rule(nil)), Egress: known([]Rule{rule(AnyProtocol, 0, 65535, "0.0.0.0/0")})},
			"sg-db":  {ID: "sg-db", Ingress: known([]Rule{{Protocol: TCP, Ports: Ports{5432, 5432}, Groups: []string{"sg-web"}}}), Egress: known([]Rule(nil))},
		},
		Peerings: map[string]*Peering{"pcx-1": {ID: "pcx-1", Active: known(true), VPCs: known([2]string{"vpc-1", "vpc-2"})}},
		Gaps:     map[inventory.Kind]*inventory.Gap{},
	}
	one := func(id, subnet, ip, group string) *Interface {
		return &Interface{ID: id, VPC: known("vpc-1"), Subnet: known(subnet), Type: known("interface"), Status: known("in-use"), State: known("running"),
			IPv4: known([]Address{{Private: netip.MustParseAddr(ip)}}), IPv6: known([]netip.Addr(nil)), Groups: known([]string{group})}
	}
	return m, one("eni-web", "subnet-web", "10.0.1.5", "sg-web"), one("eni-db", "subnet-db", "10.0.2.5", "sg-db")
}

func TestBetween(t *testing.T) {
	far := func(m *Map, db *Interface) {
		db.VPC, db.Subnet = known("vpc-2"), known("subnet-far")
		db.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.1.2.5")}})
	}
	tests := []struct {
		name   string
		change func(m *Map, web, db *Interface)
		want   Reach
		layer  Layer
		why    string
	}{
		{name: "by_reference", want: Reachable, why: "sg-web lets tcp/5432 out to 10.0.2.5/32; acl-web lets tcp/5432 out; acl-web lets the answers in; " +
			"route table rtb-main takes the connection to 10.0.2.5 within vpc-1; acl-db lets tcp/5432 in (rule 100); acl-db lets the answers out; sg-db lets tcp/5432 in from 10.0.1.5/32; route table rtb-main takes the answers to 10.0.1.5 within vpc-1"},
		{name: "by_block", change: func(m *Map, _, _ *Interface) {
			m.Groups["sg-db"].Ingress = known([]Rule{rule(TCP, 5432, 5432, "10.0.1.0/24")})
		}, want: Reachable},
		{name: "reference_to_another_group", change: func(m *Map, web, _ *Interface) { web.Groups = known([]string{"sg-db"}) }, want: Unreachable, layer: LayerGroup},
		{name: "no_egress", change: func(m *Map, _, _ *Interface) { m.Groups["sg-web"].Egress = known([]Rule(nil)) }, want: Unreachable, layer: LayerGroup,
			why: "no rule of sg-web lets tcp/5432 out"},
		{name: "egress_by_reference", change: func(m *Map, _, _ *Interface) {
			m.Groups["sg-web"].Egress = known([]Rule{{Protocol: TCP, Ports: Ports{5432, 5432}, Groups: []string{"sg-db"}}})
		}, want: Reachable},
		{name: "ACL_of_the_caller_closed_for_answers", change: func(m *Map, _, _ *Interface) {
			m.ACLs["subnet-web"].Entries = known([]Entry{{Number: 1, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("0.0.0.0/0")[0]}})
		}, want: Unreachable, layer: LayerACLIn, why: "acl-web does not let answers in from 10.0.2.5 on any of the ports 1024-65535"},
		{name: "ACL_of_the_called_closed", change: func(m *Map, _, _ *Interface) { m.ACLs["subnet-db"].Entries = known([]Entry(nil)) }, want: Unreachable, layer: LayerACLIn},
		{name: "same_subnet_knows_no_ACL", change: func(m *Map, _, db *Interface) {
			db.Subnet = known("subnet-web")
			m.ACLs["subnet-web"].Entries = known([]Entry(nil))
		}, want: Reachable},
		{name: "stopped", change: func(_ *Map, web, _ *Interface) { web.State = known("stopped") }, want: Unreachable, layer: LayerState},
		{name: "peered", change: func(m *Map, _, db *Interface) { far(m, db) }, want: Reachable},
		{name: "peered_without_way_back", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.Tables["subnet-far"].Routes = known([]Route{route("10.1.0.0/16", "local")})
		}, want: Unreachable, layer: LayerRoute, why: "route table rtb-far has no route for the answers to 10.0.1.5"},
		{name: "peering_pending", change: func(m *Map, _, db *Interface) { far(m, db); m.Peerings["pcx-1"].Active = known(false) }, want: Unreachable, layer: LayerPeering},
		{name: "peering_is_not_transitive", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.Peerings["pcx-1"].VPCs = known([2]string{"vpc-1", "vpc-3"})
		}, want: Unreachable, layer: LayerPeering},
		{name: "peered_by_address_alone", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.Groups["sg-db"].Ingress = known([]Rule{rule(TCP, 5432, 5432, "10.0.1.0/24")})
		}, want: Reachable},
		{name: "peered_and_the_group_of_another", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.Groups["sg-db"].Ingress = known([]Rule{{Protocol: TCP, Ports: Ports{5432, 5432}, Groups: []string{"sg-elsewhere"}}})
		}, want: Unreachable, layer: LayerGroup},
		{name: "peered_for_a_part_of_the_peer", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("10.1.9.0/24", "pcx-1")})
		}, want: Unreachable, layer: LayerRoute, why: "route table rtb-main has no route for the connection to 10.1.2.5"},
		{name: "peered_by_a_prefix_list", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.PrefixLists = map[string]*PrefixList{"pl-1": {ID: "pl-1", AWS: known(false), Entries: known(prefixes("10.1.0.0/16"))}}
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), {PrefixList: "pl-1", Target: "pcx-1", Active: true}})
		}, want: Reachable},
		{name: "unread_prefix_list_in_a_route", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), {PrefixList: "pl-1", Target: "pcx-1", Active: true}})
		}, layer: LayerRoute},
		{name: "admitted_by_a_prefix_list", change: func(m *Map, _, _ *Interface) {
			m.PrefixLists = map[string]*PrefixList{"pl-1": {ID: "pl-1", AWS: known(false), Entries: known(prefixes("10.0.1.0/28"))}}
			m.Groups["sg-db"].Ingress = known([]Rule{{Protocol: TCP, Ports: Ports{5432, 5432}, PrefixLists: []string{"pl-1"}}})
		}, want: Reachable},
		{name: "block_public_access_does_not_matter_within", change: func(m *Map, _, _ *Interface) {
			m.VPCs = map[string]*VPC{"vpc-1": {ID: "vpc-1", BlockMode: known("block-bidirectional")}}
		}, want: Reachable},
		{name: "NAT_gateway_leads_nowhere", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("0.0.0.0/0", "nat-1")})
		}, want: Unreachable, layer: LayerRoute},
		{name: "virtual_private_gateway", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("10.1.0.0/16", "vgw-1")})
		}, layer: LayerRoute},
		{name: "longest_prefix_wins", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("10.1.0.0/16", "pcx-1"), {To: prefixes("10.1.2.0/24")[0], Target: "pcx-gone"}})
		}, want: Unreachable, layer: LayerRoute, why: "route table rtb-main drops the connection to 10.1.2.5 (10.1.2.0/24 is a blackhole)"},
		{name: "node_of_a_load_balancer_on_another_port", change: func(_ *Map, _, db *Interface) {
			db.Of = &Balancer{ID: "net/db/1", Listeners: known([]Listener{{Protocol: "TCP", Port: 443}})}
		}, want: Unreachable, layer: LayerListener},
		{name: "peering_unread", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.Peerings, m.Gaps[KindPeering] = nil, deniedGap("DescribeVpcPeeringConnections")
		}, layer: LayerPeering},
		{name: "transit_gateway", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("0.0.0.0/0", "tgw-1")})
		}, layer: LayerRoute},
		{name: "appliance_between_subnets", change: func(m *Map, _, _ *Interface) {
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("10.0.2.0/24", "vpce-1")})
		}, layer: LayerRoute},
		{name: "internet_gateway_leads_nowhere", change: func(m *Map, _, db *Interface) {
			far(m, db)
			m.MainTables["vpc-1"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("0.0.0.0/0", "igw-1")})
		}, want: Unreachable, layer: LayerRoute},
		{name: "no_common_version", change: func(_ *Map, web, _ *Interface) {
			web.IPv4, web.IPv6 = known([]Address(nil)), known([]netip.Addr{netip.MustParseAddr("2001:db8::1")})
		}, want: Unreachable, layer: LayerAddress},
		{name: "addresses_unread", change: func(_ *Map, web, _ *Interface) { web.IPv4 = inventory.Fact[[]Address]{} }, layer: LayerAddress},
		{name: "groups_of_the_caller_unread", change: func(_ *Map, web, _ *Interface) { web.Groups = inventory.Fact[[]string]{} }, layer: LayerGroup},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, web, db := pair()
			if tt.change != nil {
				tt.change(m, web, db)
			}
			v := Between(m, web, db, Target{TCP, 5432})
			verify(t, &v, tt.want, tt.layer, tt.why)
		})
	}
}

func TestRanges(t *testing.T) {
	top := newTopology()
	top.ingress(rule(TCP, 22, 25, "0.0.0.0/0"), rule(TCP, 80, 80, "0.0.0.0/0"), rule(TCP, 443, 443, "198.51.100.0/24"), Rule{Protocol: TCP, Ports: Ports{9000, 9001}, PrefixLists: []string{"pl-gone"}})
	top.entries(
		Entry{Number: 10, Protocol: TCP, Ports: Ports{24, 24}, Block: prefixes("0.0.0.0/0")[0]},
		Entry{Number: 20, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("0.0.0.0/0")[0]},
		Entry{Number: 20, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("0.0.0.0/0")[0]},
	)
	type row struct {
		Ports string
		Reach Reach
	}
	var got []row
	for _, r := range NewInbound(top.m, top.i, Anyone()).Ranges(TCP) {
		got = append(got, row{r.Ports.String(), r.Verdict.Reach})
	}
	want := []row{
		{"0-21", Unreachable}, {"22-23", Reachable}, {"24", Unreachable}, {"25", Reachable}, {"26-79", Unreachable}, {"80", Reachable},
		{"81-442", Unreachable}, {"443", Unreachable}, {"444-8999", Unreachable}, {"9000-9001", Unknown}, {"9002-65535", Unreachable},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if out := NewInbound(top.m, top.i, Anyone()).Ranges(UDP); len(out) != 1 || out[0].Ports != AllPorts || out[0].Verdict.Reach != Unreachable {
		t.Errorf("udp: %v", out)
	}
}
