package network

import (
	"net/netip"
	"testing"

	"pgregory.net/rapid"
)

// TestThroughAgainstPackets compares the verdict for a single client of a load balancer with packets that are carried by hand:
// one to the node, and one from there to the target, which bears the client's address or the node's.
func TestThroughAgainstPackets(t *testing.T) {
	const client, node, db = "198.51.100.7", "10.0.0.9", "10.0.1.5"
	blocks := prefixes("0.0.0.0/0", "198.51.100.0/24", "198.51.100.8/29", "10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24", "10.0.0.9/32")
	block := rapid.SampledFrom(blocks)
	mostly := rapid.SampledFrom([]bool{true, true, true, false})
	ports := rapid.SampledFrom([]Ports{AllPorts, AllPorts, {15432, 15432}, {5432, 5432}, {1024, 65535}, {0, 1023}})
	rulesOf := func(t *rapid.T, name string) []Rule {
		var out []Rule
		if mostly.Draw(t, name) {
			out = append(out, Rule{Protocol: TCP, Ports: AllPorts, Blocks: blocks[:1]})
		}
		for range rapid.SampledFrom([]int{0, 1, 2}).Draw(t, name) {
			r := Rule{Protocol: TCP, Ports: ports.Draw(t, "ports")}
			if mostly.Draw(t, "by block") {
				r.Blocks = []netip.Prefix{block.Draw(t, "block")}
			} else {
				r.Groups = []string{rapid.SampledFrom([]string{"sg-lb", "sg-db"}).Draw(t, "reference")}
			}
			out = append(out, r)
		}
		return out
	}
	entriesOf := func(t *rapid.T, name string) []Entry {
		var out []Entry
		for n := range rapid.SampledFrom([]int{0, 1, 2, 4}).Draw(t, name) {
			out = append(out, Entry{Number: (n * 7) % 10, Egress: n%2 == 0, Allow: mostly.Draw(t, "allow"), Protocol: TCP, Ports: ports.Draw(t, "ports"), Block: block.Draw(t, "block")})
		}
		for _, egress := range []bool{true, false} {
			out = append(out, Entry{Number: 10, Egress: egress, Allow: mostly.Draw(t, "rest"), Protocol: TCP, Ports: AllPorts, Block: blocks[0]})
		}
		return out
	}
	open, shut := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		x := newBalanced()
		preserved, grouped := rapid.Bool().Draw(t, "preserved"), rapid.Bool().Draw(t, "grouped")
		if grouped {
			x.grouped()
		}
		x.p.Preserves = known(preserved)
		near, far := entriesOf(t, "ACL of the node"), entriesOf(t, "ACL of the target")
		in, out, behind := rulesOf(t, "in"), rulesOf(t, "out"), rulesOf(t, "behind")
		x.m.ACLs["subnet-a"].Entries, x.m.ACLs["subnet-b"].Entries = known(near), known(far)
		x.m.Groups["sg-lb"] = &Group{ID: "sg-lb", Ingress: known(in), Egress: known(out)}
		x.m.Groups["sg-db"].Ingress = known(behind)
		address := netip.MustParseAddr
		seen, from := node, "sg-lb"
		if preserved {
			seen = client
		}
		if !grouped {
			from = ""
		}
		want := Unreachable
		if firstMatch(near, false, address(client), 15432) && answeredTo(near, true, client) &&
			(!grouped || admittedBy(in, client, 15432, "") && admittedBy(out, db, 5432, "sg-db")) &&
			firstMatch(near, true, address(db), 5432) && answeredTo(near, false, db) &&
			firstMatch(far, false, address(seen), 5432) && answeredTo(far, true, seen) &&
			admittedBy(behind, seen, 5432, from) {
			want = Reachable
			open++
		} else {
			shut++
		}
		ps := Through(x.m, x.b, From(netip.PrefixFrom(address(client), 32)))
		if len(ps) != 1 || ps[0].Verdict.Reach != want {
			t.Fatalf("got %v (%s), want %v\npreserved %v, grouped %v\nnear %v\nfar %v\nin %v\nout %v\nbehind %v", ps[0].Verdict.Reach, ps[0].Verdict.Why(), want, preserved, grouped, near, far, in, out, behind)
		}
	})
	if open == 0 || shut == 0 {
		t.Errorf("%d connections came through and %d did not: the comparison says nothing", open, shut)
	}
}

// answeredTo reports whether an answer passes to or from some port of those from which clients connect.
func answeredTo(entries []Entry, egress bool, peer string) bool {
	for _, port := range []int{1024, 5431, 5432, 5433, 15431, 15432, 15433, 65535} {
		if firstMatch(entries, egress, netip.MustParseAddr(peer), port) {
			return true
		}
	}
	return false
}

// admittedBy reports whether a rule names a peer by its address, or by its group.
func admittedBy(rules []Rule, peer string, port int, group string) bool {
	for _, r := range rules {
		if !r.Ports.Contains(port) {
			continue
		}
		if len(r.Blocks) > 0 && r.Blocks[0].Contains(netip.MustParseAddr(peer)) || group != "" && len(r.Groups) > 0 && r.Groups[0] == group {
			return true
		}
	}
	return false
}
