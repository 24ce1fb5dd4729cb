package network

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

// balanced is a VPC with a public subnet, in which a network load balancer without security groups has a node, and a private
// one, in which a database on an instance admits everybody on tcp/5432. Each test changes one thing.
type balanced struct {
	m        *BalancedMap
	b        *Balancer
	p        *Pool
	node, db *Interface
}

func newBalanced() balanced {
	b := &Balancer{
		ID: "net/db/60ed", ARN: "arn:b", Kind: known(NetworkBalancer), Scheme: known("internet-facing"), DNSName: known("db.elb.amazonaws.com"), VPC: known("vpc-1"),
		Subnets: known([]string{"subnet-a"}), Groups: known([]string(nil)), Listeners: known([]Listener{{Protocol: "TCP", Port: 15432, Pools: []string{"arn:p"}}}),
	}
	p := &Pool{ID: "db/7e1f", ARN: "arn:p", Kind: known("instance"), VPC: known("vpc-1"), Protocol: known("TCP"), Preserves: known(true), Members: known([]Member{{ID: "i-db", Port: 5432, State: "healthy"}})}
	one := func(id, subnet, instance, ip, public string, kind string, groups ...string) *Interface {
		a := Address{Private: netip.MustParseAddr(ip)}
		if public != "" {
			a.Public = netip.MustParseAddr(public)
		}
		return &Interface{ID: id, VPC: known("vpc-1"), Subnet: known(subnet), Type: known(kind), Status: known("in-use"), Instance: known(instance), Primary: known(true), State: known("running"),
			IPv4: known([]Address{a}), IPv6: known([]netip.Addr(nil)), Groups: known(groups), DenyAllIgwTraffic: known(false)}
	}
	node := one("eni-node", "subnet-a", "", "10.0.0.9", "203.0.113.9", "network_load_balancer")
	node.Of, node.State = b, known("")
	db := one("eni-db", "subnet-b", "i-db", "10.0.1.5", "", "interface", "sg-db")
	m := &BalancedMap{
		Map: &Map{
			Subnets:    map[string]*Subnet{"subnet-a": {ID: "subnet-a", BlockMode: known("off")}},
			VPCs:       map[string]*VPC{"vpc-1": {ID: "vpc-1", BlockMode: known("off"), Blocks: known(prefixes("10.0.0.0/16"))}},
			Tables:     map[string]*RouteTable{"subnet-a": {ID: "rtb-a", Routes: known([]Route{route("10.0.0.0/16", "local"), route("0.0.0.0/0", "igw-1")})}},
			MainTables: map[string]*RouteTable{"vpc-1": {ID: "rtb-main", Routes: known([]Route{route("10.0.0.0/16", "local")})}},
			ACLs:       map[string]*ACL{"subnet-a": openACL("acl-a"), "subnet-b": openACL("acl-b")},
			Groups: map[string]*Group{
				"sg-db": {ID: "sg-db", Ingress: known([]Rule{rule(TCP, 5432, 5432, "0.0.0.0/0")}), Egress: known([]Rule(nil))},
				"sg-lb": {ID: "sg-lb", Ingress: known([]Rule{rule(TCP, 15432, 15432, "0.0.0.0/0")}), Egress: known([]Rule{rule(AnyProtocol, 0, 65535, "0.0.0.0/0")})},
			},
			Gaps: map[inventory.Kind]*inventory.Gap{},
		},
		All: []*Balancer{b}, ByARN: map[string]*Balancer{"arn:b": b}, NodesOf: map[string][]*Interface{"arn:b": {node}}, PoolsOf: map[string][]*Pool{"arn:b": {p}},
		InterfacesOf: map[string][]*Interface{"i-db": {db}}, Holders: map[string]*Interface{"vpc-1 10.0.1.5": db},
	}
	return balanced{m, b, p, node, db}
}

// grouped gives the load balancer a security group.
func (x balanced) grouped() {
	x.node.Groups, x.b.Groups = known([]string{"sg-lb"}), known([]string{"sg-lb"})
}

// relaying makes the load balancer open connections of its own.
func (x balanced) relaying() { x.p.Preserves = known(false) }

func (x balanced) admitting(rs ...Rule) { x.m.Groups["sg-db"].Ingress = known(rs) }

// application makes the load balancer one for HTTP.
func (x balanced) application() {
	x.grouped()
	x.b.Kind, x.p.Preserves = known(ApplicationBalancer), known(false)
	x.node.Type = known("interface")
	x.b.Listeners = known([]Listener{{Protocol: "HTTPS", Port: 15432, Pools: []string{"arn:p"}}})
}

func TestThrough(t *testing.T) {
	byReference := Rule{Protocol: TCP, Ports: Ports{5432, 5432}, Groups: []string{"sg-lb"}}
	tests := []struct {
		name   string
		change func(balanced)
		origin Origin
		want   Reach
		layer  Layer
		why    string
	}{
		{name: "clients_preserved", want: Reachable, why: "eni-node has the public address 203.0.113.9; route table rtb-a answers by igw-1 (0.0.0.0/0); VPC Block Public Access is off in subnet-a; " +
			"acl-a lets tcp/15432 in (rule 100); acl-a lets the answers out; there is no security group, so everything passes; net/db/60ed listens on TCP:15432; net/db/60ed forwards to tcp/5432 of eni-db; " +
			"there is no security group, so everything passes; acl-a lets tcp/5432 out; acl-a lets the answers in; route table rtb-a takes the connection to 10.0.1.5 within vpc-1; " +
			"acl-b lets tcp/5432 in (rule 100); acl-b lets the answers out; sg-db lets tcp/5432 in from the clients of net/db/60ed"},
		{name: "relayed", change: balanced.relaying, want: Reachable},
		{name: "internal", change: func(x balanced) { x.b.Scheme = known("internal") }, want: Unreachable, layer: LayerAddress, why: "net/db/60ed, which listens on TCP:15432, is internal"},
		{name: "scheme_unread", change: func(x balanced) { x.b.Scheme = denied[string]("DescribeLoadBalancers") }, layer: LayerAddress},
		{name: "no_route_for_the_node", change: func(x balanced) { x.m.Tables = nil }, want: Unreachable, layer: LayerRoute},
		{name: "firewall_before_the_node", change: func(x balanced) {
			x.m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/24", "vpce-1")})}}
		}, layer: LayerAppliance},
		{name: "blocked_subnet_of_the_node", change: func(x balanced) { x.m.Subnets["subnet-a"].BlockMode = known("block-ingress") }, want: Unreachable, layer: LayerBlock},
		{name: "ACL_of_the_node", change: func(x balanced) { x.m.ACLs["subnet-a"].Entries = known([]Entry(nil)) }, want: Unreachable, layer: LayerACLIn},
		{name: "group_of_the_node", change: func(x balanced) { x.grouped(); x.m.Groups["sg-lb"].Ingress = known([]Rule(nil)) }, want: Unreachable, layer: LayerGroup, why: "no rule of sg-lb lets tcp/15432 in"},
		{name: "group_of_the_node_lets_nothing_out", change: func(x balanced) { x.grouped(); x.m.Groups["sg-lb"].Egress = known([]Rule(nil)) }, want: Unreachable, layer: LayerGroup, why: "no rule of sg-lb lets tcp/5432 out"},

		{name: "target_admits_the_VPC_and_clients_are_preserved", change: func(x balanced) { x.admitting(rule(TCP, 5432, 5432, "10.0.0.0/16")) }, want: Unreachable, layer: LayerGroup},
		{name: "target_admits_the_VPC_and_it_relays", change: func(x balanced) { x.relaying(); x.admitting(rule(TCP, 5432, 5432, "10.0.0.0/16")) }, want: Reachable},
		{name: "target_admits_the_VPC_and_preserving_is_unread", change: func(x balanced) {
			x.p.Preserves = denied[bool]("DescribeTargetGroupAttributes")
			x.admitting(rule(TCP, 5432, 5432, "10.0.0.0/16"))
		}, layer: LayerTarget, why: "could not read whether db/7e1f preserves the addresses of clients: EC2.DescribeTargetGroupAttributes was denied; grant ec2:DescribeTargetGroupAttributes"},
		{name: "preserving_is_unread_and_does_not_matter", change: func(x balanced) { x.p.Preserves = denied[bool]("DescribeTargetGroupAttributes") }, want: Reachable},
		{name: "target_admits_the_office", change: func(x balanced) { x.admitting(rule(TCP, 5432, 5432, "198.51.100.0/24")) }, want: Unreachable, layer: LayerGroup},
		{name: "target_admits_the_office_seen_from_there", origin: From(prefixes("198.51.100.0/25")...), change: func(x balanced) { x.admitting(rule(TCP, 5432, 5432, "198.51.100.0/24")) }, want: Reachable},
		{name: "target_admits_the_office_and_it_relays", origin: From(prefixes("198.51.100.0/25")...), change: func(x balanced) {
			x.relaying()
			x.admitting(rule(TCP, 5432, 5432, "198.51.100.0/24"))
		}, want: Unreachable, layer: LayerGroup, why: "no rule of sg-db lets tcp/5432 in"},
		{name: "by_reference_and_preserved", change: func(x balanced) { x.grouped(); x.admitting(byReference) }, want: Reachable},
		{name: "by_reference_and_relayed", change: func(x balanced) { x.grouped(); x.relaying(); x.admitting(byReference) }, want: Reachable},
		{name: "by_reference_without_a_group", change: func(x balanced) { x.admitting(byReference) }, want: Unreachable, layer: LayerGroup},
		{name: "application", change: func(x balanced) { x.application(); x.admitting(byReference) }, want: Reachable},
		{name: "application_and_clients_admitted_alone", origin: From(prefixes("198.51.100.0/25")...), change: func(x balanced) {
			x.application()
			x.admitting(rule(TCP, 5432, 5432, "198.51.100.0/24"))
		}, want: Unreachable, layer: LayerGroup},
		{name: "target_on_another_port", change: func(x balanced) { x.admitting(rule(TCP, 15432, 15432, "0.0.0.0/0")) }, want: Unreachable, layer: LayerGroup},
		{name: "ACL_of_the_target_stops_clients", change: func(x balanced) {
			x.m.ACLs["subnet-b"].Entries = known([]Entry{
				{Number: 1, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("10.0.0.0/16")[0]}, {Number: 1, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("10.0.0.0/16")[0]},
			})
		}, want: Unreachable, layer: LayerACLIn},
		{name: "ACL_of_the_target_stops_clients_and_it_relays", change: func(x balanced) {
			x.relaying()
			x.m.ACLs["subnet-b"].Entries = known([]Entry{
				{Number: 1, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("10.0.0.0/16")[0]}, {Number: 1, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("10.0.0.0/16")[0]},
			})
		}, want: Reachable},
		{name: "firewall_before_the_target", change: func(x balanced) {
			x.m.Tables["subnet-a"].Routes = known([]Route{route("10.0.0.0/16", "local"), route("10.0.1.0/24", "vpce-1"), route("0.0.0.0/0", "igw-1")})
		}, layer: LayerRoute},
		{name: "target_stopped", change: func(x balanced) { x.db.State = known("stopped") }, want: Unreachable, layer: LayerState},
		{name: "target_stopped_and_relayed", change: func(x balanced) { x.relaying(); x.db.State = known("stopped") }, want: Unreachable, layer: LayerState},
		{name: "secondary_interface", change: func(x balanced) { x.db.Primary = known(false) }, layer: LayerTarget, why: "the primary network interface of target i-db is not among those listed"},
		{name: "target_by_address", change: func(x balanced) {
			x.p.Kind, x.p.Members = known("ip"), known([]Member{{ID: "10.0.1.5", Port: 5432, State: "healthy"}})
		}, want: Reachable},
		{name: "address_elsewhere", change: func(x balanced) {
			x.p.Kind, x.p.Members = known("ip"), known([]Member{{ID: "192.168.7.7", Port: 5432}})
		}, layer: LayerTarget,
			why: "the network interface of target 192.168.7.7 is not among those listed"},
		{name: "address_elsewhere_and_closed", change: func(x balanced) {
			x.b.Scheme = known("internal")
			x.p.Kind, x.p.Members = known("ip"), known([]Member{{ID: "192.168.7.7", Port: 5432}})
		}, want: Unreachable, layer: LayerAddress},
		{name: "no_address", change: func(x balanced) { x.p.Kind = known("ip") }, layer: LayerTarget, why: "target i-db of db/7e1f is no address"},
		{name: "targets_unread", change: func(x balanced) { x.p.Members = denied[[]Member]("DescribeTargetHealth") }, layer: LayerTarget},
		{name: "listeners_unread", change: func(x balanced) { x.b.Listeners = denied[[]Listener]("DescribeListeners") }, layer: LayerListener},
		{name: "groups_of_targets_unread", change: func(x balanced) {
			x.m.PoolsOf, x.m.Gaps[KindTargetGroups] = nil, deniedGap("DescribeTargetGroups")
		}, layer: LayerListener},
		{name: "interfaces_unread", change: func(x balanced) {
			x.m.NodesOf, x.m.Gaps[KindInterface] = nil, deniedGap("DescribeNetworkInterfaces")
		}, layer: LayerAddress},
		{name: "by_a_rule_of_the_only_listener", change: func(x balanced) {
			x.b.Listeners = known([]Listener{{Protocol: "HTTPS", Port: 15432}})
		}, want: Reachable},

		{name: "nodes_not_listed", change: func(x balanced) { x.m.NodesOf = nil }, want: Reachable},
		{name: "nodes_not_listed_and_relayed", change: func(x balanced) { x.m.NodesOf = nil; x.relaying() }, want: Reachable},
		{name: "nodes_not_listed_and_by_reference", change: func(x balanced) { x.application(); x.m.NodesOf = nil; x.admitting(byReference) }, want: Reachable},
		{name: "nodes_not_listed_and_one_host_admitted", change: func(x balanced) {
			x.m.NodesOf = nil
			x.relaying()
			x.admitting(rule(TCP, 5432, 5432, "10.0.0.77/32"))
		}, layer: LayerGroup, why: "whether the caller is among those let in is not known: 10.0.0.77/32 of 10.0.0.0/16 pass security-group sg-db"},
		{name: "nodes_not_listed_and_nobody_admitted", change: func(x balanced) { x.m.NodesOf = nil; x.relaying(); x.admitting() }, want: Unreachable, layer: LayerGroup},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := newBalanced()
			if tt.change != nil {
				tt.change(x)
			}
			if tt.origin.enough == nil {
				tt.origin = Anyone()
			}
			ps := Through(x.m, x.b, tt.origin)
			if len(ps) != 1 {
				t.Fatalf("%d passages, want 1: %v", len(ps), ps)
			}
			v := ps[0].Verdict
			verify(t, &v, tt.want, tt.layer, tt.why)
		})
	}
}

// TestThroughBoth goes through a network load balancer to an application load balancer, and on to its targets.
func TestThroughBoth(t *testing.T) {
	x := newBalanced()
	x.grouped()
	inner := &Balancer{ID: "app/web/50dc", ARN: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/web/50dc", Kind: known(ApplicationBalancer), Scheme: known("internal"), VPC: known("vpc-1"), Subnets: known([]string{"subnet-b"}),
		Groups: known([]string{"sg-app"}), Listeners: known([]Listener{{Protocol: "HTTP", Port: 80, Pools: []string{"arn:p2"}}})}
	node := *x.node
	node.ID, node.Of, node.Subnet, node.Groups = "eni-app", inner, known("subnet-b"), known([]string{"sg-app"})
	node.IPv4 = known([]Address{{Private: netip.MustParseAddr("10.0.1.9")}})
	x.m.Groups["sg-app"] = &Group{ID: "sg-app", Ingress: known([]Rule{{Protocol: TCP, Ports: Ports{80, 80}, Groups: []string{"sg-lb"}}}), Egress: known([]Rule{rule(TCP, 0, 65535, "10.0.0.0/16")})}
	x.admitting(Rule{Protocol: TCP, Ports: Ports{9200, 9200}, Groups: []string{"sg-app"}})
	x.p.Kind, x.p.Members = known("alb"), known([]Member{{ID: inner.ARN, Port: 80, State: "healthy"}})
	x.m.ByARN[inner.ARN], x.m.NodesOf[inner.ARN] = inner, []*Interface{&node}
	x.m.PoolsOf[inner.ARN] = []*Pool{{ID: "search/8f20", ARN: "arn:p2", Kind: known("instance"), VPC: known("vpc-1"), Protocol: known("HTTP"), Preserves: known(false), Members: known([]Member{{ID: "i-db", Port: 9200, State: "unhealthy", Reason: "Target.Timeout"}})}}
	ps := Through(x.m, x.b, Anyone())
	if len(ps) != 1 || ps[0].Verdict.Reach != Reachable || ps[0].Note != "i-db:9200 is unhealthy (Target.Timeout)" || ps[0].String() != "TCP:15432 of net/db/60ed to i-db:9200" {
		t.Fatalf("%+v", ps)
	}
	if !slices.ContainsFunc(ps[0].Verdict.Path, func(s Step) bool {
		return s.Text == "sg-app lets tcp/80 in from the clients of net/db/60ed"
	}) {
		t.Errorf("path: %s", ps[0].Verdict.Why())
	}
	x.m.Groups["sg-app"].Egress = known([]Rule(nil))
	if v := Through(x.m, x.b, Anyone())[0].Verdict; v.Reach != Unreachable || v.Stop.Resource != "sg-app" {
		t.Errorf("the inner load balancer may call nobody, and yet %v: %s", v.Reach, v.Why())
	}
	x.p.Members = known([]Member{{ID: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/gone/1", Port: 80}})
	if v := Through(x.m, x.b, Anyone())[0].Verdict; v.Reach != Unknown {
		t.Errorf("the inner load balancer is not listed, and yet %v: %s", v.Reach, v.Why())
	}
}

// TestRuled has two listeners, of which the internet reaches one, and a target group that only a rule names.
func TestRuled(t *testing.T) {
	x := newBalanced()
	x.application()
	x.b.Listeners = known([]Listener{{Protocol: "HTTPS", Port: 15432}, {Protocol: "HTTP", Port: 80}})
	reaches := func() (out []Reach) {
		for _, p := range Through(x.m, x.b, Anyone()) {
			out = append(out, p.Verdict.Reach)
		}
		return out
	}
	if diff := cmp.Diff([]Reach{Unknown, Unreachable}, reaches()); diff != "" {
		t.Errorf("one listener reached: %s", diff)
	}
	x.m.Groups["sg-lb"].Ingress = known([]Rule{rule(TCP, 0, 65535, "0.0.0.0/0")})
	if diff := cmp.Diff([]Reach{Reachable, Reachable}, reaches()); diff != "" {
		t.Errorf("both reached: %s", diff)
	}
}

// TestNodePorts holds that a load balancer without security groups takes connections on its listeners alone.
func TestNodePorts(t *testing.T) {
	x := newBalanced()
	x.b.Listeners = known([]Listener{{Protocol: "TCP_UDP", Port: 53}, {Protocol: "TLS", Port: 443}})
	var got []string
	for _, f := range Survey(x.m, []*Interface{x.node}, Anyone(), TCP, UDP) {
		for _, r := range f.Ranges {
			got = append(got, r.Protocol.String()+" "+r.Ports.String()+" "+r.Verdict.Reach.String())
		}
	}
	if diff := cmp.Diff([]string{"tcp 53 reachable", "tcp 443 reachable", "udp 53 reachable"}, got); diff != "" {
		t.Error(diff)
	}
	v := NewInbound(x.m, x.node, Anyone()).To(Target{TCP, 22})
	if v.Reach != Unreachable || v.Why() != "net/db/60ed has no listener for tcp/22" {
		t.Errorf("%v: %s", v.Reach, v.Why())
	}
}

func TestSensitive(t *testing.T) {
	for _, tt := range []struct {
		listener Listener
		port     int
		want     bool
	}{
		{Listener{Protocol: "TCP", Port: 22}, 2222, true}, {Listener{Protocol: "TCP", Port: 2222}, 22, true}, {Listener{Protocol: "TLS", Port: 443}, 5432, true},
		{Listener{Protocol: "TCP", Port: 443}, 8443, false}, {Listener{Protocol: "HTTP", Port: 80}, 22, false}, {Listener{Protocol: "HTTPS", Port: 443}, 9200, true}, {Listener{Protocol: "SSL", Port: 6379}, 16379, true},
	} {
		p := Passage{Listener: &tt.listener, Target: Target{TCP, tt.port}}
		if got := p.Sensitive([]int{22, 3389}); got != tt.want {
			t.Errorf("%s to %d: %v", &tt.listener, tt.port, got)
		}
	}
}
