package ec2

import (
	"fmt"
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceReach follows the whole way from the internet to a running instance.
var InstanceReach = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-not-reachable-on-admin-ports", Title: "Running instances cannot be reached from the internet on administration or database ports", Duty: responsibility.NetExposure, Severity: checks.Critical, Since: "0.1",
		Why: "An open rule is a risk; an open rule on a machine with a public address, a route to an internet gateway and an ACL that lets both directions pass is a door that strangers are trying now.",
		Fix: "Break the path in the message at any layer: revoke the security group's rule first (aws ec2 revoke-security-group-ingress), then move the instance to a subnet without a route to an internet gateway.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
			"https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
		},
	},
	With:  network.Wants(),
	Run:   instanceReach,
	Cases: reachCases(),
}

func instanceReach(v *checks.View[ec2.Instance]) checks.Verdict {
	state, ok := checks.Read(v, v.Resource.State)
	if ok && state != "running" {
		return v.NotApplicable("the instance is %s", state)
	}
	ns, gap := checks.SomeReferrers(v, interfacesByInstance, v.Resource.ID)
	if len(ns) == 0 && gap == nil {
		return v.Unknown("no network interface of the instance is among those listed")
	}
	ports := slices.Concat(v.Policy().AdminPorts, network.DatabasePorts())
	var open []int
	var path, closed, unknown []string
	for _, n := range ns {
		in := network.NewInbound(network.View(v, v.Resource.Region), network.See(v, n, inventory.Known(state)), network.Anyone())
		for _, r := range in.Ranges(network.TCP) {
			hit := within(r.Ports, ports)
			if len(hit) == 0 {
				continue
			}
			// The words are those for a port that is asked about: the range may begin at another.
			why := func() string {
				v := in.To(network.Target{Protocol: network.TCP, Port: hit[0]})
				return v.Why()
			}
			switch r.Verdict.Reach {
			case network.Reachable:
				if len(open) == 0 {
					path = append(path, why())
				}
				open = append(open, hit...)
			case network.Unreachable:
				closed = appendNew(closed, why)
			default:
				unknown = appendNew(unknown, why)
			}
		}
	}
	switch {
	case len(open) > 0:
		return v.Fail("the internet reaches tcp/%s: %s", numbers(open), strings.Join(path, "; "))
	case len(unknown) > 0:
		return v.Unknown("%s", few(unknown))
	}
	return v.Pass("%s", few(closed))
}

// within returns the ports that are in a range.
func within(r network.Ports, ports []int) []int {
	var out []int
	for _, p := range ports {
		if r.Contains(p) {
			out = append(out, p)
		}
	}
	return out
}

// appendNew appends a text that is not there yet, up to a few. Text beyond them is not made.
func appendNew(list []string, text func() string) []string {
	if len(list) == 4 {
		return list
	}
	if t := text(); !slices.Contains(list, t) {
		return append(list, t)
	}
	return list
}

// numbers lists ports, each once.
func numbers(ports []int) string {
	slices.Sort(ports)
	var out []string
	for _, p := range slices.Compact(ports) {
		out = append(out, fmt.Sprint(p))
	}
	return few(out)
}
