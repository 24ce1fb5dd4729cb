package releases

import (
	"strings"
	"testing"
	"time"
)

// TestStandardSupport asks on both sides of the days that decide: of releases that the table has, of those between two
// of its rows, and of those before and after all of them.
func TestStandardSupport(t *testing.T) {
	for name, tt := range map[string]struct {
		label, when string
		want        string // lasts, ended, open, or none for a line that is not in the table
	}{
		"last_day":                 {"emr-7.9.0", "2027-05-19T23:59:59Z", "lasts"},
		"day_after":                {"emr-7.9.0", "2027-05-20T00:00:00Z", "ended"},
		"patch_of_a_row":           {"emr-7.9.1", "2027-05-19T00:00:00Z", "lasts"},
		"between_before_the_first": {"emr-7.7.0", "2026-11-20T00:00:00Z", "lasts"},
		"between":                  {"emr-7.7.0", "2026-11-23T00:00:00Z", "open"},
		"between_after_the_second": {"emr-7.7.0", "2027-05-20T00:00:00Z", "ended"},
		"ten_is_after_nine":        {"emr-7.11.0", "2027-08-15T00:00:00Z", "lasts"},
		"older_than_all":           {"emr-7.0.0", "2026-10-16T00:00:00Z", "ended"},
		"older_and_early":          {"emr-7.0.0", "2026-10-15T00:00:00Z", "open"},
		"newer_than_all":           {"emr-7.15.0", "2028-09-08T00:00:00Z", "lasts"},
		"newer_and_late":           {"emr-7.15.0", "2028-09-09T00:00:00Z", "open"},
		"other_line":               {"emr-6.15.0", "2026-11-23T00:00:00Z", "none"},
		"line_to_come":             {"emr-8.0.0", "2026-11-23T00:00:00Z", "none"},
	} {
		t.Run(name, func(t *testing.T) {
			v, ok := Parse(tt.label)
			when, err := time.Parse(time.RFC3339, tt.when)
			if !ok || err != nil {
				t.Fatal(ok, err)
			}
			got := "open"
			switch s, ok := Find(v); {
			case !ok:
				got = "none"
			case s.Ended(when):
				got = "ended"
			case s.Lasts(when):
				got = "lasts"
			}
			if got != tt.want {
				t.Errorf("%s at %s: %s, want %s", tt.label, tt.when, got, tt.want)
			}
		})
	}
}

func TestParse(t *testing.T) {
	for label, want := range map[string]string{
		"emr-7.10.0": "emr-7.10.0", "5.36.2": "emr-5.36.2", "emr-6.15.0-latest": "", "emr-7": "", "emr-7.x.0": "", "emr-7.-1.0": "", "": "",
	} {
		v, ok := Parse(label)
		if ok != (want != "") || ok && v.String() != want {
			t.Errorf("%q is %v, %v", label, v, ok)
		}
	}
}

func TestBrokenTables(t *testing.T) {
	const good = `{"about":"a","source":"s","read_on":"2026-01-01","releases":[{"release":"7.1.0","released":"2024-01-01","standard_end":"2026-01-01","end_of_life":"2027-01-01"},{"release":"7.2.0","released":"2024-02-01","standard_end":"2026-02-01","end_of_life":"2027-02-01"}]}`
	if _, err := load([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"not_json":       {`{"about"`, `"about"`},
		"other_member":   {`"released":"2024-01-01"`, `"since":"2024-01-01"`},
		"no_read_on":     {`"read_on":"2026-01-01"`, `"read_on":"soon"`},
		"no_source":      {`"source":"s"`, `"source":""`},
		"no_release":     {`"7.1.0"`, `"7.1"`},
		"no_date":        {`"standard_end":"2026-01-01"`, `"standard_end":"soon"`},
		"ends_too_early": {`"standard_end":"2026-01-01"`, `"standard_end":"2023-01-01"`},
		"twice":          {`"7.2.0"`, `"7.1.0"`},
		"out_of_order":   {`"standard_end":"2026-02-01"`, `"standard_end":"2025-12-01"`},
	} {
		t.Run(name, func(t *testing.T) {
			broken := strings.Replace(good, change[0], change[1], 1)
			if broken == good {
				t.Fatal("the change changes nothing")
			}
			if _, err := load([]byte(broken)); err == nil {
				t.Error("the table was accepted")
			}
		})
	}
}
