package collect

import (
	"errors"
	"sync"
	"testing"

	"demarc/inventory"
)

func TestSharedRunsOnce(t *testing.T) {
	var all sync.Map
	call, other := &inventory.Call{Service: "IAM", Op: "A"}, &inventory.Call{Service: "IAM", Op: "B"}
	lost := errors.New("lost")
	n := 0
	ask := func(region string, c *inventory.Call) (int, error) {
		return Shared(&Scan{Region: region, shared: &all}, c, func() (int, error) { n++; return n, lost })
	}
	for i, tt := range []struct {
		region string
		call   *inventory.Call
		want   int
	}{{"a", call, 1}, {"a", call, 1}, {"b", call, 2}, {"a", other, 3}, {"b", call, 2}} {
		if got, err := ask(tt.region, tt.call); got != tt.want || !errors.Is(err, lost) {
			t.Errorf("%d: got %d, %v; want %d, %v", i, got, err, tt.want, lost)
		}
	}
}
