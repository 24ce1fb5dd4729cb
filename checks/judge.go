package checks

import (
	"fmt"
	"sync"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// evaluation is what all runs over one snapshot share. It is not changed while they run, but for the indexes and the
// answers of memos, which are worked out once each.
type evaluation struct {
	snap   *inventory.Snapshot
	policy *Policy
	// exceptions are set for the rows of a ledger, not for the examples of a check.
	exceptions *exceptions
	indexes    sync.Map // indexKey -> *built[R]
	memos      sync.Map // *Memo[K, V] -> *sync.Map of K -> func() V
}

// outcome is what the engine makes of one run.
type outcome struct {
	status   Status
	severity Severity
	text     string
	evidence []Evidence
	gap      *inventory.Gap // what an unknown lacks, when it is a fact
	reads    int
}

// judge runs the check on a resource of a class, if it is of the check's kind and the duty is the customer's or shared.
func (c *Check[T]) judge(e *evaluation, r inventory.Resource, class inventory.Classification, m mode) (o outcome) {
	t, ok := any(r).(*T)
	if !ok {
		return outcome{status: NotCustomer, text: "another kind of resource"}
	}
	switch cell := responsibility.Of(class.Variant, c.Duty); cell.Owner {
	case responsibility.Customer, responsibility.Shared:
	case responsibility.Undecided:
		o = outcome{severity: c.Severity, text: "the resource could not be classified: " + class.Why, gap: class.Gap}
		if class.Gap != nil {
			o.text = "the resource could not be classified: " + class.Gap.String()
		}
		return o
	default:
		return outcome{status: NotCustomer, text: cell.Reason}
	}
	v := &View[T]{Resource: t, e: e, ref: r.Identity(), log: log{declares: c.declares, mode: m}}
	defer func() {
		if x := recover(); x != nil {
			o = outcome{severity: c.Severity, text: fmt.Sprintf("the check panicked: %v", x), evidence: v.log.reads, reads: v.log.count}
		}
	}()
	verdict := c.Run(v)
	o = outcome{status: verdict.status, severity: verdict.severity, text: verdict.text, evidence: v.log.reads, reads: v.log.count}
	if o.severity == NoSeverity {
		o.severity = c.Severity
	}
	switch {
	case v.log.blind != nil:
		o.status, o.gap = Unknown, v.log.blind
	case v.log.dim != nil && (o.status == Pass || o.status == NotApplicable):
		o.status, o.gap = Unknown, v.log.dim
	case o.status == Pass && c.Undecided != "":
		o.status, o.text = Unknown, "not decided without "+c.Undecided
	case v.log.count == 0 && o.status != Unknown:
		o.status, o.text = Unknown, "the check decided without looking at anything"
	case o.status == Unknown && o.text == "" && m.keep:
		o.text = "the check gave no verdict"
	}
	switch {
	case o.gap != nil:
		o.text = "not read: " + o.gap.String()
	case o.status == Unknown:
		// The check itself said what it cannot tell; the gap says what would mend it.
		o.gap = v.log.dim
	}
	return o
}
