package checks

import (
	"sync"
	"sync/atomic"
	"testing"

	"demarc/inventory"
)

// TestOverview holds that an overview is made once for each evaluation, by however many goroutines.
func TestOverview(t *testing.T) {
	var made atomic.Int32
	count := &Overview[int]{Of: func(s *inventory.Snapshot) int { made.Add(1); return len(s.Regions) }}
	for i, regions := range [][]string{{"a"}, {"a", "b"}} {
		v := &View[struct{}]{e: &evaluation{snap: &inventory.Snapshot{Header: inventory.Header{Regions: regions}}}}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if got := Survey(v, count); got != len(regions) {
					t.Errorf("got %d of %v", got, regions)
				}
			})
		}
		if all.Wait(); made.Load() != int32(i+1) {
			t.Errorf("made %d times", made.Load())
		}
	}
}
