package ec2

import (
	"testing"

	"demarc/checks"
)

func TestNetworkCases(t *testing.T) {
	for _, c := range networkChecks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}
