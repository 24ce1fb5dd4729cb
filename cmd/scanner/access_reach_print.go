package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"demarc/checks/network"
	"demarc/inventory"
	"demarc/report/terminal"
)

func (a *app) printReach(d *reachDocument, snap *inventory.Snapshot) error {
	var b strings.Builder
	count := map[network.Reach]int{}
	for k := range d.Interfaces {
		i := &d.Interfaces[k]
		count[i.Reach]++
		owner := i.Owner
		if i.Name != "" {
			owner += " " + i.Name
		}
		fmt.Fprintf(&b, "%s (%s) in %s: %s", terminal.Clean(i.ID), terminal.Clean(owner), terminal.Clean(i.Region), i.Reach)
		if i.Sensitive {
			b.WriteString(", on a port of administration or of a database")
		}
		b.WriteString("\n")
		printRanges(&b, i.Ranges)
		for k := range i.Through {
			printThrough(&b, &i.Through[k])
		}
		if i.Stop != nil {
			stopped := "stopped"
			if len(i.Through) > 0 {
				stopped = "directly, it is stopped"
			}
			fmt.Fprintf(&b, "  %s by %s: %s\n", stopped, i.Stop.Layer, terminal.Clean(i.Stop.Text))
		}
	}
	fmt.Fprintf(&b, "%s, from %s: %d reachable, %d unknown, %d not reachable\n", plural(len(d.Interfaces), "interface"), d.From,
		count[network.Reachable], count[network.Unknown], count[network.Unreachable])
	a.printMissing(&b, d.Missing, snap)
	return a.print(&b)
}

// printRanges writes ranges of ports with their ways. A way that differs from the one before in nothing but the port is not
// repeated.
func printRanges(b *strings.Builder, ranges []rangeItem) {
	last := ""
	for k := range ranges {
		r := &ranges[k]
		what := r.Protocol
		if r.Ports != "" {
			what += " " + r.Ports
		}
		from := sources(r.Sources)
		if len(r.From) > 0 {
			from = few(r.From)
		}
		steps := r.Path
		if r.Reach == network.Unknown {
			steps = r.Open
		}
		ports := func(s string) string {
			if r.target == "" {
				return s
			}
			return strings.ReplaceAll(s, r.target, what)
		}
		var way strings.Builder
		common := slices.DeleteFunc(slices.Clone(steps), func(s network.Step) bool { return s.Layer == network.LayerListener })
		printWay(&way, common, "", func(s string) string { return strings.ReplaceAll(ports(s), what, "") })
		if way.String() == last && len(steps) > 0 {
			fmt.Fprintf(b, "  %s %s from %s, by the same way\n", what, r.Reach, from)
			continue
		}
		last = way.String()
		fmt.Fprintf(b, "  %s %s from %s\n", what, r.Reach, from)
		printWay(b, steps, "    ", ports)
	}
}

// printThrough writes a way through a load balancer.
func printThrough(b *strings.Builder, t *throughItem) {
	fmt.Fprintf(b, "  %s %d %s through %s of load balancer %s", t.Protocol, t.Port, t.Reach, t.Listener, terminal.Clean(t.Balancer))
	if t.Reach == network.Reachable {
		b.WriteString(", from " + sources(t.Sources))
	}
	b.WriteString("\n")
	if t.Note != "" {
		fmt.Fprintf(b, "    now: %s\n", terminal.Clean(t.Note))
	}
	switch t.Reach {
	case network.Reachable:
		printWay(b, t.Path, "    ", strings.Clone)
	case network.Unknown:
		printWay(b, t.Open, "    ", strings.Clone)
	default:
		fmt.Fprintf(b, "    stopped by %s: %s\n", t.Stop.Layer, terminal.Clean(t.Stop.Text))
	}
}

func printWay(b *strings.Builder, steps []network.Step, indent string, words func(string) string) {
	for _, s := range steps {
		fmt.Fprintf(b, "%s%s: %s\n", indent, s.Layer, terminal.Clean(words(s.Text)))
	}
}

// few names the first of many.
func few(ids []string) string {
	const most = 4
	if len(ids) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
	}
	return strings.Join(ids, ", ")
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
