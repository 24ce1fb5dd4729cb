package network

import (
	"net/netip"
	"testing"

	"pgregory.net/rapid"
)

// TestInboundAgainstPackets compares the verdict for a single source with one packet that is carried from layer to
// layer, rule by rule, as the VPC User Guide tells it.
func TestInboundAgainstPackets(t *testing.T) {
	blocks := prefixes("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "198.51.100.0/24", "198.51.100.128/25", "198.51.100.7/32", "64.0.0.0/2", "10.0.0.0/8")
	block := rapid.Custom(func(t *rapid.T) netip.Prefix {
		if rapid.Bool().Draw(t, "all") {
			return blocks[0]
		}
		return rapid.SampledFrom(blocks).Draw(t, "some")
	})
	mostly := rapid.SampledFrom([]bool{true, true, true, false})
	port := rapid.SampledFrom([]int{0, 21, 22, 23, 1023, 1024, 5432, 40000, 65535})
	protocol := rapid.SampledFrom([]Protocol{TCP, TCP, TCP, UDP, AnyProtocol})
	ports := func(t *rapid.T) Ports {
		if rapid.Bool().Draw(t, "all") {
			return AllPorts
		}
		a, b := port.Draw(t, "from"), port.Draw(t, "to")
		return Ports{min(a, b), max(a, b)}
	}
	open := 0
	rapid.Check(t, func(t *rapid.T) {
		top := newTopology()
		var routes []Route
		seen := map[netip.Prefix]bool{}
		for n := range rapid.SampledFrom([]int{0, 1, 1, 2, 3, 5}).Draw(t, "routes") {
			to := blocks[0]
			if n > 0 {
				to = block.Draw(t, "to")
			}
			if seen[to] {
				continue // a table has one route to a destination
			}
			seen[to] = true
			routes = append(routes, Route{To: to, Target: rapid.SampledFrom([]string{"igw-1", "igw-1", "nat-1", "tgw-1"}).Draw(t, "target"), Active: mostly.Draw(t, "active")})
		}
		var entries []Entry
		for n := range rapid.SampledFrom([]int{3, 6, 8, 10}).Draw(t, "entries") {
			entries = append(entries, Entry{Number: (n * 7) % 11, Egress: rapid.Bool().Draw(t, "egress"), Allow: mostly.Draw(t, "allow"),
				Protocol: protocol.Draw(t, "protocol"), Ports: ports(t), Block: block.Draw(t, "block")})
		}
		var rules []Rule
		for range rapid.SampledFrom([]int{0, 1, 2, 3, 4}).Draw(t, "rules") {
			rules = append(rules, Rule{Protocol: protocol.Draw(t, "protocol"), Ports: ports(t), Blocks: []netip.Prefix{block.Draw(t, "block")}})
		}
		top.m.Tables["subnet-a"].Routes = known(routes)
		top.entries(entries...)
		top.ingress(rules...)
		for _, source := range []string{"198.51.100.7", "198.51.100.200", "198.51.101.1", "8.8.8.8", "65.1.1.1", "203.0.113.77"} {
			a := netip.MustParseAddr(source)
			in := NewInbound(top.m, top.i, From(netip.PrefixFrom(a, 32)))
			ranges := in.Ranges(TCP)
			for _, port := range []int{22, 1023, 5432} {
				want := Unreachable
				if routedBack(routes, a) && firstMatch(entries, false, a, port) && answered(entries, a) && admitted(rules, a, port) {
					want = Reachable
					open++
				}
				if v := in.To(Target{TCP, port}); v.Reach != want {
					t.Fatalf("%s to tcp/%d: got %v (%s), want %v\nroutes %v\nentries %v\nrules %v", source, port, v.Reach, v.Why(), want, routes, entries, rules)
				}
				for _, r := range ranges {
					if r.Ports.Contains(port) && r.Verdict.Reach != want {
						t.Fatalf("%s: the ports %v are %v, want %v", source, r.Ports, r.Verdict.Reach, want)
					}
				}
			}
		}
	})
	if open == 0 {
		t.Error("no source got in anywhere: the comparison says nothing")
	}
}

func routedBack(routes []Route, a netip.Addr) bool {
	best := Route{To: netip.Prefix{}}
	for _, r := range routes {
		if r.To.Contains(a) && (!best.To.IsValid() || r.To.Bits() > best.To.Bits()) {
			best = r
		}
	}
	return best.To.IsValid() && best.Active && best.Target == "igw-1"
}

func firstMatch(entries []Entry, egress bool, a netip.Addr, port int) bool {
	for number := range 11 {
		for _, e := range entries {
			if e.Number == number && e.Egress == egress && e.Block.Contains(a) && (e.Protocol == AnyProtocol || e.Protocol == TCP && e.Ports.Contains(port)) {
				return e.Allow
			}
		}
	}
	return false
}

func answered(entries []Entry, a netip.Addr) bool {
	for _, port := range []int{1024, 1025, 5431, 5432, 5433, 39999, 40000, 40001, 65534, 65535} {
		if firstMatch(entries, true, a, port) {
			return true
		}
	}
	return false
}

func admitted(rules []Rule, a netip.Addr, port int) bool {
	for _, r := range rules {
		if r.Blocks[0].Contains(a) && (r.Protocol == AnyProtocol || r.Protocol == TCP && r.Ports.Contains(port)) {
			return true
		}
	}
	return false
}
