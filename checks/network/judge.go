package network

import (
	"fmt"
	"slices"
	"strings"

	"demarc/checks"
)

// most is how many passages the words of a verdict name.
const most = 3

// JudgeExposure judges a load balancer by whether the internet reaches administration or databases through it.
func JudgeExposure[T any](v *checks.View[T], n Balancers, b *Balancer) checks.Verdict {
	ps := Through(n, b, Anyone())
	var open, closed, unknown, others []string
	for i := range ps {
		p := &ps[i]
		sensitive := p.Sensitive(v.Policy().AdminPorts)
		switch why := p.Verdict.Why(); {
		case p.Verdict.Reach == Unknown && (sensitive || p.Target == Target{}):
			unknown = append(unknown, p.String()+": "+why)
		case !sensitive:
			others = append(others, p.String())
		case p.Verdict.Reach == Reachable:
			if p.Note != "" {
				why += "; " + p.Note
			}
			open = append(open, p.String()+": "+why)
		default:
			closed = append(closed, p.String()+": "+why)
		}
	}
	switch {
	case len(open) > 0:
		return v.Fail("the internet reaches %s", strings.Join(open[:min(most, len(open))], " | "))
	case len(unknown) > 0:
		return v.Unknown("%s", strings.Join(unknown[:min(most, len(unknown))], " | "))
	case len(closed) > 0:
		return v.Pass("%s", strings.Join(closed[:min(most, len(closed))], " | "))
	case len(others) > 0:
		return v.Pass("none of these leads to administration or a database: %s", checks.First(others, most))
	}
	return v.NotApplicable("no listener leads to an instance or an address")
}

// JudgeBypass judges a load balancer by whether the internet reaches its targets without it.
func JudgeBypass[T any](v *checks.View[T], n Balancers, b *Balancer) checks.Verdict {
	var bad, fine, unknown, seen []string
	for _, p := range Through(n, b, Anyone()) {
		if p.Interface == nil {
			if p.Verdict.Reach == Unknown {
				unknown = append(unknown, p.String()+": "+p.Verdict.Why())
			} else if p.Member.ID != "" {
				_, _, why := found(n, p.Pool, p.Member)
				unknown = append(unknown, "the network interface of "+p.Member.String()+" is not known: "+why)
			}
			continue
		}
		what := fmt.Sprintf("%s on %s", p.Target, p.Interface.ID)
		if slices.Contains(seen, what) {
			continue
		}
		seen = append(seen, what)
		direct := NewInbound(n, p.Interface, Anyone()).To(p.Target)
		switch words := what + ": " + direct.Why(); direct.Reach {
		case Reachable:
			bad = append(bad, words)
		case Unreachable:
			fine = append(fine, words)
		default:
			unknown = append(unknown, words)
		}
	}
	switch {
	case len(bad) > 0:
		return v.Fail("the internet reaches %s", strings.Join(bad[:min(most, len(bad))], " | "))
	case len(unknown) > 0:
		return v.Unknown("%s", strings.Join(unknown[:min(most, len(unknown))], " | "))
	case len(fine) > 0:
		return v.Pass("%s", strings.Join(fine[:min(most, len(fine))], " | "))
	}
	return v.NotApplicable("no listener leads to an instance or an address")
}
