package network

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
	for k, i := range interfaces {
		out[k].Interface = i
		in := NewInbound(n, i, o)
		var closed *Verdict
		for _, p := range protocols {
			for _, r := range in.Ranges(p) {
				switch {
				case r.Verdict.Reach != Unreachable:
					out[k].Ranges = append(out[k].Ranges, r)
				case closed == nil || telling(in, &r.Verdict, closed):
					closed = &r.Verdict
				}
			}
		}
		if len(out[k].Ranges) == 0 {
			out[k].Closed = closed
		}
	}
	return out
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
