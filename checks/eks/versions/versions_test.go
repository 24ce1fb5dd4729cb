package versions

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	x, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestStates(t *testing.T) {
	for name, tt := range map[string]struct {
		version, when string
		want          State
	}{
		"before_the_day":        {"1.34", "2026-12-01T23:59:59Z", Standard},
		"on_the_day":            {"1.34", "2026-12-02T00:00:00Z", Extended},
		"last_of_the_extension": {"1.34", "2027-12-01T23:59:59Z", Extended},
		"end_of_the_extension":  {"1.34", "2027-12-02T00:00:00Z", Ended},
		"extended_today":        {"1.31", "2026-11-23T12:00:00Z", Extended},
		"ended_today":           {"1.30", "2026-11-23T12:00:00Z", Ended},
		"newest":                {"1.36", "2026-11-23T12:00:00Z", Standard},
		"without_an_extension":  {"1.20", "2022-11-01T00:00:00Z", Ended},
		"not_in_the_table":      {"1.99", "2026-11-23T12:00:00Z", Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			v, _ := Find(tt.version)
			if got := v.At(at(t, tt.when)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	if got := ReadOn(); !got.Equal(at(t, "2026-11-23T00:00:00Z")) {
		t.Errorf("read on %v", got)
	}
}

func TestBrokenTables(t *testing.T) {
	for name, tt := range map[string]struct{ table, want string }{
		"empty":       {`{}`, "must not be empty"},
		"other_field": {`{"until":1}`, "unknown field"},
		"no_date":     {`{"about":"a","source":"s","read_on":"yesterday","versions":[]}`, "is not a date"},
		"order":       {`{"about":"a","source":"s","read_on":"2026-11-23","versions":[{"version":"1.1","released":"2026-01-02","standard_end":"2026-01-01"}]}`, "not in order"},
		"twice":       {`{"about":"a","source":"s","read_on":"2026-11-23","versions":[{"version":"1.1","released":"2026-01-01","standard_end":"2026-01-02"},{"version":"1.1","released":"2026-01-01","standard_end":"2026-01-02"}]}`, "listed twice"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load([]byte(tt.table))
			if diff := cmp.Diff(true, err != nil && strings.Contains(err.Error(), tt.want)); diff != "" {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}
