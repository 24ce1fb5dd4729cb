package emrserverless

import (
	"testing"

	"demarc/checks"
)

func TestCases(t *testing.T) {
	for _, c := range Checks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}
