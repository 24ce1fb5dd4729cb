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
				case closed == nil || better(&r.Verdict, closed):
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
