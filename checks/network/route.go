package network

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// hop is one destination of a route table with its target, prefix lists expanded.
type hop struct {
	to     netip.Prefix
	target string
	active bool
}

// hops returns the routes of a table, the longest prefix first, which is the order in which they are tried. why says
// which routes are not known.
func hops(n Network, routes []Route) (out []hop, why string) {
	for _, r := range routes {
		if r.PrefixList == "" {
			out = append(out, hop{r.To, r.Target, r.Active})
			continue
		}
		l, gap := n.PrefixList(r.PrefixList)
		if l == nil {
			why = missing("prefix list", r.PrefixList, gap)
			continue
		}
		if aws, gap := l.AWS.Get(); gap == nil && aws {
			// A gateway endpoint's route covers the addresses of its service alone.
			continue
		}
		blocks, gap := l.Entries.Get()
		if gap != nil {
			why = unread("the entries of prefix list "+r.PrefixList, l.Entries)
			continue
		}
		for _, b := range blocks {
			out = append(out, hop{b, r.Target, r.Active})
		}
	}
	// Of two routes to the same destination the static one wins. Internet gateways have static routes only.
	slices.SortStableFunc(out, func(a, b hop) int {
		return cmp.Or(cmp.Compare(b.to.Bits(), a.to.Bits()), cmp.Compare(rank(a), rank(b)))
	})
	return out, why
}

func rank(h hop) int {
	if strings.HasPrefix(h.target, "vgw-") {
		return 1
	}
	return 0
}

// lookup returns the hop that an address takes.
func lookup(hs []hop, a netip.Addr) (hop, bool) {
	for _, h := range hs {
		if h.to.Contains(a) {
			return h, true
		}
	}
	return hop{}, false
}

// exit says where a table sends answers to the addresses of one IP version.
type exit struct {
	internet  Set // by an internet gateway
	appliance Set // by a firewall or another machine, which may do anything
	gateway   string
	to        netip.Prefix // the shortest route to the gateway
	other     string       // where the rest goes, in words
}

// exits follows the routes of a table for a version. The hops must be in order.
func exits(hs []hop, family Set) exit {
	var e exit
	rest := family
	var elsewhere []string
	for _, h := range hs {
		part := rest.Intersect(Addresses(h.to))
		if part.Empty() {
			continue
		}
		rest = rest.Minus(part)
		switch kind, _, _ := strings.Cut(h.target, "-"); {
		case !h.active:
			elsewhere = append(elsewhere, h.to.String()+" is a blackhole ("+h.target+")")
		case kind == "igw":
			e.internet, e.gateway, e.to = e.internet.Union(part), h.target, h.to
		case kind == "vpce", kind == "eni", kind == "i":
			e.appliance = e.appliance.Union(part)
			elsewhere = append(elsewhere, h.to.String()+" goes to "+h.target)
		case h.target == "local":
		default:
			elsewhere = append(elsewhere, h.to.String()+" goes to "+h.target)
		}
	}
	if len(elsewhere) > 0 {
		e.other = elsewhere[len(elsewhere)-1]
	}
	return e
}
