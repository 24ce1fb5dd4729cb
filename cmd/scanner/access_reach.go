package main

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/report/terminal"
)

// A reachDocument is what the network lets reach, as JSON.
type reachDocument struct {
	Account    string      `json:"account"`
	From       string      `json:"from"`
	Interfaces []reachItem `json:"interfaces"`
	Missing    []missing   `json:"missing"`
}

// A reachItem is one interface.
type reachItem struct {
	ID       string `json:"id"`
	Region   string `json:"region"`
	Owner    string `json:"owner"`
	Instance string `json:"instance"`
	// Reach is that of the best port.
	Reach network.Reach `json:"reach"`
	// Ranges are the ports that are reached, or may be.
	Ranges []rangeItem `json:"ranges"`
	// Stop is the first thing that stops every way, where nothing is reached, and Path what leads up to it.
	Stop *network.Step  `json:"stop"`
	Path []network.Step `json:"path"`
}

// A rangeItem is a range of ports that are treated alike.
type rangeItem struct {
	Protocol string         `json:"protocol"`
	Ports    string         `json:"ports"`
	Reach    network.Reach  `json:"reach"`
	Address  netip.Addr     `json:"address,omitzero"`
	Sources  []netip.Prefix `json:"sources"`
	Path     []network.Step `json:"path"`
	Open     []network.Step `json:"open"`
}

// reachFlags are the question.
type reachFlags struct {
	from, to  string
	protocols []string
	port      int
	regions   []string

	origin network.Origin
	parsed []network.Protocol
}

func (a *app) accessReachCommand() *cobra.Command {
	var (
		connect connectFlags
		format  formatFlag
		q       reachFlags
	)
	cmd := &cobra.Command{
		Use:   "reach [SNAPSHOT]",
		Short: "Say what the network lets reach each interface, by which way, or what stops it",
		Long: `Say for each network interface on which ports the internet, or an address range, reaches
it, and by which way: address, route, VPC block public access, network ACL both ways,
security groups. Where nothing is reached, the first thing that stops it is named.

Exit codes: 0 answered, 2 a mistake in flags or input, 3 not everything was read,
4 the scan could not run.`,
		Example: `  scanner access reach --sandbox
  scanner access reach --from 198.51.100.0/24 --to i-0123456789abcdef0 --port 22 account.snapshot`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			if err := fewArgs(cmd, args, 0, 1, "a snapshot file or nothing"); err != nil {
				return err
			}
			if err := q.validate(cmd.Flags().Changed("port")); err != nil {
				return err
			}
			wants := append(network.Wants(), inventory.Want{Type: ec2.InstanceType})
			snap, err := a.snapshotOf(cmd.Context(), strings.Join(args, ""), q.regions, &connect, wants)
			if err != nil {
				return err
			}
			return a.accessReach(snap, &q, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.from, "from", internet, "where connections come from: internet, or address `ranges` such as 198.51.100.0/24, comma-separated")
	f.StringVar(&q.to, "to", "", "only this interface or instance: an `id` such as eni-0123456789abcdef0 or i-0123456789abcdef0")
	f.StringSliceVar(&q.protocols, "protocol", []string{"tcp", "udp"}, "`protocol`s to ask for: tcp, udp, icmp, icmpv6 or a number (repeatable, comma-separated)")
	f.IntVar(&q.port, "port", 0, "only this `port`, of tcp and udp")
	f.StringSliceVar(&q.regions, "region", nil, "`region`s to look at (repeatable, comma-separated)")
	format.add(f)
	connect.add(cmd)
	return cmd
}

// internet stands for every address from which a packet can come over the public internet.
const internet = "internet"

func (q *reachFlags) validate(onePort bool) error {
	q.origin = network.Anyone()
	if q.from != internet {
		var blocks []netip.Prefix
		for s := range strings.SplitSeq(q.from, ",") {
			p, err := netip.ParsePrefix(s)
			if addr, bad := netip.ParseAddr(s); bad == nil {
				p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
			}
			if err != nil {
				return usagef("--from %q is neither internet nor an address range: write it like 198.51.100.0/24", s)
			}
			blocks = append(blocks, p.Masked())
		}
		q.origin = network.From(blocks...)
	}
	if q.to != "" && !strings.HasPrefix(q.to, "eni-") && !strings.HasPrefix(q.to, "i-") {
		return usagef("--to %q is the id of neither an interface nor an instance: write it like eni-0123456789abcdef0 or i-0123456789abcdef0", q.to)
	}
	for _, s := range q.protocols {
		p, err := network.ParseProtocol(strings.ToLower(s))
		if err != nil || p == network.AnyProtocol {
			return usagef("--protocol %q is unknown: write tcp, udp, icmp, icmpv6 or a number", s)
		}
		q.parsed = append(q.parsed, p)
	}
	if !onePort {
		q.port = -1
		return nil
	}
	if q.port < 0 || q.port > 65535 {
		return usagef("--port %d is no port: it is between 0 and 65535", q.port)
	}
	for _, p := range q.parsed {
		if !p.HasPorts() {
			return usagef("--port %d: %s has no ports", q.port, p)
		}
	}
	return nil
}

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
	for _, region := range regions {
		if c := snap.CoverageOf(ec2.NetworkInterfaceType.Kind, region); c == nil {
			doc.Missing = append(doc.Missing, missing{What: "interfaces in " + region, Why: "the snapshot was not collected for them"})
		} else if c.Status != inventory.Complete && c.Status != inventory.Skipped {
			doc.Missing = append(doc.Missing, missing{What: "interfaces in " + region, Why: c.Why()})
		}
		n, interfaces := network.Snapshot(snap, region)
		interfaces = slices.DeleteFunc(interfaces, func(i *network.Interface) bool { return !q.asks(i) })
		for _, f := range q.survey(n, interfaces) {
			doc.Interfaces = append(doc.Interfaces, item(region, &f))
		}
	}
	if q.to != "" && len(doc.Interfaces) == 0 && len(doc.Missing) == 0 {
		return usagef("--to %s: the account has no such interface, and no such instance with one, in %s", q.to, join(regions))
	}
	slices.SortStableFunc(doc.Interfaces, func(x, y reachItem) int { return cmp.Compare(order(x.Reach), order(y.Reach)) })
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

// order puts what is reached first, and what is not last.
func order(r network.Reach) int {
	return slices.Index([]network.Reach{network.Reachable, network.Unknown, network.Unreachable}, r)
}

// asks reports whether the question is for an interface.
func (q *reachFlags) asks(i *network.Interface) bool {
	return q.to == "" || i.ID == q.to || i.Instance.Or("") == q.to
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

func item(region string, f *network.Finding) reachItem {
	out := reachItem{
		ID: f.Interface.ID, Region: region, Owner: f.Interface.Owner, Instance: f.Interface.Instance.Or(""), Reach: network.Unreachable,
		Ranges: []rangeItem{}, Path: []network.Step{},
	}
	for _, r := range f.Ranges {
		if order(r.Verdict.Reach) < order(out.Reach) {
			out.Reach = r.Verdict.Reach
		}
		out.Ranges = append(out.Ranges, rangeItem{
			Protocol: r.Protocol.String(), Ports: r.Ports.String(), Reach: r.Verdict.Reach, Address: r.Verdict.Address,
			Sources: append([]netip.Prefix{}, r.Verdict.Sources.Prefixes()...), Path: append([]network.Step{}, r.Verdict.Path...), Open: append([]network.Step{}, r.Verdict.Open...),
		})
	}
	if f.Closed != nil {
		out.Stop, out.Path = f.Closed.Stop, append(out.Path, f.Closed.Path...)
	}
	return out
}

func (a *app) printReach(d *reachDocument, snap *inventory.Snapshot) error {
	var b strings.Builder
	for _, i := range d.Interfaces {
		fmt.Fprintf(&b, "%s (%s) in %s: %s\n", terminal.Clean(i.ID), terminal.Clean(i.Owner), terminal.Clean(i.Region), i.Reach)
		for _, r := range i.Ranges {
			what := r.Protocol
			if r.Ports != "" {
				what += " " + r.Ports
			}
			fmt.Fprintf(&b, "  %s %s from %s\n", what, r.Reach, sources(r.Sources))
			steps := r.Path
			if r.Reach == network.Unknown {
				steps = r.Open
			}
			for _, s := range steps {
				fmt.Fprintf(&b, "    %s: %s\n", s.Layer, terminal.Clean(s.Text))
			}
		}
		if i.Stop != nil {
			fmt.Fprintf(&b, "  stopped by %s: %s\n", i.Stop.Layer, terminal.Clean(i.Stop.Text))
		}
	}
	fmt.Fprintf(&b, "%s, from %s\n", plural(len(d.Interfaces), "interface"), d.From)
	a.printMissing(&b, d.Missing, snap)
	return a.print(&b)
}

// sources names a few of the addresses, or the internet where no address of a version is left out.
func sources(ps []netip.Prefix) string {
	const most = 4
	var out []string
	all := network.Addresses(ps...)
	for name, version := range map[string]network.Set{"the internet over IPv4": network.AllIPv4(), "the internet over IPv6": network.AllIPv6()} {
		if network.Internet().Intersect(version).Minus(all).Empty() {
			all = all.Minus(version)
			out = append(out, name)
		}
	}
	slices.Sort(out)
	for i, p := range all.Prefixes() {
		if i == most {
			out = append(out, "...")
			break
		}
		out = append(out, p.String())
	}
	return strings.Join(out, ", ")
}
