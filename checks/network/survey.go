package network

import (
	"fmt"
	"strings"
)

// A Finding is an interface and the ports on which an origin reaches it, or may.
type Finding struct {
	Interface *Interface
	// Ranges are the reachable and the unknown ones, in the order of the protocols asked for and of the ports.
	Ranges []Range
	// Closed is the verdict of an interface without such ranges: the first thing that stops every way to it.
	Closed *Verdict
}

// Survey asks for every port of some protocols on each interface.
func Survey(n Network, interfaces []*Interface, o Origin, protocols ...Protocol) []Finding {
	out := make([]Finding, len(interfaces))
	seen := map[string]pattern{}
	for k, i := range interfaces {
		in := NewInbound(n, i, o)
		key, shared := in.alike()
		p, ok := seen[key]
		if !ok || !shared {
			p = in.pattern(protocols)
			seen[key] = p
		}
		out[k] = in.finding(p)
	}
	return out
}

// A pattern is what is open on an interface, and which closed port says most of why the others are not. Interfaces of one
// subnet with the same security groups have the same one, and accounts have thousands of those.
type pattern struct {
	open   []Range // without verdicts
	closed Target
}

func (in *Inbound) pattern(protocols []Protocol) pattern {
	var out pattern
	var closed *Verdict
	for _, p := range protocols {
		for _, r := range in.Ranges(p) {
			switch {
			case r.Verdict.Reach != Unreachable:
				out.open = append(out.open, Range{Protocol: r.Protocol, Ports: r.Ports})
			case closed == nil || telling(in, &r.Verdict, closed):
				closed, out.closed = &r.Verdict, r.Verdict.Target
			}
		}
	}
	return out
}

// finding gives a pattern the verdicts of an interface.
func (in *Inbound) finding(p pattern) Finding {
	out := Finding{Interface: in.i}
	for _, r := range p.open {
		r.Verdict = in.To(Target{r.Protocol, r.Ports.example()})
		out.Ranges = append(out.Ranges, r)
	}
	if len(out.Ranges) == 0 && p.closed != (Target{}) {
		v := in.To(p.closed)
		out.Closed = &v
	}
	return out
}

// alike returns what all that depends on the port follows from: interfaces with the same answer have the same pattern. ok is
// false where something of it is not known.
func (in *Inbound) alike() (key string, ok bool) {
	i := in.i
	parts := append([]string{i.VPC.Or(""), i.Subnet.Or(""), i.Type.Or("")}, i.Groups.Or(nil)...)
	for k := range in.ways {
		w := &in.ways[k]
		parts = append(parts, fmt.Sprint(w.v.Address.Is6(), w.v.Stop == nil, len(w.v.Open), w.at.lo.Empty(), w.at.hi.Empty()))
	}
	parts = append(parts, fmt.Sprint(in.none.Stop != nil, len(in.none.Open)))
	return strings.Join(parts, " "), i.Groups.Known() && i.Type.Known() && i.Of == nil
}

// telling reports whether a verdict says more of why an interface is closed than another one, of another port: that of a port
// which the security groups open says what stops it in spite of them.
func telling(in *Inbound, a, b *Verdict) bool {
	if x, y := in.opened(a), in.opened(b); x != y {
		return x
	}
	return better(a, b)
}

// opened reports whether the security groups let in what something before them stops.
func (in *Inbound) opened(v *Verdict) bool {
	if v.Stop == nil || v.Stop.Layer != LayerACLIn && v.Stop.Layer != LayerACLOut {
		return false
	}
	w := way{enough: in.enough, at: exactly(Internet())}
	in.securityGroups().inbound(&w, v.Target, nil)
	return w.v.Stop == nil && len(w.v.Open) == 0
}
