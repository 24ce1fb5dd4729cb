package checks

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Ledger is the finished, sorted, read-only result of judging a snapshot. Report writers take nothing else.
type Ledger struct {
	e *evaluation // for Detail

	inventory.Header
	Coverage []inventory.Coverage
	// Checks are the checks that were selected, sorted by id.
	Checks []Checker
	// Duties are the columns of every row.
	Duties []responsibility.Duty
	// Rows has one row per resource, in the snapshot's order.
	Rows []Row
	// Results holds every fail, excepted or not, and unknown, and every pass when they were asked for, sorted by resource and check;
	// those of listings that failed come last.
	Results []Result
	// Attestations says what came of each attestation, in their order.
	Attestations []AttestationUse
	// Exceptions says what came of each exception, in their order.
	Exceptions []ExceptionUse
	// Count is how many results each status has, whether or not they are kept.
	Count Tally
	// BySeverity counts the fails; those that are excepted it leaves out.
	BySeverity [Critical + 1]int
}

// A Tally counts results.
type Tally struct{ Pass, Fail, Excepted, Unknown, NotApplicable int }

// A Row is what one resource's duties came to.
type Row struct {
	Resource inventory.Resource
	Class    inventory.Classification
	// Statuses has one status per duty of Ledger.Duties. It is NotCustomer where the duty is AWS's or nobody's.
	Statuses []Status
}

// A Result is the verdict of one check on one resource.
type Result struct {
	Check *Meta
	// Row is the index of the resource's row, or -1 when a listing failed: then Coverage says which.
	Row      int
	Coverage *inventory.Coverage
	Status   Status
	Severity Severity
	// Exception is the index of the exception that accepts a fail, or did until it expired; -1 without one.
	Exception int32
	// Message, Evidence and Gap say why. They are empty in a lean ledger: Ledger.Detail has them.
	Message  string
	Evidence []Evidence
	Gap      *inventory.Gap

	by Checker // set when the details are yet to be made
}

// Detail returns the result with its message, its evidence and its gap, which a lean ledger makes anew: a check is
// pure, so they are those of the verdict.
func (l *Ledger) Detail(r *Result) *Result {
	if r.by == nil {
		return r
	}
	row := &l.Rows[r.Row]
	o := r.by.judge(l.e, row.Resource, row.Class, mode{hide: -1, keep: true})
	full := *r
	full.Message, full.Evidence, full.Gap, full.by = o.text, o.evidence, o.gap, nil
	return &full
}

// Resource returns the judged resource's row, or nil for a listing that failed.
func (l *Ledger) Resource(r *Result) *Row {
	if r.Row < 0 {
		return nil
	}
	return &l.Rows[r.Row]
}

// ID returns the stable id of a result: the same check on the same resource has it in every scan.
func (l *Ledger) ID(r *Result) string {
	parts := []string{r.Check.ID, l.Account}
	if row := l.Resource(r); row != nil {
		ref := row.Resource.Identity()
		parts = append(parts, string(row.Resource.Type().Kind), ref.Region, ref.ID)
	} else {
		parts = append(parts, string(r.Coverage.Kind), r.Coverage.Region)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Complete reports whether everything that was planned was seen and decided: no unknown, no gap in the coverage, and no
// attestation that has run out on a row that needs it.
func (l *Ledger) Complete() bool {
	if l.Count.Unknown > 0 || l.Interrupted != "" {
		return false
	}
	for i := range l.Attestations {
		if l.Attestations[i].State == "expired" {
			return false
		}
	}
	for i := range l.Coverage {
		if s := l.Coverage[i].Status; s != inventory.Complete && s != inventory.Skipped {
			return false
		}
	}
	return true
}

// Worst returns the highest severity among the fails, or NoSeverity.
func (l *Ledger) Worst() Severity {
	for s := Critical; s > NoSeverity; s-- {
		if l.BySeverity[s] > 0 {
			return s
		}
	}
	return NoSeverity
}
