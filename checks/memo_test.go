package checks

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMemo holds that an answer is worked out once for each question, memo and evaluation, by however many goroutines.
func TestMemo(t *testing.T) {
	var asked atomic.Int32
	length := &Memo[string, int]{Of: func(s string) int { asked.Add(1); return len(s) }}
	other := &Memo[string, int]{Of: func(s string) int { asked.Add(1); return -len(s) }}
	first, second := &View[struct{}]{e: &evaluation{}}, &View[struct{}]{e: &evaluation{}}
	for i, tt := range []struct {
		view *View[struct{}]
		memo *Memo[string, int]
		key  string
		want [2]int // the answer, and how often any was worked out by then
	}{
		{first, length, "abc", [2]int{3, 1}},
		{first, length, "abc", [2]int{3, 1}},
		{first, length, "a", [2]int{1, 2}},
		{first, other, "abc", [2]int{-3, 3}},
		{second, length, "abc", [2]int{3, 4}},
		{second, length, "abc", [2]int{3, 4}},
	} {
		if diff := cmp.Diff(tt.want, [2]int{Recall(tt.view, tt.memo, tt.key), int(asked.Load())}); diff != "" {
			t.Errorf("%d: %s", i, diff)
		}
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := Recall(first, length, "long"); got != 4 {
				t.Errorf("got %d", got)
			}
		})
	}
	if all.Wait(); asked.Load() != 5 {
		t.Errorf("worked out %d times", asked.Load())
	}
}

// TestMemoPanics holds that a question that cannot be answered fails each time in the same way.
func TestMemoPanics(t *testing.T) {
	m := &Memo[int, int]{Of: func(int) int { panic("no answer") }}
	v := &View[struct{}]{e: &evaluation{}}
	for range 2 {
		func() {
			defer func() {
				if x := recover(); x != "no answer" {
					t.Errorf("recovered %v", x)
				}
			}()
			Recall(v, m, 1)
			t.Error("no panic")
		}()
	}
}
