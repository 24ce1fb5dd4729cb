package platforms

import (
	"testing"
	"time"
)

func TestEnded(t *testing.T) {
	for name, tt := range map[string]struct {
		identifier, when string
		want             bool
	}{
		"last_day":     {"notebook-al2-v3", "2026-06-30", false},
		"day_after":    {"notebook-al2-v3", "2026-07-01", true},
		"no_end":       {"notebook-al2023-v1", "2100-01-01", false},
		"first_of_all": {"notebook-al1-v1", "2026-11-23", true},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.DateOnly, tt.when)
			if err != nil {
				t.Fatal(err)
			}
			if p, ok := Find(tt.identifier); !ok || p.Ended(at) != tt.want {
				t.Errorf("%s on %s: found %v, ended %v", tt.identifier, tt.when, ok, p.Ended(at))
			}
		})
	}
	if _, ok := Find("notebook-al3000-v1"); ok {
		t.Error("a platform that AWS does not have was found")
	}
}

func TestBrokenTables(t *testing.T) {
	for name, text := range map[string]string{
		"not_json":     `{`,
		"other_member": `{"about":"a","source":"s","read_on":"2026-01-01","platforms":[{"identifier":"a","os":"x","until":"2026-01-01"}]}`,
		"no_date":      `{"about":"a","source":"s","read_on":"soon","platforms":[{"identifier":"a","os":"x"}]}`,
		"no_end":       `{"about":"a","source":"s","read_on":"2026-01-01","platforms":[{"identifier":"a","os":"x","end":"soon"}]}`,
		"twice":        `{"about":"a","source":"s","read_on":"2026-01-01","platforms":[{"identifier":"a","os":"x"},{"identifier":"a","os":"x"}]}`,
		"empty":        `{"about":"a","source":"s","read_on":"2026-01-01","platforms":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load([]byte(text)); err == nil {
				t.Error("the table was accepted")
			}
		})
	}
}
