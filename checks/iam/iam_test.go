package iam

import (
	"slices"
	"testing"

	"demarc/checks"
	"demarc/inventory/iam"
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

// TestReportIsMadeBeforeItIsRead holds that who reads the credential report may also have it made.
func TestReportIsMadeBeforeItIsRead(t *testing.T) {
	for _, c := range Checks {
		for _, w := range c.Wants() {
			if slices.Contains(w.Calls, iam.GetCredentialReport) != slices.Contains(w.Calls, iam.GenerateCredentialReport) {
				t.Errorf("%s wants one of %v of %s: use iam.CredentialReport", c.Info().ID, iam.CredentialReport, w.Type.Kind)
			}
		}
	}
}
