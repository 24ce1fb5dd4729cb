package iam

import (
	"slices"
	"testing"

	"demarc/checks"
)

func TestCases(t *testing.T) {
	for _, c := range Checks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}

func TestSorted(t *testing.T) {
	var ids []string
	for _, c := range Checks {
		ids = append(ids, c.Info().ID)
	}
	if !slices.IsSorted(ids) {
		want := slices.Sorted(slices.Values(ids))
		t.Errorf("the list is not sorted by id; it should be %v", want)
	}
}
