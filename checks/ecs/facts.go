package ecs

import (
	"slices"
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory/ecs"
)

// offenders returns what is wrong with each container that something is wrong with.
func offenders(list []ecs.Container, wrong func(*ecs.Container) string) []string {
	var out []string
	for i := range list {
		if what := wrong(&list[i]); what != "" {
			out = append(out, "container "+list[i].Name+" "+what)
		}
	}
	return out
}

// isWindows reads the family of operating systems that a task definition is for. Nothing said is Linux.
func isWindows(v *checks.View[ecs.TaskDefinition]) bool {
	family, _ := checks.Read(v, v.Resource.OSFamily)
	return strings.HasPrefix(family, "WINDOWS")
}

// A release is the three numbers of "1.99.1".
type release [3]int

// version reads a release. The third number may be missing.
func version(text string) (r release, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) < 2 || len(parts) > len(r) {
		return r, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return release{}, false
		}
		r[i] = n
	}
	return r, true
}

// after reports whether a release is newer than another.
func (r release) after(other release) bool { return slices.Compare(r[:], other[:]) > 0 }
