package localstack_test

import (
	"fmt"
	"slices"
	"testing"

	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/localstack"

	"github.com/google/go-cmp/cmp"
)

// scan runs every collector over the test account.
func scan(t *testing.T, o localstack.Options) (*localstack.Endpoint, *inventory.Snapshot) {
	t.Helper()
	e, cfg := inProcess(t, o)
	cfg.Retryer = nil
	snapshot, err := collect.Run(t.Context(), cfg, all.Source(), collect.Everything(all.Collectors()), collect.Options{Now: testNow})
	if err != nil {
		t.Fatal(err)
	}
	return e, snapshot
}

// TestCollectorsAreUnderstood runs every collector: no request of theirs may be one that the endpoint refuses for not
// understanding it, or does not serve.
func TestCollectorsAreUnderstood(t *testing.T) {
	e, _ := scan(t, localstack.Options{})
	var refused []string
	for _, c := range e.Calls() {
		if c.Status == 501 || c.Status == 400 {
			refused = append(refused, fmt.Sprintf("%s %d %s", c.Operation, c.Status, c.Code))
		}
	}
	// What the test account says of its second key: a policy is missing, the rotation is denied.
	want := []string{"KMS.GetKeyPolicy 400 NotFoundException", "KMS.GetKeyRotationStatus 400 AccessDeniedException", "Organizations.DescribeOrganization 400 AWSOrganizationsNotInUseException"}
	if diff := cmp.Diff(want, slices.Compact(refused)); diff != "" {
		t.Error(diff)
	}
}

// TestSizesOfScans compares what a scan finds: small pages give the same, ten copies give ten times as much of what
// an account has.
func TestSizesOfScans(t *testing.T) {
	count := func(o localstack.Options) map[string]int {
		_, snapshot := scan(t, o)
		out := map[string]int{}
		for _, r := range snapshot.Resources {
			out[string(r.Type().Kind)]++
		}
		return out
	}
	plain := count(localstack.Options{})
	if diff := cmp.Diff(plain, count(localstack.Options{PageSize: 1})); diff != "" {
		t.Errorf("pages of one item: %s", diff)
	}
	ten := count(localstack.Options{Times: 10})
	for _, kind := range []string{"ec2.instance", "ec2.volume", "ec2.snapshot", "ec2.security_group", "iam.user", "iam.role", "kms.key", "s3.bucket"} {
		if plain[kind] == 0 || ten[kind] != 10*plain[kind] {
			t.Errorf("%s: %d, and %d in ten copies; all: %v", kind, plain[kind], ten[kind], plain)
		}
	}
}
