package localstack_test

import (
	"strings"
	"testing"

	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/localstack/wire"
)

// TestEveryDeclaredCallIsServed holds the wire models to what the collectors declare.
func TestEveryDeclaredCallIsServed(t *testing.T) {
	table, err := wire.NewTable()
	if err != nil {
		t.Fatal(err)
	}
	calls := []*inventory.Call{all.Source().IdentityCall, all.Source().RegionsCall}
	for _, c := range all.Collectors() {
		calls = append(calls, c.Calls()...)
	}
	var missing []string
	for _, c := range calls {
		if _, err := table.Operation(c.Service, c.Op); err != nil {
			missing = append(missing, c.Service+" "+c.Op)
		}
	}
	if len(missing) > 0 {
		t.Errorf("the wire models lack these; add them to wire/operations.txt and run make generate:\n%s", strings.Join(missing, "\n"))
	}
}
