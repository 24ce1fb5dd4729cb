package checks

import (
	"encoding/json"
	"fmt"
	"time"

	"demarc/inventory"
)

// A View is one run of one check on one resource: the resource, and the only way to look at its facts.
type View[T any] struct {
	// Resource is the one to judge. Its facts are looked at through Read and Peek.
	Resource *T

	e   *evaluation
	ref *inventory.Ref
	log log
}

// log is what a run has looked at.
type log struct {
	declares func(*inventory.Call) bool
	mode     mode
	count    int // reads so far
	reads    []Evidence
	blind    *inventory.Gap // a fact that any verdict needs was not read
	dim      *inventory.Gap // a fact that only a pass needs was not read
}

// mode says how a run is made.
type mode struct {
	keep bool // keep evidence and texts
	hide int  // index of the read to hide, or -1
}

// Evidence is one fact that a check looked at.
type Evidence struct {
	Call     string         // the call that it came from
	Path     string         // its place in the call's answer
	Resource string         // the resource that it belongs to, when it is not the judged one
	Value    string         // as compact JSON, cut off when long; empty for a gap
	Gap      *inventory.Gap // why there is no value
}

// maxEvidence is how much of a value is kept, in bytes. Policies are longer; the message says what matters in them.
const maxEvidence = 400

// A Verdict is the outcome of a run. Only a View makes one, and the zero Verdict is unknown.
type Verdict struct {
	status   Status
	severity Severity
	text     string
}

// At returns the verdict with another severity than the check's own.
func (v Verdict) At(s Severity) Verdict {
	v.severity = s
	return v
}

// Read returns a fact's value and keeps it as evidence. When there is none it returns false, and the verdict is
// unknown whatever the check goes on to say.
func Read[V, T any](v *View[T], f inventory.Fact[V]) (V, bool) {
	value, gap := take(v, f, &v.log.blind)
	return value, gap == nil
}

// Peek is Read for a fact that a failure does not need: without it the check may still fail, but not pass.
func Peek[V, T any](v *View[T], f inventory.Fact[V]) (V, bool) {
	value, gap := Consult(v, f)
	return value, gap == nil
}

// Consult is Peek for a check that weighs several sources and says of each why it is silent: it returns the gap.
func Consult[V, T any](v *View[T], f inventory.Fact[V]) (V, *inventory.Gap) {
	return take(v, f, &v.log.dim)
}

func take[V, T any](v *View[T], f inventory.Fact[V], missing **inventory.Gap) (V, *inventory.Gap) {
	value, gap := f.Get()
	src := f.Source()
	if gap == nil && (src == nil || !v.log.declares(src.Call)) {
		gap = &inventory.Gap{Detail: "the check reads it without declaring the call"}
		if src != nil {
			gap.Call = src.Call.String()
		}
	}
	if v.log.hidden() {
		gap = hiddenGap
	}
	if gap != nil {
		if *missing == nil {
			*missing = gap
		}
		var zero V
		value = zero
	}
	if v.log.mode.keep {
		e := Evidence{Gap: gap}
		if src != nil {
			e.Call, e.Path = src.Call.String(), src.Path
		} else if gap != nil {
			e.Call = gap.Call
		}
		if gap == nil {
			e.Value = render(value)
		}
		v.log.reads = append(v.log.reads, e)
	}
	return value, gap
}

var hiddenGap = &inventory.Gap{Class: inventory.Failed, Detail: "hidden by the test"}

// hidden counts a read and reports whether the test hides it.
func (l *log) hidden() bool {
	l.count++
	return l.mode.hide == l.count-1
}

func render(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprintf("(%T)", value)
	}
	if len(b) > maxEvidence {
		return string(b[:maxEvidence]) + "…"
	}
	return string(b)
}

// Declared reports whether the check declares a call, for parts that many checks share and of which few bring all facts.
func Declared[T any](v *View[T], c *inventory.Call) bool { return v.log.declares(c) }

// Now returns the time of the snapshot: "now" for every rule about age.
func (v *View[T]) Now() time.Time { return v.e.snap.Time }

// Account returns the account's id, and Partition its partition.
func (v *View[T]) Account() string { return v.e.snap.Account }

// Partition returns the account's partition: "aws".
func (v *View[T]) Partition() string { return v.e.snap.Partition }

// Policy returns the thresholds that the user set, or their defaults.
func (v *View[T]) Policy() *Policy { return v.e.policy }

// Pass says that the resource complies. The text says why, in the API's terms.
func (v *View[T]) Pass(format string, args ...any) Verdict { return v.verdict(Pass, format, args) }

// Fail says that it does not comply.
func (v *View[T]) Fail(format string, args ...any) Verdict { return v.verdict(Fail, format, args) }

// Unknown says that what was read is not enough to tell, and what would be.
func (v *View[T]) Unknown(format string, args ...any) Verdict {
	return v.verdict(Unknown, format, args)
}

// NotApplicable says that the evidence leaves the check nothing to ask. It is no result and no pass.
func (v *View[T]) NotApplicable(format string, args ...any) Verdict {
	return v.verdict(NotApplicable, format, args)
}

func (v *View[T]) verdict(s Status, format string, args []any) Verdict {
	if !v.log.mode.keep {
		return Verdict{status: s}
	}
	return Verdict{status: s, text: fmt.Sprintf(format, args...)}
}
