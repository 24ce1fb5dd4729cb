package frameworks

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Selection is what one expression of a user selects.
type Selection struct {
	// Framework is the id of the framework.
	Framework string
	// Controls are the ids of the selected controls, in the framework's order; never empty.
	Controls []string
	// Checks are the ids of the checks that contribute to them, sorted; empty where no
	// check does, which the caller should say rather than run nothing in silence.
	Checks []string
}

// Select reads "framework" or "framework:control", for example "cis-7.0.0", "fsbp:EC2.8"
// or "nist-800-53-r5:AC-2". A framework may be named by the start of its id up to a dash
// ("cis", "nist", "pci-dss") as long as that is unique, and a control stands for those
// under it: "cis:2" is section 2, "fsbp:S3" every S3 control.
func Select(expr string) (Selection, error) { return loaded().selection(expr) }

func (m *mapping) selection(expr string) (Selection, error) {
	name, asked, narrowed := strings.Cut(strings.TrimSpace(expr), ":")
	f, err := m.find(name)
	if err != nil {
		return Selection{}, err
	}
	if narrowed && asked == "" {
		return Selection{}, fmt.Errorf("%q names no control after the colon; want for example %s:%s, or %s for all of it", expr, f.ID, f.Controls[0].ID, f.ID)
	}
	out := Selection{Framework: f.ID}
	checks := map[string]bool{}
	for _, c := range f.Controls {
		if narrowed && !within(c.ID, asked) {
			continue
		}
		out.Controls = append(out.Controls, c.ID)
		for _, id := range c.Checks {
			checks[id] = true
		}
	}
	if len(out.Controls) == 0 {
		return Selection{}, fmt.Errorf("%s has no control %q; its ids look like %s", f.ID, asked, f.Controls[0].ID)
	}
	out.Checks = slices.Sorted(maps.Keys(checks))
	return out, nil
}

// find returns the framework with the id name, or the only one whose id starts with name and a dash.
func (m *mapping) find(name string) (Framework, error) {
	var ids []string
	var found []Framework
	for _, f := range m.frameworks {
		ids = append(ids, f.ID)
		switch {
		case strings.EqualFold(f.ID, name):
			return f, nil
		case name != "" && strings.HasPrefix(f.ID, strings.ToLower(name)+"-"):
			found = append(found, f)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return Framework{}, fmt.Errorf("framework %q is unknown; want one of %s, optionally with :CONTROL", name, strings.Join(ids, ", "))
}
