package main

import (
	"cmp"
	"net/netip"
	"slices"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

func (a *app) accessReach(snap *inventory.Snapshot, q *reachFlags, asJSON bool) error {
	doc := reachDocument{Account: snap.Account, From: q.from, Interfaces: []reachItem{}, Missing: []missing{}}
	regions := snap.Regions
	if len(q.regions) > 0 {
		for _, r := range q.regions {
			if !slices.Contains(regions, r) {
				return usagef("--region %s is not in the snapshot, which has %s", r, join(regions))
			}
		}
		regions = q.regions
	}
	if err := q.ask(snap, regions, &doc); err != nil {
		return err
	}
	if q.to != "" && len(doc.Interfaces) == 0 && len(doc.Missing) == 0 {
		return usagef("--to %s: the account has no such interface, and nothing of that id with one, in %s", q.to, join(regions))
	}
	slices.SortStableFunc(doc.Interfaces, func(x, y reachItem) int {
		return cmp.Or(cmp.Compare(order(x.Reach), order(y.Reach)), cmp.Compare(lead(x.Sensitive), lead(y.Sensitive)))
	})
	for _, i := range doc.Interfaces {
		if i.Reach == network.Unknown {
			doc.Missing = append(doc.Missing, missing{What: i.ID + " in " + i.Region, Why: "not decided for every port; see there"})
		}
	}
	var err error
	if asJSON {
		err = a.writeJSON(doc)
	} else {
		err = a.printReach(&doc, snap)
	}
	if err != nil {
		return err
	}
	return incompleteExit(doc.Missing, snap)
}

// order puts what is reached first, and what is not last; lead what matters most first among equals.
func order(r network.Reach) int {
	return slices.Index([]network.Reach{network.Reachable, network.Unknown, network.Unreachable}, r)
}

func lead(sensitive bool) int {
	if sensitive {
		return 0
	}
	return 1
}

// ask fills the document with the answers of each region.
func (q *reachFlags) ask(snap *inventory.Snapshot, regions []string, doc *reachDocument) error {
	if q.inside {
		return q.askInside(snap, regions, doc)
	}
	for _, region := range regions {
		doc.Missing = append(doc.Missing, q.unlisted(snap, region)...)
		m, interfaces := network.SnapshotBalancers(snap, region)
		through := map[*network.Interface][]network.Passage{}
		for _, p := range m.Passages(q.origin) {
			if p.Interface != nil {
				through[p.Interface] = append(through[p.Interface], p)
			}
		}
		interfaces = slices.DeleteFunc(interfaces, func(i *network.Interface) bool { return q.to != "" && !belongs(i, q.to) })
		for _, f := range q.survey(m, interfaces) {
			i := item(snap, region, &f)
			for _, p := range through[f.Interface] {
				q.through(&i, &p)
			}
			doc.Interfaces = append(doc.Interfaces, i)
		}
	}
	return nil
}

// unlisted names what of a region was not listed as a whole.
func (q *reachFlags) unlisted(snap *inventory.Snapshot, region string) (out []missing) {
	kinds := map[string]*inventory.Type{"interfaces": ec2.NetworkInterfaceType, "classic load balancers": elb.LoadBalancerType, "load balancers": elbv2.LoadBalancerType}
	if q.inside {
		kinds["peering connections"] = ec2.VPCPeeringConnectionType
	}
	for what, t := range kinds {
		if c := snap.CoverageOf(t.Kind, region); c == nil {
			out = append(out, missing{What: what + " in " + region, Why: "the snapshot was not collected for them"})
		} else if c.Status != inventory.Complete && c.Status != inventory.Skipped {
			out = append(out, missing{What: what + " in " + region, Why: c.Why()})
		}
	}
	slices.SortFunc(out, func(a, b missing) int { return cmp.Compare(a.What, b.What) })
	return out
}

// survey asks for every port, or for the one that is asked about.
func (q *reachFlags) survey(n network.Network, interfaces []*network.Interface) []network.Finding {
	if q.port < 0 {
		return network.Survey(n, interfaces, q.origin, q.parsed...)
	}
	var out []network.Finding
	for _, i := range interfaces {
		f := network.Finding{Interface: i}
		in := network.NewInbound(n, i, q.origin)
		for _, p := range q.parsed {
			v := in.To(network.Target{Protocol: p, Port: q.port})
			if v.Reach != network.Unreachable {
				f.Ranges = append(f.Ranges, network.Range{Protocol: p, Ports: network.Ports{From: q.port, To: q.port}, Verdict: v})
			} else if f.Closed == nil {
				f.Closed = &v
			}
		}
		if len(f.Ranges) > 0 {
			f.Closed = nil
		}
		out = append(out, f)
	}
	return out
}

// named is an item of an interface of which nothing is said yet.
func named(snap *inventory.Snapshot, region string, i *network.Interface) reachItem {
	out := reachItem{
		ID: i.ID, Region: region, Owner: i.Owner, Instance: i.Instance.Or(""), Reach: network.Unreachable, Ranges: []rangeItem{}, Through: []throughItem{}, Path: []network.Step{},
	}
	if r := snap.Find(ec2.InstanceType.Kind, region, out.Instance); r != nil {
		out.Name = r.Identity().Name
	}
	return out
}

func item(snap *inventory.Snapshot, region string, f *network.Finding) reachItem {
	out := named(snap, region, f.Interface)
	for _, r := range f.Ranges {
		out.add(rangeOf(&r), sensitive(r.Protocol, r.Ports))
	}
	if f.Closed != nil {
		out.Stop, out.Path = f.Closed.Stop, append(out.Path, f.Closed.Path...)
	}
	return out
}

// add adds a range of ports that are reached, or may be.
func (i *reachItem) add(r rangeItem, sensitive bool) {
	if order(r.Reach) < order(i.Reach) {
		i.Reach = r.Reach
	}
	i.Sensitive = i.Sensitive || r.Reach == network.Reachable && sensitive
	i.Ranges = append(i.Ranges, r)
}

func rangeOf(r *network.Range) rangeItem {
	return rangeItem{
		Protocol: r.Protocol.String(), Ports: r.Ports.String(), Reach: r.Verdict.Reach, Address: r.Verdict.Address, Sources: prefixes(r.Verdict.Sources),
		Path: append([]network.Step{}, r.Verdict.Path...), Open: append([]network.Step{}, r.Verdict.Open...), target: r.Verdict.Target.String(),
	}
}

func prefixes(s network.Set) []netip.Prefix { return append([]netip.Prefix{}, s.Prefixes()...) }

// sensitive reports whether a range has a port of administration or of a database. All ports of the default policy count,
// and no others: the answer does not depend on a configuration.
func sensitive(p network.Protocol, ports network.Ports) bool {
	all := slices.Concat(checks.DefaultPolicy().AdminPorts, network.DatabasePorts())
	return p == network.TCP && slices.ContainsFunc(all, ports.Contains)
}

// through adds a way through a load balancer, if the question is for its protocol, and for the port of its listener or target.
func (q *reachFlags) through(i *reachItem, p *network.Passage) {
	if !slices.Contains(q.parsed, p.Target.Protocol) || q.port >= 0 && q.port != p.Target.Port && q.port != p.Listener.Port {
		return
	}
	v := &p.Verdict
	if order(v.Reach) < order(i.Reach) {
		i.Reach = v.Reach
	}
	i.Sensitive = i.Sensitive || v.Reach == network.Reachable && p.Sensitive(checks.DefaultPolicy().AdminPorts)
	i.Through = append(i.Through, throughItem{
		Balancer: p.Balancer.ID, Listener: p.Listener.String(), Target: p.Member.String(), Protocol: p.Target.Protocol.String(), Port: p.Target.Port, Reach: v.Reach, Note: p.Note,
		Sources: prefixes(v.Sources), Path: append([]network.Step{}, v.Path...), Stop: v.Stop, Open: append([]network.Step{}, v.Open...),
	})
}
