package main

import (
	"net/netip"
	"slices"
	"strings"

	"demarc/checks/network"
	"demarc/inventory"
)

// maxPairs is how many pairs of interfaces a question may be about: some seconds for every port.
const maxPairs = 200_000

// askInside asks for ways between interfaces of the account.
func (q *reachFlags) askInside(snap *inventory.Snapshot, regions []string, doc *reachDocument) error {
	callers, targets := map[string][]*network.Interface{}, map[string][]*network.Interface{}
	networks := map[string]*network.BalancedMap{}
	var homes []string
	pairs := 0
	for _, region := range regions {
		doc.Missing = append(doc.Missing, q.unlisted(snap, region)...)
		m, interfaces := network.SnapshotBalancers(snap, region)
		networks[region] = m
		for _, i := range interfaces {
			if belongs(i, q.from) {
				callers[region] = append(callers[region], i)
			}
			if q.to == "" || belongs(i, q.to) {
				targets[region] = append(targets[region], i)
			}
		}
		if len(callers[region]) > 0 {
			homes = append(homes, region)
		}
		pairs += len(callers[region]) * len(targets[region])
	}
	switch {
	case len(homes) == 0 && len(doc.Missing) == 0:
		return usagef("--from %s: the account has no such interface, and nothing of that id with one, in %s", q.from, join(regions))
	case pairs > maxPairs:
		return usagef("%d pairs of interfaces are too many for one question: narrow --from or --to", pairs)
	}
	for _, region := range regions {
		through := passagesFrom(networks[region], callers[region])
		for _, to := range targets[region] {
			i := named(snap, region, to)
			switch {
			case len(callers[region]) > 0:
				q.between(networks[region], callers[region], to, &i)
				for _, p := range through[to] {
					q.through(&i, &p)
				}
			case q.to == "" || len(homes) == 0:
				continue // everything is asked about, of the regions of the callers
			default:
				i.Reach = network.Unknown
				i.Ranges = append(i.Ranges, rangeItem{Protocol: "anything", Reach: network.Unknown, From: []string{q.from}, Sources: []netip.Prefix{}, Path: []network.Step{}, Open: []network.Step{
					{Layer: network.LayerPeering, Resource: i.ID, Text: q.from + " is in " + join(homes) + ", and ways between regions are not followed"},
				}})
			}
			doc.Interfaces = append(doc.Interfaces, i)
		}
	}
	return nil
}

// between adds what callers reach of an interface: ranges of ports that several of them reach alike stand once.
func (q *reachFlags) between(n network.Network, callers []*network.Interface, to *network.Interface, out *reachItem) {
	seen := map[string]int{}
	for _, from := range callers {
		if from.ID == to.ID {
			continue
		}
		for _, p := range q.parsed {
			for _, r := range q.ranges(n, from, to, p) {
				if r.Verdict.Reach == network.Unreachable {
					if out.Stop == nil || len(out.Path) < len(r.Verdict.Path) {
						out.Stop, out.Path = r.Verdict.Stop, append([]network.Step{}, r.Verdict.Path...)
					}
					continue
				}
				i := rangeOf(&r)
				key := strings.Join([]string{i.Protocol, i.Ports, i.Reach.String()}, " ")
				if k, ok := seen[key]; ok {
					out.Ranges[k].From = append(out.Ranges[k].From, from.ID)
					out.Ranges[k].Sources = prefixes(network.Addresses(append(out.Ranges[k].Sources, i.Sources...)...))
					continue
				}
				seen[key] = len(out.Ranges)
				i.From = []string{from.ID}
				out.add(i, sensitive(r.Protocol, r.Ports))
			}
		}
	}
	if len(out.Ranges) > 0 {
		out.Stop, out.Path = nil, []network.Step{}
	}
}

func (q *reachFlags) ranges(n network.Network, from, to *network.Interface, p network.Protocol) []network.Range {
	if q.port < 0 {
		return network.BetweenRanges(n, from, to, p)
	}
	return []network.Range{{Protocol: p, Ports: network.Ports{From: q.port, To: q.port}, Verdict: network.Between(n, from, to, network.Target{Protocol: p, Port: q.port})}}
}

// passagesFrom returns the ways of callers through load balancers, by the interface that they lead to. Of the ways of several
// callers by the same listener to the same target, the one that comes farthest stands for all.
func passagesFrom(m *network.BalancedMap, callers []*network.Interface) map[*network.Interface][]network.Passage {
	out := map[*network.Interface][]network.Passage{}
	if len(callers) == 0 {
		return out
	}
	for _, b := range m.All {
		for k, from := range callers {
			for _, p := range network.ThroughFrom(m, b, from) {
				if p.Interface == nil || p.Interface == from {
					continue
				}
				same := func(o network.Passage) bool {
					return o.Balancer == b && o.Listener.String() == p.Listener.String() && o.Target == p.Target && o.Member == p.Member
				}
				list := out[p.Interface]
				switch at := slices.IndexFunc(list, same); {
				case at < 0:
					out[p.Interface] = append(list, p)
				case k > 0 && order(p.Verdict.Reach) < order(list[at].Verdict.Reach):
					list[at] = p
				}
			}
		}
	}
	return out
}
