package checks

import (
	"sync"

	"demarc/inventory"
)

// Find returns the resource of kind R with an id in a region (empty for global services), and whether it is there.
// That it is not there counts only when the listing was complete; otherwise the verdict is unknown.
func Find[R, T any](v *View[T], region, id string) (*R, bool) {
	t := inventory.TypeOf[R]()
	if r := v.e.snap.Find(t.Kind, region, id); r != nil {
		if v.log.hidden() {
			v.log.blind = hiddenGap
			return nil, false
		}
		v.log.note(t, id, "found")
		return any(r).(*R), true
	}
	v.log.absent(v.e, t, region, id)
	return nil, false
}

// Lookup is Find for a part without which the check may still fail, but not pass. It returns nil without a gap for
// what does not exist.
func Lookup[R, T any](v *View[T], region, id string) (*R, *inventory.Gap) {
	t := inventory.TypeOf[R]()
	gap := hiddenGap
	if r := v.e.snap.Find(t.Kind, region, id); r == nil {
		gap = v.log.cover(v.e, t, region, id)
	} else if !v.log.hidden() {
		v.log.note(t, id, "found")
		return any(r).(*R), nil
	}
	if gap != nil && v.log.dim == nil {
		v.log.dim = gap
	}
	return nil, gap
}

// Every returns all resources of kind R in a region; an empty region means all of the account. Unless the listing
// was complete, the verdict is unknown.
func Every[R, T any](v *View[T], region string) []*R {
	t := inventory.TypeOf[R]()
	v.log.absent(v.e, t, region, "all")
	return collection[R](v.e, t, region)
}

// Some is Every for a search in which one hit is enough to fail: over an incomplete listing the check may fail, but
// not pass.
func Some[R, T any](v *View[T], region string) []*R {
	t := inventory.TypeOf[R]()
	if gap := v.log.cover(v.e, t, region, "all"); gap != nil && v.log.dim == nil {
		v.log.dim = gap
	}
	return collection[R](v.e, t, region)
}

func collection[R any](e *evaluation, t *inventory.Type, region string) []*R {
	var out []*R
	for _, r := range e.snap.Of(t.Kind) {
		if region == "" || r.Identity().Region == region {
			out = append(out, any(r).(*R))
		}
	}
	return out
}

// An Index finds the resources of kind R that refer to something, such as the network interfaces of a security
// group. It is declared once, as a package variable; the engine builds it once for each snapshot.
type Index[R any] struct {
	// Keys returns what a resource refers to. A resource with a gap here makes every answer of the index unknown.
	Keys func(*R) inventory.Fact[[]string]
	// Global is true where the resources of kind R belong to no region, though those that look for them may.
	Global bool
}

type built[R any] struct {
	once  sync.Once
	by    map[string][]*R
	holes *inventory.Gap
}

// Referrers returns the resources of kind R in the judged resource's region (of all regions for a global one, or
// of a global index) that refer to key. Unless the listing was complete and every reference known, the verdict is unknown.
func Referrers[R, T any](v *View[T], ix *Index[R], key string) []*R {
	out, gap := referrers(v, ix, key)
	if gap != nil && v.log.blind == nil {
		v.log.blind = gap
	}
	return out
}

// SomeReferrers is Referrers for a search in which a hit is enough to fail: unless the listing was complete and every
// reference known, the check may fail, but not pass, and the gap says what is missing.
func SomeReferrers[R, T any](v *View[T], ix *Index[R], key string) ([]*R, *inventory.Gap) {
	out, gap := referrers(v, ix, key)
	if gap != nil && v.log.dim == nil {
		v.log.dim = gap
	}
	return out, gap
}

// referrers looks up an index, which it builds at the first look, and returns why the answer may lack something.
func referrers[R, T any](v *View[T], ix *Index[R], key string) ([]*R, *inventory.Gap) {
	t, region := inventory.TypeOf[R](), v.ref.Region
	if ix.Global {
		region = ""
	}
	x, _ := v.e.indexes.LoadOrStore(indexKey{ix, region}, new(built[R]))
	b := x.(*built[R])
	b.once.Do(func() {
		b.by = map[string][]*R{}
		for _, r := range collection[R](v.e, t, region) {
			keys, gap := ix.Keys(r).Get()
			if gap != nil {
				b.holes = gap
			}
			for _, k := range keys {
				b.by[k] = append(b.by[k], r)
			}
		}
	})
	if gap := v.log.cover(v.e, t, region, "those that refer to "+key); gap != nil {
		return b.by[key], gap
	}
	return b.by[key], b.holes
}

type indexKey struct {
	index  any
	region string
}

// absent notes a look over a listing, and blinds the run unless it was complete.
func (l *log) absent(e *evaluation, t *inventory.Type, region, what string) {
	if gap := l.cover(e, t, region, what); gap != nil && l.blind == nil {
		l.blind = gap
	}
}

func (l *log) note(t *inventory.Type, what, value string) {
	if l.mode.keep {
		l.reads = append(l.reads, Evidence{Call: t.List.String(), Path: string(t.Kind), Resource: what, Value: value})
	}
}

// cover notes a look over a listing and returns why it cannot be relied on, or nil.
func (l *log) cover(e *evaluation, t *inventory.Type, region, what string) *inventory.Gap {
	gap := l.reliable(e, t, region)
	switch {
	case gap == nil:
		l.note(t, what, "listed")
	case l.mode.keep:
		l.reads = append(l.reads, Evidence{Call: t.List.String(), Path: string(t.Kind), Resource: what, Gap: gap})
	}
	return gap
}

func (l *log) reliable(e *evaluation, t *inventory.Type, region string) *inventory.Gap {
	if l.hidden() {
		return hiddenGap
	}
	if !l.declares(t.List) {
		return &inventory.Gap{Call: t.List.String(), Detail: "the check reads the kind without declaring it"}
	}
	return e.incomplete(t, region)
}

// incomplete returns the gap of a listing in a region, of all regions when region is empty, or nil when it is whole.
func (e *evaluation) incomplete(t *inventory.Type, region string) *inventory.Gap {
	found := false
	for i := range e.snap.Coverage {
		c := &e.snap.Coverage[i]
		if c.Kind != t.Kind || region != "" && c.Region != "" && c.Region != region {
			continue
		}
		switch c.Status {
		case inventory.Complete:
			found = true
		case inventory.Skipped:
			// A region that is not enabled holds nothing.
		default:
			if c.Gap != nil {
				return c.Gap
			}
			return &inventory.Gap{Class: inventory.Failed, Call: t.List.String(), Region: c.Region, Detail: c.Reason}
		}
	}
	if !found {
		return &inventory.Gap{Call: t.List.String(), Region: region, Needs: t.List.Needs}
	}
	return nil
}
