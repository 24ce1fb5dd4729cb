package eks

import (
	"testing"
	"time"

	"demarc/checks"
)

// TestDayOfTheEnd holds that the same cluster and node group fail on the day on which their version leaves standard
// support, whether EKS or the table tells the day.
func TestDayOfTheEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		at   string
		live bool
		want checks.Status
	}{
		"eks_the_day_before":   {"2026-12-01T23:59:59Z", true, checks.Pass},
		"eks_on_the_day":       {"2026-12-02T00:00:00Z", true, checks.Fail},
		"table_the_day_before": {"2026-12-01T23:59:59Z", false, checks.Pass},
		"table_on_the_day":     {"2026-12-02T00:00:00Z", false, checks.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			c, n := cluster(kubernetes("1.34")), nodegroup(nodes("1.34"))
			if tt.live {
				c.Support, n.Support = ends("2026-12-02", "2027-12-02"), ends("2026-12-02", "2027-12-02")
			}
			s := checks.SnapshotAt(at, &c, &n)
			l := checks.Evaluate(s, []checks.Checker{ClusterVersionSupported, NodegroupVersionSupported}, checks.Options{KeepPass: true})
			if len(l.Results) != 2 {
				t.Fatalf("%d results, want 2", len(l.Results))
			}
			for _, r := range l.Results {
				if r.Status != tt.want {
					t.Errorf("%s: got %v (%s), want %v", r.Check.ID, r.Status, r.Message, tt.want)
				}
			}
		})
	}
}
