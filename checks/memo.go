package checks

import "sync"

// A Memo is an answer that follows from its question alone, such as what the text of a policy says. It is declared once,
// as a package variable; the engine works each answer out once in an evaluation, however many checks ask, and forgets it
// with the evaluation. Nothing is kept from one snapshot to the next.
type Memo[K comparable, V any] struct {
	// Of answers a question. It is pure: everything that it depends on is in the key. Its answers are shared by all
	// checks, which read them from several goroutines and never change them.
	Of func(K) V
}

// Recall returns the answer to a question. A panic of Of comes back at each who asks.
func Recall[K comparable, V, T any](v *View[T], m *Memo[K, V], key K) V {
	answers, ok := v.e.memos.Load(m)
	if !ok {
		answers, _ = v.e.memos.LoadOrStore(m, new(sync.Map))
	}
	byKey := answers.(*sync.Map)
	answer, ok := byKey.Load(key)
	if !ok {
		answer, _ = byKey.LoadOrStore(key, sync.OnceValue(func() V { return m.Of(key) }))
	}
	return answer.(func() V)()
}
