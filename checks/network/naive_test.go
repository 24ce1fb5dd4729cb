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
	block := rapid.SampledFrom(blocks)
	port := rapid.SampledFrom([]int{0, 21, 22, 23, 1023, 1024, 5432, 40000, 65535})
	protocol := rapid.SampledFrom([]Protocol{TCP, TCP, TCP, UDP, AnyProtocol})
	ports := func(t *rapid.T) Ports {
		a, b := port.Draw(t, "from"), port.Draw(t, "to")
		return Ports{min(a, b), max(a, b)}
	}
	rapid.Check(t, func(t *rapid.T) {
		top := newTopology()
		var routes []Route
		seen := map[netip.Prefix]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "routes") {
			to := block.Draw(t, "to")
			if seen[to] {
				continue // a table has one route to a destination
			}
			seen[to] = true
			routes = append(routes, Route{To: to, Target: rapid.SampledFrom([]string{"igw-1", "igw-1", "nat-1", "tgw-1"}).Draw(t, "target"), Active: rapid.IntRange(0, 9).Draw(t, "active") > 0})
		}
		var entries []Entry
		for n := range rapid.IntRange(0, 8).Draw(t, "entries") {
			entries = append(entries, Entry{Number: (n * 7) % 11, Egress: rapid.Bool().Draw(t, "egress"), Allow: rapid.IntRange(0, 2).Draw(t, "allow") > 0,
				Protocol: protocol.Draw(t, "protocol"), Ports: ports(t), Block: block.Draw(t, "block")})
		}
		var rules []Rule
		for range rapid.IntRange(0, 4).Draw(t, "rules") {
			rules = append(rules, Rule{Protocol: protocol.Draw(t, "protocol"), Ports: ports(t), Blocks: []netip.Prefix{block.Draw(t, "block")}})
		}
		top.m.Tables["subnet-a"].Routes = known(routes)
		top.entries(entries...)
		top.ingress(rules...)
		source := rapid.SampledFrom([]string{"198.51.100.7", "198.51.100.200", "198.51.101.1", "8.8.8.8", "65.1.1.1", "203.0.113.77"}).Draw(t, "source")
		a, target := netip.MustParseAddr(source), Target{TCP, rapid.SampledFrom([]int{22, 5432, 1023}).Draw(t, "port")}

		want := Unreachable
		if routedBack(routes, a) && firstMatch(entries, false, a, target.Port) && answered(entries, a) && admitted(rules, a, target.Port) {
			want = Reachable
		}
		in := NewInbound(top.m, top.i, From(netip.PrefixFrom(a, 32)))
		if v := in.To(target); v.Reach != want {
			t.Fatalf("%v: got %v (%s), want %v\nroutes %v\nentries %v\nrules %v", target, v.Reach, v.Why(), want, routes, entries, rules)
		}
		for _, r := range in.Ranges(TCP) {
			if r.Ports.Contains(target.Port) && r.Verdict.Reach != want {
				t.Fatalf("ranges: %v is %v, want %v", r.Ports, r.Verdict.Reach, want)
			}
		}
	})
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
