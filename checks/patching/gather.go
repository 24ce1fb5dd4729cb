package patching

import (
	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory"
	"demarc/inventory/ssm"
)

// Wants returns what Gather reads: for With of the check that calls it.
func Wants() []inventory.Want {
	return append([]inventory.Want{
		{Type: ssm.ManagedNodeType, Calls: []*inventory.Call{ssm.DescribeInstancePatchStates, ssm.DescribeInstancePatches, ssm.ListResourceComplianceSummaries, ssm.GetPatchBaseline, ssm.DescribePatchBaselines}},
	}, WantsInspection(Instance)...)
}

// Gather reads the evidence A, B and C of the machine with an id. details are its PlatformDetails, which show whether an
// extension is bought; image is asked for only if the agent's word does not name the release. What cannot be read is Unknown and says which call would bring it; the engine then lets a fail
// stand, and nothing pass.
func Gather[T any](v *checks.View[T], region, id string, details string, image func() (eol.Image, *inventory.Gap)) Evidence {
	r, node := readNode(v, region, id)
	r.Image.PlatformDetails = details
	var gap *inventory.Gap
	if !r.Told(v.Now()) {
		r.Image, gap = image()
	}
	e := Evidence{Release: OfRelease(r, v.Now()), Node: node, Inspection: Inspect(v, Instance, AllPackages, region, id)}
	if gap != nil {
		e.Release = unread("release", gap)
	}
	return e
}

// unread is the part of a set of evidence that could not be read.
func unread(of string, gap *inventory.Gap) Part {
	return Part{Unknown, of + ": not read: " + gap.String()}
}

func readNode[T any](v *checks.View[T], region, id string) (r Release, _ Part) {
	const of = "patch state"
	x, gap := checks.Lookup[ssm.ManagedNode](v, region, id)
	switch {
	case gap != nil:
		return r, unread(of, gap)
	case x == nil:
		return r, OfNode(Node{}, v.Policy(), v.Now())
	}
	r.PlatformName, _ = checks.Peek(v, x.PlatformName)
	r.PlatformVersion, _ = checks.Peek(v, x.PlatformVersion)
	n := Node{Managed: true}
	if n.PingStatus, gap = checks.Consult(v, x.PingStatus); gap != nil {
		return r, unread(of, gap)
	}
	if n.PingStatus != online {
		n.LastPing, _ = checks.Peek(v, x.LastPingDateTime)
	}
	if n.State, gap = checks.Consult(v, x.PatchState); gap != nil {
		return r, unread(of, gap)
	}
	gap = ReadReports(v, x, &n)
	if part, ok := n.Settled(v.Policy(), v.Now()); ok {
		if gap != nil && part.State != Fail {
			part.Text += "; reports of compliance: not read: " + gap.String()
		}
		return r, part
	}
	if n.Baseline, gap = checks.Consult(v, x.Baseline); gap != nil {
		return r, unread("patch baseline", gap)
	}
	return r, OfNode(n, v.Policy(), v.Now())
}

// ReadReports reads of a node whose State is read what goes beside it: the names of what it lacks, and what other tools
// reported, as far as the collector asked for them. The gap is that of the reports.
func ReadReports[T any](v *checks.View[T], x *ssm.ManagedNode, n *Node) (gap *inventory.Gap) {
	if !x.Patches.IsZero() {
		n.Patches, _ = checks.Peek(v, x.Patches)
	}
	if n.State.Operation == "" || !x.PatchCompliance.IsZero() {
		n.Compliance, gap = checks.Consult(v, x.PatchCompliance)
	}
	return gap
}
