package checks

import (
	"sync"

	"demarc/inventory"
)

// An Overview is what many runs ask of the snapshot as a whole, such as the graph of who can become whom. It is declared
// once, as a package variable; the engine works it out once for each snapshot, and forgets it with the evaluation.
type Overview[V any] struct {
	// Over are the kinds whose listings must be complete for a run to pass on the strength of the overview.
	Over []*inventory.Type
	// Of makes the overview. It is pure. Whatever else it takes from the snapshot, the checks that use it declare, and the
	// overview itself tells what of it was not read. It is shared by all runs, which read it from several goroutines.
	Of func(*inventory.Snapshot) V
}

// Survey returns an overview. Over an incomplete listing the check may fail, but not pass. A panic of Of comes back at
// each run that asks.
func Survey[V, T any](v *View[T], o *Overview[V]) V {
	for _, t := range o.Over {
		if gap := v.log.cover(v.e, t, "", "all"); gap != nil && v.log.dim == nil {
			v.log.dim = gap
		}
	}
	made, ok := v.e.memos.Load(o)
	if !ok {
		made, _ = v.e.memos.LoadOrStore(o, sync.OnceValue(func() V { return o.Of(v.e.snap) }))
	}
	return made.(func() V)()
}
