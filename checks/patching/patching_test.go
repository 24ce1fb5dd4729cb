package patching

import (
	"strings"
	"testing"

	"demarc/checks"
)

// states are the words that the table below uses.
var states = map[string]State{"unknown": Unknown, "pass": Pass, "fail": Fail, "off": Off, "unpaid": Unpaid}

// TestVerdictTable walks through every combination of the states of A, B and C, of a running and a stopped machine, and
// of both policies, and compares it with the first line of the table that matches. "*" matches anything.
func TestVerdictTable(t *testing.T) {
	const table = `
		# A       stopped B       C       strict  verdict
		fail      *       *       *       *       fail
		*         yes     *       *       *       unknown
		*         *       fail    *       *       fail
		*         *       *       fail    *       fail
		unpaid    *       *       *       *       unknown
		pass      *       pass    *       *       pass
		pass      *       unknown pass    *       pass
		unknown   *       pass    pass    no      pass
		*         *       *       *       *       unknown`
	var rules [][]string
	for line := range strings.Lines(table) {
		if f := strings.Fields(line); len(f) == 6 && f[0] != "#" {
			rules = append(rules, f)
		}
	}
	if len(rules) != 9 {
		t.Fatalf("the table has %d lines", len(rules))
	}
	used := make([]bool, len(rules))
	for _, a := range []string{"pass", "fail", "unknown", "unpaid"} {
		for _, b := range []string{"pass", "fail", "unknown"} {
			for _, c := range []string{"pass", "fail", "unknown", "off"} {
				for _, stopped := range []string{"yes", "no"} {
					for _, strict := range []string{"yes", "no"} {
						e := Evidence{Release: Part{states[a], "A says " + a}, Node: Part{states[b], "B says " + b}, Inspection: Part{states[c], "C says " + c}}
						if stopped == "yes" {
							e.Stopped = "stopped since 2026-10-01"
						}
						p := checks.DefaultPolicy()
						p.PatchStrict = strict == "yes"
						row := []string{a, stopped, b, c, strict}
						for n, rule := range rules {
							if !matches(rule, row) {
								continue
							}
							used[n] = true
							status, text := Decide(e, p)
							if status.String() != rule[5] {
								t.Errorf("%v is %v (%s), want %s", row, status, text, rule[5])
							}
							if a != "fail" && (!strings.Contains(text, "B says") || !strings.Contains(text, "C says")) {
								t.Errorf("%v hides evidence: %s", row, text)
							}
							break
						}
					}
				}
			}
		}
	}
	for n, ok := range used {
		if !ok {
			t.Errorf("no combination reaches line %v", rules[n])
		}
	}
}

func matches(rule, row []string) bool {
	for i, v := range row {
		if rule[i] != "*" && rule[i] != v {
			return false
		}
	}
	return true
}

func TestDisagreementIsShown(t *testing.T) {
	_, text := Decide(Evidence{Release: Part{Pass, "a"}, Node: Part{Pass, "the baseline is met"}, Inspection: Part{Fail, "CVE-2026-1 stands"}}, checks.DefaultPolicy())
	if want := "the evidence disagrees: the baseline is met; CVE-2026-1 stands"; text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
