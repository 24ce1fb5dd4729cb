package report

import (
	"demarc/checks"
	"demarc/inventory"
)

// An Outcome is what a scan comes to, as its exit code says it. The zero value is Clean.
type Outcome uint8

// Outcomes.
const (
	Clean      Outcome = iota // nothing failed that counts, and everything was decided
	Failed                    // something failed at or above the threshold
	Incomplete                // nothing failed that counts, but not everything was decided; or the scan was cut short
)

// String returns the outcome as the text report spells it.
func (o Outcome) String() string {
	switch o {
	case Clean:
		return "CLEAN"
	case Failed:
		return "FAILED"
	}
	return "INCOMPLETE"
}

// OutcomeOf decides what a ledger comes to. A failure outweighs what is unknown: it is certain, whatever else would be
// found. A scan that was cut short is incomplete in any case: it says nothing of what it did not reach, and
// Options.AllowUnknown does not cover that.
func OutcomeOf(l *checks.Ledger, o Options) Outcome {
	switch {
	case l.Interrupted != "":
		return Incomplete
	case counted(l, o) > 0:
		return Failed
	case !o.AllowUnknown && !l.Complete():
		return Incomplete
	}
	return Clean
}

// counted returns how many failures are at or above the threshold.
func counted(l *checks.Ledger, o Options) int {
	n := 0
	for s := max(o.FailOn, checks.Informational); s <= checks.Critical; s++ {
		n += l.BySeverity[s]
	}
	return n
}

// gaps returns how many listings are not complete, those left out on purpose aside.
func gaps(l *checks.Ledger) int {
	n := 0
	for i := range l.Coverage {
		if s := l.Coverage[i].Status; s != inventory.Complete && s != inventory.Skipped {
			n++
		}
	}
	return n
}
