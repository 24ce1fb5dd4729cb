package ecs

import (
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

// version reads the first two numbers of "1.99.1".
func version(text string) (major, minor int, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) < 2 {
		return 0, 0, false
	}
	major, err := strconv.Atoi(parts[0])
	if err != nil {
		return 0, 0, false
	}
	minor, err = strconv.Atoi(parts[1])
	return major, minor, err == nil
}
