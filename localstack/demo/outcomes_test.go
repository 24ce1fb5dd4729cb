package demo_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/demo"
)

// once lists the kinds of which an account has one, so that it shows one outcome of each of their checks.
var once = map[inventory.Kind]bool{"iam.account": true, "iam.password_policy": true, "iam.root": true, "s3.account": true}

// TestEveryCheckHasBothOutcomes holds that the demo account shows what each check finds and what satisfies it, with
// the default policy or with one that requires dedicated hardware. A check that says itself that it cannot pass has
// no worked example of a pass.
func TestEveryCheckHasBothOutcomes(t *testing.T) {
	s := snapshot(t, localstack.Faults{}, 1, checksall.Checks())
	dedicated := checks.DefaultPolicy()
	dedicated.Tenancy = "dedicated"
	seen := map[string]map[checks.Status]int{}
	for _, p := range []*checks.Policy{checks.DefaultPolicy(), dedicated} {
		l := checks.Evaluate(s, checksall.Checks(), checks.Options{KeepPass: true, Policy: p})
		for i := range l.Results {
			r := &l.Results[i]
			if seen[r.Check.ID] == nil {
				seen[r.Check.ID] = map[checks.Status]int{}
			}
			seen[r.Check.ID][r.Status]++
		}
	}
	for _, c := range checksall.Checks() {
		id := c.Info().ID
		for _, want := range []checks.Status{checks.Pass, checks.Fail} {
			can := slices.ContainsFunc(c.CaseNames(), func(n checks.CaseName) bool { return n.Want == want })
			if can && seen[id][want] == 0 && (!once[c.Type().Kind] || seen[id][checks.Pass]+seen[id][checks.Fail] == 0) {
				t.Errorf("%s: no resource of the demo account is a %v (it has %v)", id, want, seen[id])
			}
		}
	}
}

// TestCopies holds that the account can be multiplied: no two of its ids differ in what numbers the copies alone.
func TestCopies(t *testing.T) {
	if _, err := localstack.New(demo.Account(), localstack.Options{Now: now, Times: 3}); err != nil {
		t.Error(err)
	}
}

// TestEveryVariantIsThere holds that the demo account has a resource of each variant that a collector can tell, of
// each service that the account uses at all.
func TestEveryVariantIsThere(t *testing.T) {
	s := snapshot(t, localstack.Faults{}, 1, checksall.Checks())
	for _, collector := range all.Collectors() {
		for _, kind := range collector.Types {
			service, _, _ := strings.Cut(string(kind.Kind), ".")
			if used, err := fs.Glob(demo.Account(), "*/"+service); err != nil {
				t.Fatal(err)
			} else if len(used) == 0 {
				continue
			}
			found := map[responsibility.Variant]bool{}
			for _, r := range s.Of(kind.Kind) {
				found[r.Classify().Variant] = true
			}
			for _, v := range kind.Variants {
				if !found[v] {
					t.Errorf("the demo account has no %s of variant %s", kind.Kind, v)
				}
			}
		}
	}
}
