package network

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

// topology is a VPC with one subnet and one interface on a running instance, on which tcp/22 is open to the world.
// Each test changes one thing.
type topology struct {
	m *Map
	i *Interface
}

func known[V any](v V) inventory.Fact[V] { return inventory.Known(v) }

func denied[V any](call string) inventory.Fact[V] { return inventory.Missing[V](deniedGap(call)) }

func deniedGap(call string) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Denied, Call: "EC2." + call, Needs: []string{"ec2:" + call}}
}

func route(to, target string) Route {
	return Route{To: netip.MustParsePrefix(to), Target: target, Active: true}
}

func openACL(id string) *ACL {
	all4, all6 := netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")
	return &ACL{ID: id, Entries: known([]Entry{
		{Number: 100, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: all4},
		{Number: 101, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: all6},
		{Number: 32767, Protocol: AnyProtocol, Ports: AllPorts, Block: all4},
		{Number: 100, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: all4},
		{Number: 101, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: all6},
		{Number: 32767, Egress: true, Protocol: AnyProtocol, Ports: AllPorts, Block: all4},
	})}
}

func newTopology() topology {
	return topology{
		m: &Map{
			Subnets:    map[string]*Subnet{"subnet-a": {ID: "subnet-a", BlockMode: known("off")}},
			VPCs:       map[string]*VPC{"vpc-1": {ID: "vpc-1", BlockMode: known("off")}},
			Tables:     map[string]*RouteTable{"subnet-a": {ID: "rtb-a", Routes: known([]Route{route("10.0.0.0/16", "local"), route("0.0.0.0/0", "igw-1")})}},
			MainTables: map[string]*RouteTable{"vpc-1": {ID: "rtb-main", Routes: known([]Route{route("10.0.0.0/16", "local")})}},
			ACLs:       map[string]*ACL{"subnet-a": openACL("acl-1")},
			Groups:     map[string]*Group{"sg-1": {ID: "sg-1", Ingress: known([]Rule{rule(TCP, 22, 22, "0.0.0.0/0", "::/0")}), Egress: known([]Rule(nil))}},
			Gaps:       map[inventory.Kind]*inventory.Gap{},
		},
		i: &Interface{
			ID: "eni-1", VPC: known("vpc-1"), Subnet: known("subnet-a"), Type: known("interface"), Status: known("in-use"), Instance: known("i-1"), State: known("running"),
			IPv4: known([]Address{{Private: netip.MustParseAddr("10.0.0.5"), Public: netip.MustParseAddr("203.0.113.5")}}), IPv6: known([]netip.Addr(nil)),
			Groups: known([]string{"sg-1"}), DenyAllIgwTraffic: known(false),
		},
	}
}

func (t topology) routes(rs ...Route) {
	t.m.Tables["subnet-a"].Routes = known(append([]Route{route("10.0.0.0/16", "local")}, rs...))
}

func (t topology) ingress(rs ...Rule) { t.m.Groups["sg-1"].Ingress = known(rs) }

func (t topology) entries(es ...Entry) { t.m.ACLs["subnet-a"].Entries = known(es) }

func (t topology) ipv6() {
	t.i.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.0.0.5")}})
	t.i.IPv6 = known([]netip.Addr{netip.MustParseAddr("2001:db8::5")})
	t.routes(route("2001:db8::/56", "local"), route("::/0", "igw-1"))
}

// verify compares a verdict with the wanted one: the layer is the one that stops the way, or the first that is open. The words
// are compared where some are wanted.
func verify(t *testing.T, v *Verdict, want Reach, at Layer, why string) {
	t.Helper()
	var layer Layer
	switch {
	case v.Stop != nil:
		layer = v.Stop.Layer
	case len(v.Open) > 0:
		layer = v.Open[0].Layer
	}
	if v.Reach != want || layer != at {
		t.Fatalf("got %v at %q, want %v at %q: %s", v.Reach, layer, want, at, v.Why())
	}
	if diff := cmp.Diff(why, v.Why()); why != "" && diff != "" {
		t.Errorf("why (-want +got):\n%s", diff)
	}
}

func TestInbound(t *testing.T) {
	all4 := netip.MustParsePrefix("0.0.0.0/0")
	in := func(n int, allow bool, from, to int, block string) Entry {
		return Entry{Number: n, Allow: allow, Protocol: TCP, Ports: Ports{from, to}, Block: netip.MustParsePrefix(block)}
	}
	out := func(n int, allow bool, from, to int, block string) Entry {
		e := in(n, allow, from, to, block)
		e.Egress = true
		return e
	}
	office := From(prefixes("198.51.100.0/24")...)
	tests := []struct {
		name   string
		change func(topology)
		origin Origin
		want   Reach
		layer  Layer  // that stops it, or is open
		why    string // in full
	}{
		{name: "open", want: Reachable, why: "eni-1 has the public address 203.0.113.5; route table rtb-a answers by igw-1 (0.0.0.0/0); VPC Block Public Access is off in subnet-a; acl-1 lets tcp/22 in (rule 100); acl-1 lets the answers out; sg-1 lets tcp/22 in from 0.0.0.0/0, ::/0"},

		{name: "no_public_address", change: func(t topology) { t.i.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.0.0.5")}}) }, want: Unreachable, layer: LayerAddress,
			why: "eni-1 has neither a public IPv4 address nor a global IPv6 address"},
		{name: "addresses_unread", change: func(t topology) { t.i.IPv4 = denied[[]Address]("DescribeNetworkInterfaces") }, layer: LayerAddress,
			why: "could not read the addresses of eni-1: EC2.DescribeNetworkInterfaces was denied; grant ec2:DescribeNetworkInterfaces"},
		{name: "IPv6_unread_and_IPv4_closed", change: func(t topology) {
			t.ingress()
			t.i.IPv6 = inventory.Fact[[]netip.Addr]{}
		}, layer: LayerAddress, why: "could not read the IPv6 addresses of eni-1: the fact was not asked for in this scan"},
		{name: "IPv6_unread_and_IPv4_open", change: func(t topology) { t.i.IPv6 = inventory.Fact[[]netip.Addr]{} }, want: Reachable},
		{name: "second_address_is_public", change: func(t topology) {
			t.i.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.0.0.5")}, {Private: netip.MustParseAddr("10.0.0.6"), Public: netip.MustParseAddr("203.0.113.6")}})
		}, want: Reachable},
		{name: "IPv6", change: topology.ipv6, want: Reachable},
		{name: "IPv6_with_DenyAllIgwTraffic", change: func(t topology) { t.ipv6(); t.i.DenyAllIgwTraffic = known(true) }, want: Unreachable, layer: LayerAddress,
			why: "eni-1 has DenyAllIgwTraffic: inbound IPv6 from the internet is dropped"},
		{name: "IPv6_by_egress_only_gateway", change: func(t topology) { t.ipv6(); t.routes(route("::/0", "eigw-1")) }, want: Unreachable, layer: LayerRoute,
			why: "route table rtb-a of subnet-a has no route to an internet gateway for the answers (::/0 goes to eigw-1)"},
		{name: "unique_local_IPv6", change: func(t topology) { t.ipv6(); t.i.IPv6 = known([]netip.Addr{netip.MustParseAddr("fd00::5")}) }, want: Unreachable, layer: LayerAddress},
		{name: "IPv6_rule_for_IPv4_only", change: func(t topology) { t.ipv6(); t.ingress(rule(TCP, 22, 22, "0.0.0.0/0")) }, want: Unreachable, layer: LayerGroup},

		{name: "carrier_address", change: func(t topology) {
			t.i.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.0.0.5"), Carrier: netip.MustParseAddr("155.146.0.5")}})
		}, layer: LayerAddress, why: "eni-1 has the carrier address 155.146.0.5, and what the carrier's network lets in is not known"},

		{name: "attached_to_nothing", change: func(t topology) { t.i.Status = known("available") }, want: Unreachable, layer: LayerState, why: "eni-1 is attached to nothing"},
		{name: "stopped", change: func(t topology) { t.i.State = known("stopped") }, want: Unreachable, layer: LayerState, why: "the instance of eni-1 is stopped, not running"},
		{name: "state_unread", change: func(t topology) { t.i.State = denied[string]("DescribeInstances") }, layer: LayerState},
		{name: "state_unread_and_closed", change: func(t topology) { t.i.State = denied[string]("DescribeInstances"); t.ingress() }, want: Unreachable, layer: LayerGroup, why: "no rule of sg-1 lets tcp/22 in"},
		{name: "no_instance", change: func(t topology) { t.i.State = known("") }, want: Reachable},
		{name: "NAT_gateway", change: func(t topology) { t.i.Type = known("nat_gateway") }, want: Unreachable, layer: LayerState},

		{name: "main_table", change: func(t topology) { delete(t.m.Tables, "subnet-a") }, want: Unreachable, layer: LayerRoute,
			why: "route table rtb-main of subnet-a has no route to an internet gateway for the answers"},
		{name: "main_table_when_tables_are_partial", change: func(t topology) {
			delete(t.m.Tables, "subnet-a")
			t.m.Gaps[KindRouteTable] = deniedGap("DescribeRouteTables")
		}, layer: LayerRoute},
		{name: "NAT_route", change: func(t topology) { t.routes(route("0.0.0.0/0", "nat-1")) }, want: Unreachable, layer: LayerRoute},
		{name: "transit_gateway_route", change: func(t topology) { t.routes(route("0.0.0.0/0", "tgw-1")) }, want: Unreachable, layer: LayerRoute},
		{name: "blackhole", change: func(t topology) {
			t.routes(Route{To: all4, Target: "igw-1"})
		}, want: Unreachable, layer: LayerRoute, why: "route table rtb-a of subnet-a has no route to an internet gateway for the answers (0.0.0.0/0 is a blackhole (igw-1))"},
		{name: "halves_to_the_gateway", change: func(t topology) { t.routes(route("0.0.0.0/1", "igw-1"), route("128.0.0.0/1", "igw-1")) }, want: Reachable},
		{name: "longest_prefix_wins", change: func(t topology) {
			t.routes(route("0.0.0.0/0", "igw-1"), route("0.0.0.0/1", "tgw-1"), route("128.0.0.0/1", "tgw-1"))
		}, want: Unreachable, layer: LayerRoute},
		{name: "gateway_for_the_office_only", change: func(t topology) { t.routes(route("198.51.100.0/24", "igw-1"), route("0.0.0.0/0", "nat-1")) }, want: Unreachable, layer: LayerRoute,
			why: "route table rtb-a of subnet-a has no route to an internet gateway for the answers (0.0.0.0/0 goes to nat-1); it lets in 198.51.100.0/24 alone"},
		{name: "gateway_for_the_office_seen_from_there", change: func(t topology) { t.routes(route("198.51.100.0/24", "igw-1"), route("0.0.0.0/0", "nat-1")) }, origin: office, want: Reachable},
		{name: "firewall_in_the_route", change: func(t topology) { t.routes(route("0.0.0.0/0", "vpce-1")) }, layer: LayerRoute,
			why: "route table rtb-a sends answers through a firewall endpoint or appliance (0.0.0.0/0 goes to vpce-1), and what that admits is not known"},
		{name: "firewall_in_the_route_and_closed", change: func(t topology) { t.routes(route("0.0.0.0/0", "vpce-1")); t.ingress() }, want: Unreachable, layer: LayerGroup},
		{name: "prefix_list_to_the_gateway", change: func(t topology) {
			t.m.PrefixLists = map[string]*PrefixList{"pl-1": {ID: "pl-1", AWS: known(false), Entries: known(prefixes("0.0.0.0/0"))}}
			t.routes(Route{PrefixList: "pl-1", Target: "igw-1", Active: true})
		}, want: Reachable},
		{name: "unread_prefix_list_in_a_route", change: func(t topology) {
			t.routes(Route{PrefixList: "pl-1", Target: "tgw-1", Active: true}, route("0.0.0.0/0", "igw-1"))
		}, layer: LayerRoute, why: "prefix list pl-1 is not among those listed"},
		{name: "gateway_endpoint_does_not_matter", change: func(t topology) {
			t.m.PrefixLists = map[string]*PrefixList{"pl-s3": {ID: "pl-s3", AWS: known(true)}}
			t.routes(Route{PrefixList: "pl-s3", Target: "vpce-1", Active: true}, route("0.0.0.0/0", "igw-1"))
		}, want: Reachable},
		{name: "routes_unread", change: func(t topology) { t.m.Tables["subnet-a"].Routes = inventory.Fact[[]Route]{} }, layer: LayerRoute},

		{name: "firewall_behind_the_gateway", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/16", "local"), route("10.0.0.0/24", "vpce-1")})}}
		}, layer: LayerAppliance, why: "gateway table rtb-edge sends what is meant for 10.0.0.5 through vpce-1, and what that admits is not known"},
		{name: "firewall_behind_the_gateway_and_closed", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/24", "vpce-1")})}}
			t.ingress()
		}, want: Unreachable, layer: LayerGroup},
		{name: "firewall_on_the_way_in_and_on_the_way_back", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/24", "vpce-1")})}}
			t.routes(route("0.0.0.0/0", "vpce-1"))
		}, layer: LayerRoute},
		{name: "firewall_for_some_sources", change: func(t topology) {
			t.routes(route("198.51.100.0/24", "vpce-1"), route("0.0.0.0/0", "igw-1"))
		}, want: Reachable},
		{name: "firewall_for_some_sources_seen_from_there", origin: office, change: func(t topology) {
			t.routes(route("198.51.100.0/24", "vpce-1"), route("0.0.0.0/0", "igw-1"))
		}, layer: LayerRoute},
		{name: "gateway_table_blackhole", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{{To: prefixes("10.0.0.0/24")[0], Target: "vpce-gone"}})}}
		}, want: Unreachable, layer: LayerAppliance},
		{name: "gateway_table_unread", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: denied[[]Route]("DescribeRouteTables")}}
		}, layer: LayerAppliance},
		{name: "appliance_in_the_route", change: func(t topology) { t.routes(route("0.0.0.0/0", "eni-firewall")) }, layer: LayerRoute},
		{name: "virtual_private_gateway_route", change: func(t topology) { t.routes(route("0.0.0.0/0", "vgw-1")) }, want: Unreachable, layer: LayerRoute},
		{name: "firewall_for_another_subnet", change: func(t topology) {
			t.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/16", "local"), route("10.0.9.0/24", "vpce-1")})}}
		}, want: Reachable},

		{name: "block_ingress", change: func(t topology) { t.m.Subnets["subnet-a"].BlockMode = known("block-ingress") }, want: Unreachable, layer: LayerBlock,
			why: "VPC Block Public Access is block-ingress in subnet-a"},
		{name: "block_bidirectional", change: func(t topology) { t.m.Subnets["subnet-a"].BlockMode = known("block-bidirectional") }, want: Unreachable, layer: LayerBlock},
		{name: "excluded_subnet_of_a_blocked_VPC", change: func(t topology) { t.m.VPCs["vpc-1"].BlockMode = known("block-bidirectional") }, want: Reachable},
		{name: "subnet_silent_and_VPC_blocked", change: func(t topology) {
			t.m.Subnets["subnet-a"].BlockMode = inventory.Fact[string]{}
			t.m.VPCs["vpc-1"].BlockMode = known("block-ingress")
		}, want: Unreachable, layer: LayerBlock},
		{name: "block_mode_unread", change: func(t topology) {
			t.m.Subnets["subnet-a"].BlockMode = inventory.Fact[string]{}
			t.m.VPCs["vpc-1"].BlockMode = inventory.Fact[string]{}
		}, layer: LayerBlock},

		{name: "ACL_closed", change: func(t topology) { t.entries() }, want: Unreachable, layer: LayerACLIn, why: "acl-1 does not let tcp/22 in from the internet side"},
		{name: "ACL_denies_before_it_allows", change: func(t topology) {
			t.entries(in(50, false, 22, 22, "0.0.0.0/0"), in(100, true, 0, 65535, "0.0.0.0/0"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, want: Unreachable, layer: LayerACLIn},
		{name: "ACL_denies_after_it_allows", change: func(t topology) {
			t.entries(in(150, false, 22, 22, "0.0.0.0/0"), in(100, true, 0, 65535, "0.0.0.0/0"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, want: Reachable},
		{name: "ACL_lets_no_answer_out", change: func(t topology) { t.entries(in(100, true, 22, 22, "0.0.0.0/0"), out(100, true, 443, 443, "0.0.0.0/0")) }, want: Unreachable, layer: LayerACLOut,
			why: "acl-1 does not let answers out to the internet side on any of the ports 1024-65535"},
		{name: "ACL_lets_some_answers_out", change: func(t topology) {
			t.entries(in(100, true, 22, 22, "0.0.0.0/0"), out(90, false, 1024, 32767, "0.0.0.0/0"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, want: Reachable},
		{name: "ACL_for_the_office", change: func(t topology) {
			t.entries(in(100, true, 22, 22, "198.51.100.0/24"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, want: Unreachable, layer: LayerACLIn,
			why: "acl-1 does not let tcp/22 in from the internet side; it lets in 198.51.100.0/24 alone"},
		{name: "ACL_for_the_office_seen_from_there", change: func(t topology) {
			t.entries(in(100, true, 22, 22, "198.51.100.0/24"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, origin: office, want: Reachable},
		{name: "ACL_unread", change: func(t topology) { t.m.ACLs["subnet-a"].Entries = denied[[]Entry]("DescribeNetworkAcls") }, layer: LayerACLIn},
		{name: "ACL_not_listed", change: func(t topology) { delete(t.m.ACLs, "subnet-a") }, layer: LayerACLIn, why: "the network ACL of subnet-a is not among those listed"},
		{name: "ACL_unread_and_closed", change: func(t topology) { delete(t.m.ACLs, "subnet-a"); t.ingress() }, want: Unreachable, layer: LayerGroup},

		{name: "group_closed", change: func(t topology) { t.ingress() }, want: Unreachable, layer: LayerGroup, why: "no rule of sg-1 lets tcp/22 in"},
		{name: "group_for_another_port", change: func(t topology) { t.ingress(rule(TCP, 23, 65535, "0.0.0.0/0")) }, want: Unreachable, layer: LayerGroup},
		{name: "group_for_another_protocol", change: func(t topology) { t.ingress(rule(UDP, 22, 22, "0.0.0.0/0")) }, want: Unreachable, layer: LayerGroup},
		{name: "group_for_all_protocols", change: func(t topology) { t.ingress(rule(AnyProtocol, 0, 65535, "0.0.0.0/0")) }, want: Reachable},
		{name: "group_in_halves", change: func(t topology) { t.ingress(rule(TCP, 0, 1023, "0.0.0.0/1"), rule(TCP, 22, 22, "128.0.0.0/1")) }, want: Reachable},
		{name: "groups_in_halves", change: func(t topology) {
			t.ingress(rule(TCP, 0, 1023, "0.0.0.0/1"))
			t.m.Groups["sg-2"] = &Group{ID: "sg-2", Ingress: known([]Rule{rule(TCP, 22, 22, "128.0.0.0/1")})}
			t.i.Groups = known([]string{"sg-1", "sg-2"})
		}, want: Reachable},
		{name: "ACL_and_group_for_different_halves", change: func(t topology) {
			t.ingress(rule(TCP, 22, 22, "0.0.0.0/1"))
			t.entries(in(100, true, 22, 22, "128.0.0.0/1"), out(100, true, 0, 65535, "0.0.0.0/0"))
		}, want: Unreachable, layer: LayerGroup},
		{name: "group_for_the_office", change: func(t topology) { t.ingress(rule(TCP, 22, 22, "198.51.100.7/32")) }, want: Unreachable, layer: LayerGroup,
			why: "no rule of sg-1 lets tcp/22 in; it lets in 198.51.100.7/32 alone"},
		{name: "group_for_the_office_seen_from_there", change: func(t topology) { t.ingress(rule(TCP, 22, 22, "198.51.100.7/32")) }, origin: office, want: Reachable},
		{name: "reference_is_not_the_internet", change: func(t topology) { t.ingress(Rule{Protocol: TCP, Ports: Ports{22, 22}, Groups: []string{"sg-1"}}) }, want: Unreachable, layer: LayerGroup},
		{name: "unread_prefix_list", change: func(t topology) { t.ingress(Rule{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-1"}}) }, layer: LayerGroup},
		{name: "unread_prefix_list_beside_an_open_rule", change: func(t topology) {
			t.ingress(Rule{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-1"}}, rule(TCP, 22, 22, "0.0.0.0/0"))
		}, want: Reachable},
		{name: "group_unread", change: func(t topology) { t.m.Groups["sg-1"].Ingress = denied[[]Rule]("DescribeSecurityGroups") }, layer: LayerGroup},
		{name: "one_group_unread_and_one_open", change: func(t topology) { t.i.Groups = known([]string{"sg-gone", "sg-1"}) }, want: Reachable},
		{name: "groups_unread", change: func(t topology) { t.i.Groups = inventory.Fact[[]string]{} }, layer: LayerGroup},
		{name: "no_group", change: func(t topology) { t.i.Groups = known([]string{}) }, layer: LayerGroup},
		{name: "network_load_balancer_without_group", change: func(t topology) { t.i.Groups = known([]string{}); t.i.Type = known("network_load_balancer") }, want: Reachable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			top := newTopology()
			if tt.change != nil {
				tt.change(top)
			}
			if tt.origin.enough == nil {
				tt.origin = Anyone()
			}
			v := NewInbound(top.m, top.i, tt.origin).To(Target{TCP, 22})
			verify(t, &v, tt.want, tt.layer, tt.why)
		})
	}
}
