package collect

import (
	"cmp"
	"fmt"
	"slices"

	"demarc/inventory"
)

// A Plan is what a scan will do, known before the first request: which collectors run and which calls each may make.
type Plan struct {
	Steps []Step
}

// A Step is one collector of a plan.
type Step struct {
	Collector *Collector
	// Calls are those that the collector may make in this scan: its lists and the wanted details.
	Calls []*inventory.Call
}

// NewPlan chooses the collectors and calls that bring what is wanted. It fails for a want that no collector meets,
// which is a mistake in the build.
func NewPlan(all []*Collector, wants []inventory.Want) (*Plan, error) {
	byKind := map[inventory.Kind]*Collector{}
	for _, c := range all {
		for _, t := range c.Types {
			byKind[t.Kind] = c
		}
	}
	details := map[*Collector]map[*inventory.Call]bool{}
	for _, w := range wants {
		c := byKind[w.Type.Kind]
		if c == nil {
			return nil, fmt.Errorf("no collector brings resources of kind %s", w.Type.Kind)
		}
		if details[c] == nil {
			details[c] = map[*inventory.Call]bool{}
		}
		for _, call := range w.Calls {
			if !slices.Contains(c.Lists, call) && !slices.Contains(c.Details, call) {
				return nil, fmt.Errorf("%s is read from resources of kind %s, but its collector does not declare the call", call, w.Type.Kind)
			}
			details[c][call] = true
		}
	}
	p := &Plan{}
	for _, c := range all {
		if details[c] == nil {
			continue
		}
		step := Step{Collector: c, Calls: slices.Clone(c.Lists)}
		for _, call := range c.Details {
			if details[c][call] {
				step.Calls = append(step.Calls, call)
			}
		}
		p.Steps = append(p.Steps, step)
	}
	return p, nil
}

// Everything returns the plan of a scan that reads all that the collectors can bring.
func Everything(all []*Collector) *Plan {
	p := &Plan{}
	for _, c := range all {
		p.Steps = append(p.Steps, Step{c, c.Calls()})
	}
	return p
}

// Regional reports whether any step runs once per region, so that the regions must be known.
func (p *Plan) Regional() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Collector.Scope == Regional })
}

// Calls returns the calls of all steps, each once, sorted by name.
func (p *Plan) Calls() []*inventory.Call {
	seen := map[*inventory.Call]bool{}
	var out []*inventory.Call
	for _, s := range p.Steps {
		for _, c := range s.Calls {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b *inventory.Call) int { return cmp.Compare(a.String(), b.String()) })
	return out
}

// Actions returns the IAM actions that the calls need, each once, sorted: the least-privilege policy.
func Actions(calls []*inventory.Call) []string {
	var out []string
	for _, c := range calls {
		out = append(out, c.Needs...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
