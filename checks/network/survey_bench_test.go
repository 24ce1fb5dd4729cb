package network

import (
	"fmt"
	"net/netip"
	"testing"

	"demarc/inventory"
)

// crowd is a region of 100 subnets with n interfaces, half of them with public addresses, in 200 security groups of 50 rules, and
// a load balancer for each hundred with as many targets.
func crowd(n int) (*BalancedMap, []*Interface) {
	m := &BalancedMap{
		Map: &Map{
			Subnets: map[string]*Subnet{}, VPCs: map[string]*VPC{"vpc-1": {ID: "vpc-1", BlockMode: known("off"), Blocks: known(prefixes("10.0.0.0/8"))}}, Tables: map[string]*RouteTable{},
			MainTables: map[string]*RouteTable{"vpc-1": {ID: "rtb", Routes: known([]Route{route("10.0.0.0/8", "local"), route("0.0.0.0/0", "igw-1")})}}, ACLs: map[string]*ACL{}, Groups: map[string]*Group{}, Gaps: map[inventory.Kind]*inventory.Gap{},
		},
		ByARN: map[string]*Balancer{}, NodesOf: map[string][]*Interface{}, PoolsOf: map[string][]*Pool{}, InterfacesOf: map[string][]*Interface{}, Holders: map[string]*Interface{},
	}
	for k := range 100 {
		id := fmt.Sprintf("subnet-%d", k)
		m.Subnets[id], m.ACLs[id] = &Subnet{ID: id, BlockMode: known("off")}, openACL("acl-"+id)
	}
	for k := range 200 {
		var rules []Rule
		for r := range 50 {
			rules = append(rules, rule(TCP, 1000+r*10+k%7, 1005+r*10, fmt.Sprintf("%d.%d.0.0/16", 20+k, r)))
		}
		id := fmt.Sprintf("sg-%d", k)
		m.Groups[id] = &Group{ID: id, Ingress: known(append(rules, rule(TCP, 443, 443, "0.0.0.0/0"))), Egress: known([]Rule{rule(AnyProtocol, 0, 65535, "0.0.0.0/0")})}
	}
	var out []*Interface
	for k := range n {
		a := Address{Private: netip.AddrFrom4([4]byte{10, byte(k % 100), byte(k / 25600), byte(k / 100)})}
		if k%2 == 0 {
			a.Public = netip.AddrFrom4([4]byte{203, 0, byte(k >> 8), byte(k)})
		}
		i := &Interface{
			ID: fmt.Sprintf("eni-%d", k), VPC: known("vpc-1"), Subnet: known(fmt.Sprintf("subnet-%d", k%100)), Type: known("interface"), Status: known("in-use"), Instance: known(fmt.Sprintf("i-%d", k)), Primary: known(true), State: known("running"),
			IPv4: known([]Address{a}), IPv6: known([]netip.Addr(nil)), Groups: known([]string{fmt.Sprintf("sg-%d", k%200), fmt.Sprintf("sg-%d", k*7%200)}), DenyAllIgwTraffic: known(false),
		}
		m.InterfacesOf[i.Instance.Or("")] = []*Interface{i}
		out = append(out, i)
	}
	for k := 0; k < n; k += 100 {
		arn := fmt.Sprintf("arn:%d", k)
		b := &Balancer{ID: "app/" + arn, ARN: arn, Kind: known(ApplicationBalancer), Scheme: known("internet-facing"), VPC: known("vpc-1"), Groups: known([]string{"sg-0"}), Listeners: known([]Listener{{Protocol: "HTTPS", Port: 443, Pools: []string{arn}}})}
		node := *out[k]
		node.Of = b
		var members []Member
		for t := k; t < k+100; t++ {
			members = append(members, Member{ID: fmt.Sprintf("i-%d", t), Port: 443, State: "healthy"})
		}
		m.All, m.NodesOf[arn] = append(m.All, b), []*Interface{&node}
		m.PoolsOf[arn] = []*Pool{{ID: arn, ARN: arn, Kind: known("instance"), VPC: known("vpc-1"), Protocol: known("HTTPS"), Preserves: known(false), Members: known(members)}}
	}
	return m, out
}

// BenchmarkSurvey asks for every port of 10,000 interfaces, and for the ways through 100 load balancers to each of them.
func BenchmarkSurvey(b *testing.B) {
	m, interfaces := crowd(10_000)
	b.Run("direct", func(b *testing.B) {
		for b.Loop() {
			Survey(m, interfaces, Anyone(), TCP, UDP)
		}
	})
	b.Run("through", func(b *testing.B) {
		for b.Loop() {
			if got := len(m.Passages(Anyone())); got != len(interfaces) {
				b.Fatal(got)
			}
		}
	})
}
