package emr

import (
	"testing"
	"time"

	"demarc/checks"
	"demarc/inventory/emr"
)

// TestDayOfTheEnd judges the same cluster on both sides of the days on which its release leaves standard support and its
// operating system gets no more updates.
func TestDayOfTheEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		check checks.Checker
		given emr.Cluster
		at    string
		want  checks.Status
	}{
		"release_last_day":         {ClusterReleaseSupported, cluster(release("emr-7.9.0")), "2027-05-19T23:59:59Z", checks.Pass},
		"release_day_after":        {ClusterReleaseSupported, cluster(release("emr-7.9.0")), "2027-05-20T00:00:00Z", checks.Fail},
		"between_before_the_older": {ClusterReleaseSupported, cluster(release("emr-7.7.0")), "2026-11-20T00:00:00Z", checks.Pass},
		"between":                  {ClusterReleaseSupported, cluster(release("emr-7.7.0")), "2026-11-21T00:00:00Z", checks.Unknown},
		"between_after_the_newer":  {ClusterReleaseSupported, cluster(release("emr-7.7.0")), "2027-05-20T00:00:00Z", checks.Fail},
		"system_last_day":          {ClusterOSSupported, cluster(system("2.0.20251014.0")), "2026-06-30T12:00:00Z", checks.Pass},
		"system_day_after":         {ClusterOSSupported, cluster(system("2.0.20251014.0")), "2026-07-01T00:00:00Z", checks.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			s := checks.SnapshotAt(at, &tt.given)
			l := checks.Evaluate(s, []checks.Checker{tt.check}, checks.Options{KeepPass: true})
			if len(l.Results) != 1 || l.Results[0].Status != tt.want {
				t.Errorf("got %+v, want one %v", l.Results, tt.want)
			}
		})
	}
}
