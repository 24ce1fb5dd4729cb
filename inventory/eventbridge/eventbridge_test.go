package eventbridge_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/eventbridge"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const arn = "arn:aws:events:eu-central-1:111122223333:event-bus/"

func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		"eu-central-1/eventbridge/ListEventBuses": `{"EventBuses":[{"Name":"default","Arn":"` + arn + `default"},{"Name":"orders","Arn":"` + arn + `orders","Policy":"{\"Statement\":[]}"},{"Name":"nameless"}]}`,
	})
}

func TestBuses(t *testing.T) {
	s := localstacktest.Scan(t, account(), eventbridge.Collectors, localstack.Options{PageSize: 2})
	got := map[string]any{}
	for _, r := range s.Of("eventbridge.bus") {
		got[r.Identity().ARN] = localstacktest.Value(r.(*eventbridge.Bus).Policy)
	}
	if diff := cmp.Diff(map[string]any{arn + "default": "", arn + "orders": `{"Statement":[]}`, arn + "nameless": ""}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"EventBridge.ListEventBuses": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account(), eventbridge.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"events:ListEventBuses"}}})
	if c := s.CoverageOf("eventbridge.bus", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}

// TestTokenThatRepeats holds that a list which turns in a circle is partial, and ends.
func TestTokenThatRepeats(t *testing.T) {
	s := localstacktest.Scan(t, account(), eventbridge.Collectors, localstack.Options{PageSize: 1, Faults: localstack.Faults{Damage: map[string]localstack.Damage{"EventBridge.ListEventBuses": localstack.RepeatToken}}})
	if c := s.CoverageOf("eventbridge.bus", "eu-central-1"); c.Status != inventory.Partial {
		t.Errorf("coverage %+v", c)
	}
}
