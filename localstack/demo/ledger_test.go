package demo_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/localstack"
)

var update = flag.Bool("update", false, "rewrite testdata/ledger.txt")

// TestDemoLedger holds the ledger of the demo account to a file that a person can review: for each resource its variant
// and level, for each duty that is not AWS's alone what it came to, and the checks by which it did.
func TestDemoLedger(t *testing.T) {
	got := scan(t, localstack.Faults{}, 1)
	text := write(got)
	path := filepath.Join("testdata", "ledger.txt")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(text, "\n")); diff != "" {
		t.Errorf("the ledger of the demo account has changed; review it, and write it with make docs:\n%s", diff)
	}
}

// TestNothingOfAWSIsBlamed holds that no duty that is AWS's alone, or nobody's, has a status or a result.
func TestNothingOfAWSIsBlamed(t *testing.T) {
	l := scan(t, localstack.Faults{}, 1)
	judged := func(row *checks.Row, d responsibility.Duty) bool {
		return row.Class.Variant == "" || responsibility.Of(row.Class.Variant, d).Owner.Judged()
	}
	for i := range l.Rows {
		for k, d := range l.Duties {
			if s := l.Rows[i].Statuses[k]; s != checks.NotCustomer && !judged(&l.Rows[i], d) {
				t.Errorf("%s has %v for %s, which is not the customer's on %s", l.Rows[i].Resource.Identity().ID, s, d, l.Rows[i].Class.Variant)
			}
		}
	}
	for i := range l.Results {
		if row := l.Resource(&l.Results[i]); row != nil && !judged(row, l.Results[i].Check.Duty) {
			t.Errorf("%s judges %s, whose %s is not the customer's", l.Results[i].Check.ID, row.Resource.Identity().ID, l.Results[i].Check.Duty)
		}
	}
}

// write renders a ledger: a line for each resource, and below it a line for each duty of the customer's that was judged.
// What no check gave a verdict on is one line, and AWS's duties are counted.
func write(l *checks.Ledger) string {
	by := map[int][]*checks.Result{}
	for i := range l.Results {
		r := &l.Results[i]
		by[r.Row] = append(by[r.Row], r)
	}
	var kind inventory.Kind
	var b strings.Builder
	order := make([]int, len(l.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(l.Rows[x].Resource.Type().Kind, l.Rows[y].Resource.Type().Kind)
	})
	for _, i := range order {
		row := &l.Rows[i]
		ref := row.Resource.Identity()
		if k := row.Resource.Type().Kind; k != kind {
			kind = k
			fmt.Fprintf(&b, "\n# %s\n", kind)
		}
		name := ref.ID
		if ref.Name != "" && ref.Name != ref.ID {
			name += " (" + ref.Name + ")"
		}
		fmt.Fprintf(&b, "\n%s %s is %s, %s: %s\n", cmp.Or(ref.Region, "global"), name, row.Class.Variant, responsibility.LevelOf(row.Class.Variant), row.Class.Why)
		aws, open := 0, []string{}
		for k, d := range l.Duties {
			switch s := row.Statuses[k]; s {
			case checks.NotCustomer:
				aws++
			case checks.NotAssessed:
				open = append(open, string(d))
			default:
				fmt.Fprintf(&b, "  %-20s %-8s %s\n", d, s, decided(by[i], d))
			}
		}
		if len(open) > 0 {
			fmt.Fprintf(&b, "  not assessed: %s\n", strings.Join(open, " "))
		}
		fmt.Fprintf(&b, "  AWS's or nobody's: %d\n", aws)
	}
	for _, r := range by[-1] {
		fmt.Fprintf(&b, "\nlisting %s in %s: %s %s\n", r.Coverage.Kind, cmp.Or(r.Coverage.Region, "global"), r.Status, r.Check.ID)
	}
	return strings.TrimLeft(b.String(), "\n")
}

// decided lists the results of a duty, what is wrong first.
func decided(results []*checks.Result, d responsibility.Duty) string {
	var parts []string
	for _, status := range []checks.Status{checks.Fail, checks.Unknown, checks.Pass} {
		var ids []string
		for _, r := range results {
			if r.Check.Duty == d && r.Status == status {
				ids = append(ids, r.Check.ID)
			}
		}
		if len(ids) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", status, strings.Join(ids, ", ")))
		}
	}
	return strings.Join(parts, "; ")
}
