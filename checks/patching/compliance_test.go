package patching

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory/ssm"
)

// TestReports holds what a report of compliance does to evidence B: alone, and beside a state of Patch Manager's.
func TestReports(t *testing.T) {
	const never, scanned = "managed, never scanned by Patch Manager; patch compliance reported ", "Patch Manager's last scan 2 days ago (2026-11-21) left "
	report := func(status string, at time.Time) ssm.PatchCompliance {
		c := ssm.PatchCompliance{Status: status, ExecutionTime: at}
		if status == "NON_COMPLIANT" {
			c.OverallSeverity, c.NonCompliantCount = "CRITICAL", 3
		}
		return c
	}
	unscanned := func(c ssm.PatchCompliance) Node {
		return Node{Managed: true, PingStatus: "Online", LastPing: now, Compliance: c}
	}
	state := func(missing int32, c ssm.PatchCompliance) Node {
		return Node{Managed: true, PingStatus: "Online", LastPing: now, State: clean(func(s *ssm.PatchState) { s.MissingCount = missing }), Baseline: sane(nil), Compliance: c}
	}
	lost := unscanned(report("NON_COMPLIANT", before(1)))
	lost.PingStatus, lost.LastPing = "ConnectionLost", before(1)
	for _, c := range []struct {
		name string
		in   Node
		want Part
	}{
		{"otherToolMisses", unscanned(report("NON_COMPLIANT", before(1))), Part{Fail, never + "1 day ago (2026-11-22) was NON_COMPLIANT (3 patches, the worst critical)"}},
		{"otherToolIsContent", unscanned(report("COMPLIANT", before(1))), Part{Unknown, never + "1 day ago (2026-11-22) was COMPLIANT, by a baseline that nobody can see"}},
		{"stale", unscanned(report("NON_COMPLIANT", before(8))), Part{Unknown, never + "8 days ago (2026-11-15) was NON_COMPLIANT (3 patches, the worst critical), older than the 7 days that count"}},
		{"undated", unscanned(report("NON_COMPLIANT", time.Time{})), Part{Unknown, never + "at a time that is not said was NON_COMPLIANT (3 patches, the worst critical)"}},
		{"lost", lost, Part{Unknown, never + "1 day ago (2026-11-22) was NON_COMPLIANT (3 patches, the worst critical); the agent's PingStatus is ConnectionLost, last ping 1 day ago (2026-11-22)"}},
		{"bothContent", state(0, report("COMPLIANT", before(2))), Part{Pass, scanned + "no patch missing by baseline pb-1 (servers)"}},
		{"contradictedLater", state(0, report("NON_COMPLIANT", before(1))), Part{Fail, "the evidence disagrees: " + scanned + "no patch missing by baseline pb-1 (servers); patch compliance reported 1 day ago (2026-11-22) was NON_COMPLIANT (3 patches, the worst critical)"}},
		{"contradictedBefore", state(0, report("NON_COMPLIANT", before(3))), Part{Pass, scanned + "no patch missing by baseline pb-1 (servers); before that, patch compliance reported 3 days ago (2026-11-20) was NON_COMPLIANT (3 patches, the worst critical)"}},
		{"contradictedSometime", state(0, report("NON_COMPLIANT", time.Time{})), Part{Unknown, "the evidence disagrees: " + scanned + "no patch missing by baseline pb-1 (servers); patch compliance reported at a time that is not said was NON_COMPLIANT (3 patches, the worst critical)"}},
		{"missingAndReportedContent", state(3, report("COMPLIANT", before(1))), Part{Fail, "the evidence disagrees: " + scanned + "3 missing (patches); patch compliance reported 1 day ago (2026-11-22) was COMPLIANT"}},
		{"missingAndReportedSo", state(3, report("NON_COMPLIANT", before(2))), Part{Fail, scanned + "3 missing (patches)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, OfNode(c.in, checks.DefaultPolicy(), now)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPatchesAreNamed(t *testing.T) {
	n := Node{Managed: true, PingStatus: "Online", LastPing: now, State: clean(func(s *ssm.PatchState) { s.MissingCount, s.FailedCount = 7, 1 })}
	for _, kb := range []string{"a", "b", "c", "d", "e", "f"} {
		n.Patches = append(n.Patches, ssm.Patch{KBID: kb, Severity: "Important", State: "MISSING"})
	}
	n.Patches[0].Severity, n.Patches[1].State = "", "FAILED"
	want := Part{Fail, "Patch Manager's last scan 2 days ago (2026-11-21) left 7 missing, 1 failed (patches): a (missing), b (important, failed), c (important, missing), d (important, missing), e (important, missing) and 3 more"}
	if d := cmp.Diff(want, OfNode(n, checks.DefaultPolicy(), now)); d != "" {
		t.Error(d)
	}
}
