package integration

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/localstack/seed"
)

// TestOpenPolicies holds that of the queues, topics, secrets, streams and event buses of the demo account exactly those
// are said to be public whose policies let anybody in.
func TestOpenPolicies(t *testing.T) {
	got := verdictsOf(t, "eventbridge-bus-policy-not-public", "kinesis-stream-policy-not-public", "secretsmanager-secret-policy-not-public", "sns-topic-policy-not-public", "sqs-queue-policy-not-public")
	want := []string{
		"fail eventbridge.bus demarc-open", "fail kinesis.stream demarc-open", "fail secretsmanager.secret demarc-open", "fail sns.topic demarc-open", "fail sqs.queue demarc-open",
		"pass eventbridge.bus default", "pass eventbridge.bus demarc-closed", "pass kinesis.stream demarc-closed", "pass secretsmanager.secret demarc-closed", "pass sns.topic demarc-closed", "pass sqs.queue demarc-closed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// verdictsOf runs checks on the demo account and says of each resource what came out, by its name where it has one.
func verdictsOf(t *testing.T, ids ...string) []string {
	t.Helper()
	cfg, _ := account(t)
	build(t, cfg, seed.Demo().In("eu-west-1"))
	cs, err := checks.Select(checksall.Checks(), checks.Selection{Checks: ids})
	if err != nil {
		t.Fatal(err)
	}
	ledger := checks.Evaluate(run(t, cfg, planOf(t, cs...), "eu-west-1"), cs, checks.Options{KeepPass: true})
	var got []string
	for i := range ledger.Results {
		r := &ledger.Results[i]
		where := "listing"
		if row := ledger.Resource(r); row != nil {
			ref := row.Resource.Identity()
			name := ref.Name
			if name == "" {
				name = ref.ID
			}
			where = fmt.Sprintf("%s %s", row.Resource.Type().Kind, name)
		}
		got = append(got, r.Status.String()+" "+where)
	}
	slices.Sort(got)
	return got
}
