package demo_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/localstack"
	"demarc/localstack/demo"
)

// now is the time at which the demo account stands.
func now() time.Time { return checks.CaseTime }

// scan collects the demo account through faults and judges it with every check.
func scan(t *testing.T, f localstack.Faults, attempts int) *checks.Ledger {
	t.Helper()
	return scanWith(t, f, attempts, checksall.Checks())
}

// scanWith is scan with some of the checks, and so with some of the calls.
func scanWith(t *testing.T, f localstack.Faults, attempts int, selected []checks.Checker) *checks.Ledger {
	t.Helper()
	return checks.Evaluate(snapshot(t, f, attempts, selected), selected, checks.Options{KeepPass: true})
}

// snapshot collects what some checks need.
func snapshot(t *testing.T, f localstack.Faults, attempts int, selected []checks.Checker) *inventory.Snapshot {
	t.Helper()
	e, err := localstack.New(demo.Account(), localstack.Options{Now: now, Faults: f})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e)
	defer server.Close()
	cfg := aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: attempts, HTTPClient: collect.NewHTTPClient(),
		Credentials: credentials.NewStaticCredentialsProvider("AKIASANDBOX000000000", "sandbox", ""),
	}
	s, err := collect.Run(t.Context(), cfg, all.Source(), plan(t, selected), collect.Options{Now: now()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A verdict is a result without its evidence.
type verdict struct {
	Status   checks.Status
	Severity checks.Severity
	Message  string
}

func verdicts(l *checks.Ledger) map[string]verdict {
	out := map[string]verdict{}
	for i := range l.Results {
		r := &l.Results[i]
		where := "listing of " + r.Check.ID
		if row := l.Resource(r); row != nil {
			ref := row.Resource.Identity()
			where = fmt.Sprintf("%s %s %s", row.Resource.Type().Kind, ref.Region, ref.ID)
		} else {
			where += " in " + r.Coverage.Region
		}
		out[r.Check.ID+" on "+where] = verdict{r.Status, r.Severity, r.Message}
	}
	return out
}

// reads returns, for each check, every call that can have a part in its verdict.
func reads() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, c := range checksall.Checks() {
		calls := map[string]bool{}
		for _, w := range c.Wants() {
			calls[w.Type.List.String()] = true
			for _, call := range w.Calls {
				calls[call.String()] = true
			}
			for _, collector := range all.Collectors() {
				if slices.Contains(collector.Types, w.Type) {
					for _, call := range collector.Lists {
						calls[call.String()] = true
					}
				}
			}
		}
		out[c.Info().ID] = calls
	}
	return out
}

// plan returns what a scan with some checks does.
func plan(t *testing.T, selected []checks.Checker) *collect.Plan {
	t.Helper()
	var wants []inventory.Want
	for _, c := range selected {
		wants = append(wants, c.Wants()...)
	}
	p, err := collect.NewPlan(all.Collectors(), wants)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestOneCallFails takes each declared call away in turn, in each way in which it can go wrong. No row that does not
// read it may change, none may become a pass, and what changes is unknown and says why. A denied call is taken from a
// scan with every check; of the other ways only the checks that read the call are run, which is quicker.
func TestOneCallFails(t *testing.T) {
	healthy := verdicts(scan(t, localstack.Faults{}, 1))
	reads := reads()
	type fault struct {
		name string
		of   func(c *inventory.Call) localstack.Faults
		says func(c *inventory.Call) []string
	}
	faults := []fault{
		{"denied", func(c *inventory.Call) localstack.Faults { return localstack.Faults{Denied: []string{c.String()}} }, func(c *inventory.Call) []string { return c.Needs }},
		{"serverError", func(c *inventory.Call) localstack.Faults {
			return localstack.Faults{Fail: map[string]localstack.Failure{c.String(): {}}}
		}, func(c *inventory.Call) []string { return []string{c.String()} }},
		{"emptyBody", func(c *inventory.Call) localstack.Faults {
			return localstack.Faults{Damage: map[string]localstack.Damage{c.String(): localstack.Empty}}
		}, func(c *inventory.Call) []string { return []string{c.String()} }},
		{"truncatedBody", func(c *inventory.Call) localstack.Faults {
			return localstack.Faults{Damage: map[string]localstack.Damage{c.String(): localstack.Truncated}}
		}, func(c *inventory.Call) []string { return []string{c.String()} }},
	}
	var jobs sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, c := range plan(t, checksall.Checks()).Calls() {
		var readers []checks.Checker
		for _, k := range checksall.Checks() {
			if reads[k.Info().ID][c.String()] {
				readers = append(readers, k)
			}
		}
		for _, f := range faults {
			slots <- struct{}{}
			jobs.Go(func() {
				defer func() { <-slots }()
				selected, before := checksall.Checks(), healthy
				if f.name != "denied" {
					selected, before = readers, maps.Clone(healthy)
					maps.DeleteFunc(before, func(row string, _ verdict) bool {
						check, _, _ := strings.Cut(row, " on ")
						return !reads[check][c.String()]
					})
				}
				hurt := verdicts(scanWith(t, f.of(c), 1, selected))
				for _, problem := range compare(before, hurt, reads, c, f.says(c)) {
					t.Errorf("%s %s: %s", c, f.name, problem)
				}
			})
		}
	}
	jobs.Wait()
}

// names reports whether a message names one of the calls or actions that would decide.
func names(message string, says []string) bool {
	return slices.ContainsFunc(says, func(s string) bool { return strings.Contains(message, s) })
}

// compare returns what may not happen when a call fails.
func compare(healthy, hurt map[string]verdict, reads map[string]map[string]bool, c *inventory.Call, says []string) []string {
	var problems []string
	for _, row := range slices.Sorted(maps.Keys(hurt)) {
		check, _, _ := strings.Cut(row, " on ")
		now, before := hurt[row], healthy[row]
		_, was := healthy[row]
		switch {
		case was && now == before:
		case was && now.Status == before.Status && now.Severity == before.Severity && reads[check][c.String()]:
			// A fail that does not need the call may say less without it.
		case was && now.Status == checks.Fail && before.Status == checks.Fail && now.Severity >= before.Severity && names(now.Message, says):
			// Nor may it be taken for milder than it is: what made it so is what the call says.
		case now.Status != checks.Unknown:
			problems = append(problems, fmt.Sprintf("%s was %v (%s) and is %v (%s)", row, before.Status, before.Message, now.Status, now.Message))
		case !reads[check][c.String()]:
			problems = append(problems, fmt.Sprintf("%s became unknown (%s), and does not read the call", row, now.Message))
		case was && before.Status == checks.Unknown:
		case !names(now.Message, says):
			problems = append(problems, fmt.Sprintf("%s is unknown and names none of %v: %s", row, says, now.Message))
		}
	}
	for _, row := range slices.Sorted(maps.Keys(healthy)) {
		check, _, _ := strings.Cut(row, " on ")
		if _, still := hurt[row]; still {
			continue
		}
		if !reads[check][c.String()] {
			problems = append(problems, row+" is gone, and does not read the call")
		} else if !slices.ContainsFunc(slices.Collect(maps.Keys(hurt)), func(r string) bool { return strings.HasPrefix(r, check+" on ") && hurt[r].Status == checks.Unknown }) {
			problems = append(problems, row+" is gone, and nothing says that it is unknown")
		}
	}
	return problems
}

// TestThrottlingChangesNothing scans with 30 % of all calls throttled. The ledger must be the one of a scan without.
func TestThrottlingChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for retries")
	}
	if d := cmp.Diff(verdicts(scan(t, localstack.Faults{}, 1)), verdicts(scan(t, localstack.Faults{ThrottlePercent: 30, Seed: 7}, 12))); d != "" {
		t.Error(d)
	}
}

// TestSameAccountSameBytes holds that two scans of an account, and two judgements of a snapshot, agree.
func TestSameAccountSameBytes(t *testing.T) {
	a, b := scan(t, localstack.Faults{}, 1), scan(t, localstack.Faults{Jitter: 3 * time.Millisecond, Seed: 3}, 1)
	if d := cmp.Diff(verdicts(a), verdicts(b)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(a.Calls, b.Calls); d != "" {
		t.Error(d)
	}
}
