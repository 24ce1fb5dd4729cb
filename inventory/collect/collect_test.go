package collect_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// TestDetailOutcomes holds what each answer to a detail call becomes.
func TestDetailOutcomes(t *testing.T) {
	denied := func(g inventory.Gap) inventory.Gap {
		g.Class, g.Needs = inventory.Denied, []string{"iam:GetUserPolicy"}
		return g
	}
	for _, c := range []struct {
		name   string
		answer answer
		value  string
		gap    *inventory.Gap
	}{
		{"value", policy("doc"), "doc", nil},
		{"absent", fault(404, "NoSuchEntity", "none"), "", nil},
		{"denied", fault(403, "AccessDenied", "no identity-based policy allows the action"), "", ptr(denied(inventory.Gap{Code: "AccessDenied"}))},
		{"deniedByOrganisation", fault(403, "AccessDenied", "with an explicit deny in a service control policy"), "", ptr(denied(inventory.Gap{Code: "AccessDenied", Guardrail: true}))},
		{"deniedWithoutCode", answer{status: 403, body: "<html>", kind: "text/plain"}, "", ptr(denied(inventory.Gap{Code: "403"}))},
		{"deniedLabelledAsPage", answer{status: 403, body: fault(403, "AccessDenied", "").body, kind: "text/html; charset=utf-8"}, "", ptr(denied(inventory.Gap{Code: "AccessDenied"}))},
		{"throttled", fault(400, "Throttling", "Rate exceeded"), "", &inventory.Gap{Class: inventory.Throttled, Code: "Throttling"}},
		{"serverError", fault(500, "ServiceFailure", "oops"), "", &inventory.Gap{Class: inventory.Failed, Code: "ServiceFailure", Detail: "the service failed"}},
		{"notImplemented", fault(501, "InternalFailure", "not yet"), "", &inventory.Gap{Class: inventory.Unsupported, Code: "InternalFailure"}},
		{"htmlPage", answer{status: 500, kind: "text/html; charset=utf-8", body: "<html><title>500</title></html>"}, "", &inventory.Gap{Class: inventory.Unsupported, Code: "500", Detail: "the endpoint answered with an HTML page, as emulators do for what they lack"}},
		{"emptyBody", answer{}, "", &inventory.Gap{Class: inventory.Failed, Detail: "the answer was empty"}},
		{"cutOffInTag", answer{body: "<GetUserPolicyResponse><GetUserPolicyRes"}, "", &inventory.Gap{Class: inventory.Failed, Detail: "the answer was cut off"}},
		{"cutOffBetweenTags", answer{body: "<GetUserPolicyResponse><GetUserPolicyResult><PolicyDocument>doc</PolicyDocument>"}, "", &inventory.Gap{Class: inventory.Failed, Detail: "the answer was cut off"}},
		{"otherQuestion", users("", "x"), "", &inventory.Gap{Class: inventory.Failed, Detail: "the answer was one to another question"}},
		{"expired", fault(403, "ExpiredToken", "the token expired"), "", &inventory.Gap{Class: inventory.Interrupted, Code: "ExpiredToken", Detail: "the credentials are no longer accepted"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := serve(t, func(op string, _ url.Values, _ int) answer {
				if op == "ListUsers" {
					return users("", "eve")
				}
				return c.answer
			})
			s := run(t, e.config(1), people(collect.Global), getPolicy)
			got, gap := s.Resources[0].(*person).Policy.Get()
			if got != c.value {
				t.Errorf("value %q, want %q", got, c.value)
			}
			if c.gap != nil {
				c.gap.Call, c.gap.Region = "IAM.GetUserPolicy", "us-east-1"
			}
			if d := cmp.Diff(c.gap, gap); d != "" {
				t.Error(d)
			}
			if cov := s.Coverage[0]; cov.Status != inventory.Complete || cov.Count != 1 {
				t.Errorf("a failed detail changed the coverage: %+v", cov)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

// TestListOutcomes holds what each way for a list to break off becomes.
func TestListOutcomes(t *testing.T) {
	for _, c := range []struct {
		name   string
		pages  func(form url.Values) answer
		status inventory.CoverageStatus
		count  int
		why    string
	}{
		{"whole", func(f url.Values) answer {
			if f.Get("Marker") == "" {
				return users("m1", "a")
			}
			return users("", "b")
		}, inventory.Complete, 2, ""},
		{"deniedAtOnce", func(url.Values) answer { return fault(403, "AccessDenied", "") }, inventory.Unread, 0, "grant iam:ListUsers"},
		{"deniedLater", func(f url.Values) answer {
			if f.Get("Marker") == "" {
				return users("m1", "a")
			}
			return fault(403, "AccessDenied", "")
		}, inventory.Partial, 1, "grant iam:ListUsers"},
		{"sameTokenAgain", func(url.Values) answer { return users("m1", "a") }, inventory.Partial, 2, "same page token"},
		{"truncatedWithoutToken", func(url.Values) answer { return users("-", "a") }, inventory.Partial, 1, "truncated but has no token"},
		{"emptyBody", func(url.Values) answer { return answer{} }, inventory.Unread, 0, "the answer was empty"},
		{"nobody", func(url.Values) answer { return users("") }, inventory.Complete, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := serve(t, func(_ string, f url.Values, _ int) answer { return c.pages(f) })
			s := run(t, e.config(1), people(collect.Global))
			cov := s.Coverage[0]
			if cov.Status != c.status || cov.Count != c.count || len(s.Resources) != c.count || !strings.Contains(cov.Why(), c.why) || (c.why == "") != (cov.Why() == "") {
				t.Errorf("got %+v %q, want %v with %d that says %q", cov, cov.Why(), c.status, c.count, c.why)
			}
		})
	}
}

func TestOnlyWantedCallsAreMade(t *testing.T) {
	e := serve(t, func(op string, _ url.Values, _ int) answer {
		if op == "ListUsers" {
			return users("", "eve", "adam")
		}
		return policy("doc")
	})
	s := run(t, e.config(1), people(collect.Global))
	if d := cmp.Diff(map[string]int{"IAM.ListUsers": 1}, s.Calls); d != "" {
		t.Error(d)
	}
	if _, gap := s.Resources[0].(*person).Policy.Get(); gap.Class != inventory.NotAsked || !slices.Contains(gap.Needs, "iam:GetUserPolicy") {
		t.Errorf("got %v", gap)
	}
}

func TestGuardRefusesBeforeSending(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer { return users("") })
	var got error
	c := people(collect.Global)
	c.Collect = func(ctx context.Context, s *collect.Scan) error {
		_, got = iam.NewFromConfig(s.Config()).DeleteUser(ctx, &iam.DeleteUserInput{UserName: aws.String("eve")})
		return nil
	}
	s := run(t, e.config(1), c)
	if !errors.Is(got, collect.ErrUndeclared) || len(e.asked) != 0 || len(s.Calls) != 0 {
		t.Errorf("got %v; the endpoint was asked %v; counted %v", got, e.asked, s.Calls)
	}
}

func TestRetriesAreAttemptsNotCalls(t *testing.T) {
	e := serve(t, func(_ string, _ url.Values, n int) answer {
		if n < 3 {
			return fault(400, "Throttling", "Rate exceeded")
		}
		return users("", "eve")
	})
	s := run(t, e.config(4), people(collect.Global))
	if s.Calls["IAM.ListUsers"] != 1 || s.Attempts["IAM.ListUsers"] != 3 || s.Coverage[0].Status != inventory.Complete {
		t.Errorf("calls %v, attempts %v, %v", s.Calls, s.Attempts, s.Coverage)
	}
}

func TestHTMLPageIsNotRetried(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer {
		return answer{status: 500, kind: "text/html", body: "<html></html>"}
	})
	run(t, e.config(5), people(collect.Global))
	if e.asked["ListUsers"] != 1 {
		t.Errorf("asked %d times for what the endpoint lacks", e.asked["ListUsers"])
	}
}

func TestRegions(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer { return users("", "eve") })
	states := []collect.RegionState{{Name: "us-east-1", Enabled: true, Status: "opt-in-not-required"}, {Name: "af-south-1", Status: "not-opted-in"}, {Name: "eu-west-1", Enabled: true, Status: "opted-in"}}
	plan := collect.Everything([]*collect.Collector{people(collect.Regional)})
	for _, c := range []struct {
		name    string
		asked   []string
		regions []string
		skipped map[string]string
		err     string
	}{
		{"all", nil, []string{"eu-west-1", "us-east-1"}, map[string]string{"af-south-1": "not enabled in the account (not-opted-in)"}, ""},
		{"one", []string{"eu-west-1"}, []string{"eu-west-1"}, nil, ""},
		{"unknown", []string{"eu-nowhere-1"}, nil, nil, `"eu-nowhere-1" is not a region of this account`},
		{"disabled", []string{"af-south-1"}, nil, nil, "af-south-1 is not enabled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := collect.Run(t.Context(), e.config(1), source(states...), plan, collect.Options{Regions: c.asked})
			if c.err != "" {
				if !errors.Is(err, collect.ErrRegion) || !strings.Contains(err.Error(), c.err) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.regions, s.Regions); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.skipped, s.SkippedRegions); d != "" {
				t.Error(d)
			}
			if got, want := len(s.Coverage), len(c.regions)+len(c.skipped); got != want {
				t.Errorf("%d rows of coverage, want %d", got, want)
			}
		})
	}
}

func TestRegionsUnreadable(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer { return users("", "eve") })
	src := source()
	src.Regions = func(context.Context, aws.Config) ([]collect.RegionState, error) { return nil, errors.New("lost") }
	s, err := collect.Run(t.Context(), e.config(1), src, collect.Everything([]*collect.Collector{people(collect.Regional)}), collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var status []string
	for _, c := range s.Coverage {
		status = append(status, c.Region+" "+c.Status.String())
	}
	if d := cmp.Diff([]string{"(other regions) failed", "us-east-1 complete"}, status); d != "" {
		t.Error(d)
	}
}

func TestInterruptionStillGivesASnapshot(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	e := serve(t, func(op string, _ url.Values, n int) answer {
		if op == "ListUsers" {
			return users("", "eve", "adam")
		}
		cancel()
		return policy("doc")
	})
	plan := collect.Everything([]*collect.Collector{people(collect.Regional)})
	s, err := collect.Run(ctx, e.config(1), source(collect.RegionState{Name: "a", Enabled: true}, collect.RegionState{Name: "b", Enabled: true}), plan, collect.Options{Concurrency: 1})
	if err != nil {
		t.Fatal(err)
	}
	if s.Interrupted == "" || len(s.Coverage) != 2 {
		t.Fatalf("interrupted %q, coverage %v", s.Interrupted, s.Coverage)
	}
	if c := s.Coverage[1]; c.Status != inventory.Unread || c.Gap.Class != inventory.Interrupted {
		t.Errorf("the region that was never reached: %+v", c)
	}
}

func TestExpiredCredentialsEndTheScan(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer { return fault(403, "ExpiredToken", "expired") })
	plan := collect.Everything([]*collect.Collector{people(collect.Regional)})
	s, err := collect.Run(t.Context(), e.config(1), source(collect.RegionState{Name: "a", Enabled: true}, collect.RegionState{Name: "b", Enabled: true}, collect.RegionState{Name: "c", Enabled: true}), plan, collect.Options{Concurrency: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.Interrupted, "expired") || e.asked["ListUsers"] != 1 {
		t.Errorf("interrupted %q after %d calls", s.Interrupted, e.asked["ListUsers"])
	}
	for _, c := range s.Coverage {
		if c.Status != inventory.Unread || c.Gap.Class != inventory.Interrupted {
			t.Errorf("%+v", c)
		}
	}
}

func TestPanicIsCoverage(t *testing.T) {
	e := serve(t, func(string, url.Values, int) answer { return users("") })
	c := people(collect.Global)
	c.Collect = func(context.Context, *collect.Scan) error { panic("boom") }
	s := run(t, e.config(1), c)
	if cov := s.Coverage[0]; cov.Status != inventory.Unread || !strings.Contains(cov.Why(), "failed") {
		t.Errorf("%+v %s", cov, cov.Why())
	}
}

func TestPlan(t *testing.T) {
	c := people(collect.Global)
	plan, err := collect.NewPlan([]*collect.Collector{c}, []inventory.Want{{Type: personType}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"iam:ListUsers"}, collect.Actions(plan.Calls())); d != "" || plan.Regional() {
		t.Error(d)
	}
	if _, err := collect.NewPlan(nil, []inventory.Want{{Type: personType}}); err == nil || !strings.Contains(err.Error(), "test.person") {
		t.Errorf("got %v", err)
	}
	if _, err := collect.NewPlan([]*collect.Collector{c}, []inventory.Want{{Type: personType, Calls: []*inventory.Call{regionsCall}}}); err == nil || !strings.Contains(err.Error(), "EC2.DescribeRegions") {
		t.Errorf("got %v", err)
	}
}
