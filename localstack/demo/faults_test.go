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
	return serve(t).snapshot(t, f, attempts, plan(t, selected))
}

// A served demo account. It can be scanned again, with other faults, by one at a time.
type served struct {
	endpoint *localstack.Endpoint
	url      string
}

func serve(t *testing.T) *served {
	t.Helper()
	e, err := localstack.New(demo.Account(), localstack.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return &served{e, server.URL}
}

func (s *served) snapshot(t *testing.T, f localstack.Faults, attempts int, p *collect.Plan) *inventory.Snapshot {
	t.Helper()
	s.endpoint.SetFaults(f)
	client := collect.NewHTTPClient()
	cfg := aws.Config{
		Region: "eu-central-1", BaseEndpoint: &s.url, RetryMaxAttempts: attempts, HTTPClient: client,
		Credentials: credentials.NewStaticCredentialsProvider("AKIASANDBOX000000000", "sandbox", ""),
	}
	snap, err := collect.Run(t.Context(), cfg, all.Source(), p, collect.Options{Now: now()})
	if err != nil {
		t.Fatal(err)
	}
	client.GetTransport().CloseIdleConnections()
	return snap
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

// TestOneCallFails takes each declared call away in turn, in each way in which it can go wrong, from a scan with the
// checks that read it. None of their rows may become a pass, and what changes is unknown and says why.
func TestOneCallFails(t *testing.T) {
	healthy := verdicts(scan(t, localstack.Faults{}, 1))
	reads := reads()
	faults := []struct {
		name string
		of   func(c *inventory.Call) localstack.Faults
		says func(c *inventory.Call) []string
	}{
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
	idle := idle(t)
	for _, c := range plan(t, checksall.Checks()).Calls() {
		touches := func(check string) bool { return reads[check][c.String()] }
		var readers []checks.Checker
		for _, k := range checksall.Checks() {
			if touches(k.Info().ID) {
				readers = append(readers, k)
			}
		}
		before := maps.Clone(healthy)
		maps.DeleteFunc(before, func(row string, _ verdict) bool { return !touches(checkOf(row)) })
		p := plan(t, readers)
		for _, f := range faults {
			s := <-idle
			jobs.Go(func() {
				defer func() { idle <- s }()
				hurt := verdicts(checks.Evaluate(s.snapshot(t, f.of(c), 1, p), readers, checks.Options{KeepPass: true}))
				for _, problem := range compare(before, hurt, touches, f.says(c)) {
					t.Errorf("%s %s: %s", c, f.name, problem)
				}
			})
		}
	}
	jobs.Wait()
}

// TestOneServiceIsDenied takes all calls of a service away at once, from a scan with every check. No row that reads none
// of them may change.
func TestOneServiceIsDenied(t *testing.T) {
	healthy := verdicts(scan(t, localstack.Faults{}, 1))
	reads := reads()
	whole := plan(t, checksall.Checks())
	services := map[string][]*inventory.Call{}
	for _, c := range whole.Calls() {
		services[c.Service] = append(services[c.Service], c)
	}
	var jobs sync.WaitGroup
	idle := idle(t)
	for _, service := range slices.Sorted(maps.Keys(services)) {
		var denied, says []string
		for _, c := range services[service] {
			denied, says = append(denied, c.String()), append(says, c.Needs...)
		}
		touches := func(check string) bool {
			return slices.ContainsFunc(denied, func(c string) bool { return reads[check][c] })
		}
		s := <-idle
		jobs.Go(func() {
			defer func() { idle <- s }()
			hurt := verdicts(checks.Evaluate(s.snapshot(t, localstack.Faults{Denied: denied}, 1, whole), checksall.Checks(), checks.Options{KeepPass: true}))
			for _, problem := range compare(healthy, hurt, touches, says) {
				t.Errorf("%s denied: %s", service, problem)
			}
		})
	}
	jobs.Wait()
}

// idle are as many served accounts as can be scanned at the same time.
func idle(t *testing.T) chan *served {
	t.Helper()
	out := make(chan *served, runtime.GOMAXPROCS(0))
	for range cap(out) {
		out <- serve(t)
	}
	return out
}

// checkOf returns the check that a row of verdicts is of.
func checkOf(row string) string {
	check, _, _ := strings.Cut(row, " on ")
	return check
}

// names reports whether a message names one of the calls or actions that would decide.
func names(message string, says []string) bool {
	return slices.ContainsFunc(says, func(s string) bool { return strings.Contains(message, s) })
}

// compare returns what may not happen when calls fail; touches tells which checks read one of them.
func compare(healthy, hurt map[string]verdict, touches func(check string) bool, says []string) []string {
	var problems []string
	for _, row := range slices.Sorted(maps.Keys(hurt)) {
		check := checkOf(row)
		now, before := hurt[row], healthy[row]
		_, was := healthy[row]
		switch {
		case was && now == before:
		case was && now.Status == before.Status && now.Severity == before.Severity && touches(check):
			// A fail that does not need the call may say less without it.
		case was && now.Status == checks.Fail && before.Status == checks.Fail && now.Severity >= before.Severity && names(now.Message, says):
			// Nor may it be taken for milder than it is: what made it so is what the call says.
		case now.Status != checks.Unknown:
			problems = append(problems, fmt.Sprintf("%s was %v (%s) and is %v (%s)", row, before.Status, before.Message, now.Status, now.Message))
		case !touches(check):
			problems = append(problems, fmt.Sprintf("%s became unknown (%s), and does not read the call", row, now.Message))
		case was && before.Status == checks.Unknown:
		case !names(now.Message, says):
			problems = append(problems, fmt.Sprintf("%s is unknown and names none of %v: %s", row, says, now.Message))
		}
	}
	for _, row := range slices.Sorted(maps.Keys(healthy)) {
		check := checkOf(row)
		if _, still := hurt[row]; still {
			continue
		}
		if !touches(check) {
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
