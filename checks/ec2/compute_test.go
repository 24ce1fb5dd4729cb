package ec2

import (
	"slices"
	"strings"
	"testing"

	"demarc/checks"
)

func TestComputeCases(t *testing.T) {
	for _, c := range computeChecks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}

func TestListsAreSorted(t *testing.T) {
	for name, list := range map[string][]checks.Checker{"Checks": Checks, "computeChecks": computeChecks, "networkChecks": networkChecks} {
		if !slices.IsSortedFunc(list, func(a, b checks.Checker) int { return strings.Compare(a.Info().ID, b.Info().ID) }) {
			t.Errorf("%s is not sorted by id", name)
		}
	}
	if len(Checks) != len(computeChecks)+len(networkChecks) {
		t.Errorf("Checks has %d checks, the lists that it is made of %d and %d", len(Checks), len(computeChecks), len(networkChecks))
	}
}
