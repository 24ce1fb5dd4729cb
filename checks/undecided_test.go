package checks_test

import (
	"strings"
	"testing"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// TestUndecidedNeverPasses is a check that says itself that a pass cannot be proved, and passes all the same.
func TestUndecidedNeverPasses(t *testing.T) {
	c := check(func(v *checks.View[door]) checks.Verdict {
		checks.Read(v, v.Resource.Open)
		return v.Pass("fine")
	})
	c.Undecided = "a look through the keyhole"
	l := account{resources: []inventory.Resource{&door{Ref: ref("d"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(false)}}}.judge(c)
	if r := l.Results[0]; r.Status != checks.Unknown || !strings.Contains(r.Message, "a look through the keyhole") {
		t.Errorf("%v: %s", r.Status, r.Message)
	}
}
