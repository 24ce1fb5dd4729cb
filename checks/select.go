package checks

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"demarc/checks/frameworks"
	"demarc/inventory/responsibility"
)

// A Selection chooses checks. The values of one field widen the choice, the fields narrow it: checks of severity high
// or critical, of those the ones on EC2. The zero value chooses every check but those that run on request alone.
type Selection struct {
	// Checks are check ids, or patterns of them as path.Match reads them: "ec2-instance-*".
	Checks []string
	// Duties and Levels are names of the responsibility matrix. A check is of a level when its duty has a part for
	// the customer on a variant of its kind that stands on the level.
	Duties, Levels []string
	// Services are the first parts of kinds: "ec2".
	Services []string
	// Severities are the severities that checks state of themselves.
	Severities []string
	// Frameworks are what frameworks.Select reads: "cis-7.0.0", "fsbp:EC2.8".
	Frameworks []string
	// OnRequest also chooses checks that run only where Checks names them by their id (Meta.OnRequest).
	OnRequest bool
}

// Select returns the selected checks in the order of all. A value that names nothing, and a selection that leaves no
// check, are errors that say what there is.
func Select(all []Checker, s Selection) ([]Checker, error) {
	keep := make([]bool, len(all))
	for i := range keep {
		keep[i] = true
	}
	narrowed := false
	for _, d := range s.dimensions() {
		if len(d.asked) == 0 {
			continue
		}
		narrowed = true
		hit, err := d.match(all)
		if err != nil {
			return nil, err
		}
		for i := range keep {
			keep[i] = keep[i] && hit[i]
		}
	}
	var out []Checker
	for i, c := range all {
		if m := c.Info(); keep[i] && (!m.OnRequest || s.OnRequest || slices.Contains(s.Checks, m.ID)) {
			out = append(out, c)
		}
	}
	if narrowed && len(out) == 0 {
		return nil, fmt.Errorf("no check is selected by %s together; leave one out, or see what there is with `scanner checks list`", s.words())
	}
	return out, nil
}

// A dimension is one field of a selection: what was asked, and which values a check has.
type dimension struct {
	name  string // of the flag
	asked []string
	of    func(Checker) []string
	// expand turns an asked value into the values that it stands for; nil means itself.
	expand func(all []Checker, value string) ([]string, error)
	known  []string // values that are allowed though no check has them
}

func (s Selection) dimensions() []dimension {
	return []dimension{
		{name: "check", asked: s.Checks, of: func(c Checker) []string { return []string{c.Info().ID} }, expand: expandPattern},
		{name: "duty", asked: s.Duties, of: func(c Checker) []string { return []string{string(c.Info().Duty)} }, known: dutyNames()},
		{name: "level", asked: s.Levels, of: func(c Checker) []string { return texts(LevelsOf(c)) }, known: levelNames()},
		{name: "service", asked: s.Services, of: func(c Checker) []string { return []string{ServiceOf(c)} }},
		{name: "severity", asked: s.Severities, of: func(c Checker) []string { return []string{c.Info().Severity.String()} }, known: severityNames[1:]},
		{name: "framework", asked: s.Frameworks, of: func(c Checker) []string { return []string{c.Info().ID} }, expand: expandFramework},
	}
}

// match says for each check whether one of its values was asked for.
func (d *dimension) match(all []Checker) ([]bool, error) {
	known := map[string]bool{}
	for _, v := range d.known {
		known[v] = true
	}
	for _, c := range all {
		for _, v := range d.of(c) {
			known[v] = true
		}
	}
	want := map[string]bool{}
	for _, value := range d.asked {
		values := []string{value}
		if d.expand != nil {
			var err error
			if values, err = d.expand(all, value); err != nil {
				return nil, err
			}
		} else if !known[value] {
			return nil, UnknownValue(d.name, value, slices.Sorted(maps.Keys(known)))
		}
		for _, v := range values {
			want[v] = true
		}
	}
	hit := make([]bool, len(all))
	for i, c := range all {
		hit[i] = slices.ContainsFunc(d.of(c), func(v string) bool { return want[v] })
	}
	return hit, nil
}

func expandPattern(all []Checker, value string) ([]string, error) {
	var ids, out []string
	for _, c := range all {
		id := c.Info().ID
		ids = append(ids, id)
		ok, err := path.Match(value, id)
		if err != nil {
			return nil, fmt.Errorf("check %q is a broken pattern: close its bracket", value)
		}
		if ok {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return nil, UnknownValue("check", value, ids)
	}
	return out, nil
}

func expandFramework(_ []Checker, value string) ([]string, error) {
	s, err := frameworks.Select(value)
	if err != nil {
		return nil, err
	}
	if len(s.Checks) == 0 {
		return nil, fmt.Errorf("no check contributes to %s: API evidence does not decide it, or this build has no check for it yet", value)
	}
	return s.Checks, nil
}

// words names the fields that were set, for an error.
func (s Selection) words() string {
	var out []string
	for _, d := range s.dimensions() {
		if len(d.asked) > 0 {
			out = append(out, "--"+d.name+" "+strings.Join(d.asked, ","))
		}
	}
	return strings.Join(out, " and ")
}

// ServiceOf returns the service of a check's kind: "ec2".
func ServiceOf(c Checker) string {
	service, _, _ := strings.Cut(string(c.Type().Kind), ".")
	return service
}

// LevelsOf returns the levels on which the customer has a part in a check's duty, in the order of the model.
func LevelsOf(c Checker) []responsibility.Level {
	has := map[responsibility.Level]bool{}
	for _, v := range c.Type().Variants {
		if responsibility.Of(v, c.Info().Duty).Owner.Judged() {
			has[responsibility.LevelOf(v)] = true
		}
	}
	var out []responsibility.Level
	for _, l := range responsibility.Levels() {
		if has[l.ID] {
			out = append(out, l.ID)
		}
	}
	return out
}

func dutyNames() []string {
	var out []string
	for _, d := range responsibility.Duties() {
		out = append(out, string(d.ID))
	}
	return out
}

func levelNames() []string {
	var out []string
	for _, l := range responsibility.Levels() {
		out = append(out, string(l.ID))
	}
	return out
}

func texts[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
