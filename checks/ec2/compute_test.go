package ec2

import (
	"testing"

	"demarc/checks"
)

func TestComputeCases(t *testing.T) {
	for _, c := range computeChecks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}
