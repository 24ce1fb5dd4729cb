package runtimes

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestStatesOfAllRuntimes compares every row with the states that were computed apart from this code.
func TestStatesOfAllRuntimes(t *testing.T) {
	b, err := os.ReadFile("testdata/states_2026-11-23.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[string]string{}, map[string]string{}
	for line := range strings.Lines(string(b)) {
		id, state, _ := strings.Cut(strings.TrimSpace(line), "\t")
		want[id] = state
	}
	for _, r := range All() {
		got[r.Identifier] = "supported"
		if r.Deprecated(day(t, "2026-11-23")) {
			got[r.Identifier] = "deprecated"
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states on 2026-11-23 (-want +got):\n%s", diff)
	}
}

func TestDates(t *testing.T) {
	for name, tt := range map[string]struct {
		identifier          string
		when                string
		deprecated, blocked bool
	}{
		"day_before":    {"python3.10", "2026-10-30", false, false},
		"day_itself":    {"python3.10", "2026-10-31", true, false},
		"blocked":       {"python3.10", "2027-03-03", true, true},
		"not_scheduled": {"java17.al2023", "2100-01-01", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			r, ok := Find(tt.identifier)
			if at := day(t, tt.when); !ok || r.Deprecated(at) != tt.deprecated || r.Blocked(at) != tt.blocked {
				t.Errorf("%s on %s: found %v, deprecated %v, blocked %v", tt.identifier, tt.when, ok, r.Deprecated(at), r.Blocked(at))
			}
		})
	}
	if _, ok := Find("cobol85"); ok {
		t.Error("an identifier that AWS does not have was found")
	}
}

func TestBrokenTables(t *testing.T) {
	for name, text := range map[string]string{
		"not_json":     `{`,
		"other_member": `{"about":"a","source":"s","read_on":"2026-01-01","runtimes":[{"identifier":"a","name":"A","os":"x","end":"2026-01-01"}]}`,
		"no_date":      `{"about":"a","source":"s","read_on":"soon","runtimes":[{"identifier":"a","name":"A","os":"x"}]}`,
		"twice":        `{"about":"a","source":"s","read_on":"2026-01-01","runtimes":[{"identifier":"a","name":"A","os":"x"},{"identifier":"a","name":"A","os":"x"}]}`,
		"empty":        `{"about":"a","source":"s","read_on":"2026-01-01","runtimes":[]}`,
		"wrong_order":  `{"about":"a","source":"s","read_on":"2026-01-01","runtimes":[{"identifier":"a","name":"A","os":"x","deprecation":"2026-01-01","block_create":"2026-03-01","block_update":"2026-02-01"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load([]byte(text)); err == nil {
				t.Error("the table was accepted")
			}
		})
	}
}
