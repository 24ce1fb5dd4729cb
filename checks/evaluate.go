package checks

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// Options are how a snapshot is judged. The zero value judges all of it by the default policy.
type Options struct {
	// Policy holds the thresholds; nil means DefaultPolicy.
	Policy *Policy
	// KeepPass keeps the passes in Results, with their evidence.
	KeepPass bool
	// Lean leaves the texts and the evidence out of Results: Ledger.Detail makes them when they are asked for. A ledger
	// of a million results then takes a tenth of the memory.
	Lean bool
	// Keep, when set, limits the ledger to the resources for which it is true.
	Keep func(inventory.Resource, inventory.Classification) bool
	// KeepRegion, when set, limits the ledger's coverage to the regions for which it is true, as Keep limits its rows.
	// Checks still see all of the snapshot.
	KeepRegion func(string) bool
	// Attestations are persons' words for duties that no check decides. They must be valid (Attestation.Validate).
	Attestations []Attestation
	// Exceptions are what persons accept for a while. They must be valid (Exception.Validate).
	Exceptions []Exception
}

// Evaluate judges a sealed snapshot. The same snapshot, checks and options always give the same ledger.
func Evaluate(s *inventory.Snapshot, cs []Checker, o Options) *Ledger {
	if o.Policy == nil {
		o.Policy = DefaultPolicy()
	}
	e := &evaluation{snap: s, policy: o.Policy, exceptions: newExceptions(o.Exceptions, s.Time)}
	l := &Ledger{e: e, Header: s.Header, Coverage: s.Coverage, Checks: slices.SortedFunc(slices.Values(cs), func(a, b Checker) int { return cmp.Compare(a.Info().ID, b.Info().ID) })}
	for _, d := range responsibility.Duties() {
		l.Duties = append(l.Duties, d.ID)
	}
	byKind := map[inventory.Kind][]planned{}
	for _, c := range l.Checks {
		k := c.Type().Kind
		byKind[k] = append(byKind[k], planned{c, slices.Index(l.Duties, c.Info().Duty)})
	}
	for _, r := range s.Resources {
		if t := r.Type(); len(t.Variants) == 0 && byKind[t.Kind] == nil {
			continue // a kind that only helps to judge others: the matrix has no row for it
		}
		if class := r.Classify(); o.Keep == nil || o.Keep(r, class) {
			l.Rows = append(l.Rows, Row{Resource: r, Class: class})
		}
	}
	shards := e.shards(l, byKind, o)
	total := 0
	for i := range shards {
		total += len(shards[i].results)
	}
	l.Results = make([]Result, 0, total)
	for i := range shards {
		p := &shards[i]
		l.Results = append(l.Results, p.results...)
		p.results = nil
		l.Count.Pass += p.count.Pass
		l.Count.Fail += p.count.Fail
		l.Count.Excepted += p.count.Excepted
		l.Count.Unknown += p.count.Unknown
		l.Count.NotApplicable += p.count.NotApplicable
		for i, n := range p.bySeverity {
			l.BySeverity[i] += n
		}
	}
	if o.KeepRegion != nil {
		l.Coverage = slices.DeleteFunc(slices.Clone(l.Coverage), func(c inventory.Coverage) bool { return !o.KeepRegion(c.Region) })
	}
	l.unlisted()
	l.except(e.exceptions, o.Keep != nil || o.KeepRegion != nil)
	l.attest(o.Attestations)
	return l
}

type planned struct {
	Checker
	column int // of the duty
}

type shard struct {
	results    []Result
	count      Tally
	bySeverity [Critical + 1]int
}

// shardSize is how many resources one goroutine takes at a time.
const shardSize = 512

// shards judges all rows, several shards at a time, and returns the shards in the order of the rows.
func (e *evaluation) shards(l *Ledger, byKind map[inventory.Kind][]planned, o Options) []shard {
	out := make([]shard, (len(l.Rows)+shardSize-1)/shardSize)
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				for row := i * shardSize; row < min(len(l.Rows), (i+1)*shardSize); row++ {
					e.row(l, row, byKind[l.Rows[row].Resource.Type().Kind], o, &out[i])
				}
			}
		})
	}
	for i := range out {
		next <- i
	}
	close(next)
	wg.Wait()
	return out
}

// row runs the checks of one resource and fills its statuses.
func (e *evaluation) row(l *Ledger, at int, cs []planned, opts Options, out *shard) {
	row := &l.Rows[at]
	row.Statuses = blank(row.Class.Variant, l.Duties)
	for _, c := range cs {
		o := c.judge(e, row.Resource, row.Class, mode{hide: -1, keep: opts.KeepPass && !opts.Lean})
		status, exception := o.status, int32(-1)
		if status == Fail {
			var inForce bool
			if exception, inForce = e.exceptions.of(c.Info().ID, row.Resource); inForce {
				status = Excepted
			}
		}
		switch status {
		case NotCustomer:
			continue
		case NotApplicable:
			out.count.NotApplicable++
			continue
		case Pass:
			out.count.Pass++
		case Fail:
			out.count.Fail++
			out.bySeverity[o.severity]++
		case Excepted:
			out.count.Excepted++
		case Unknown:
			out.count.Unknown++
		}
		row.Statuses[c.column] = worse(row.Statuses[c.column], status)
		if status == Pass && !opts.KeepPass {
			continue
		}
		if opts.Lean {
			out.results = append(out.results, Result{Check: c.Info(), by: c.Checker, Row: at, Status: status, Severity: o.severity, Exception: exception})
			continue
		}
		if !opts.KeepPass {
			o = c.judge(e, row.Resource, row.Class, mode{hide: -1, keep: true})
		}
		out.results = append(out.results, Result{Check: c.Info(), Row: at, Status: status, Severity: o.severity, Exception: exception, Message: o.text, Evidence: o.evidence, Gap: o.gap})
	}
}

// blank returns the statuses of a resource before any check ran: its duties that are the customer's or shared are
// not assessed, the others are not the customer's. A resource without a variant is unknown throughout.
func blank(v responsibility.Variant, duties []responsibility.Duty) []Status {
	out := make([]Status, len(duties))
	for i, d := range duties {
		switch responsibility.Of(v, d).Owner {
		case responsibility.Customer, responsibility.Shared:
			out[i] = NotAssessed
		case responsibility.Undecided:
			out[i] = Unknown
		default:
			out[i] = NotCustomer
		}
	}
	return out
}

// worse returns the status of a duty after another verdict: a fail outweighs an unknown, an unknown an
// excepted fail, and that a pass.
func worse(a, b Status) Status {
	rank := func(s Status) int {
		return slices.Index([]Status{NotCustomer, NotAssessed, Pass, Excepted, Unknown, Fail}, s)
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// unlisted adds one unknown for each check and region whose resources could not all be listed: nobody knows what the
// check would have said of those that are missing.
func (l *Ledger) unlisted() {
	planned := map[inventory.Kind]bool{}
	for i := range l.Coverage {
		planned[l.Coverage[i].Kind] = true
	}
	for _, c := range l.Checks {
		if k := c.Type().Kind; !planned[k] {
			planned[k] = true
			l.Coverage = append(slices.Clip(l.Coverage), inventory.Coverage{Kind: k, Status: inventory.Skipped, Reason: "not collected in this snapshot"})
		}
	}
	slices.SortStableFunc(l.Coverage, func(a, b inventory.Coverage) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Region, b.Region))
	})
	for _, c := range l.Checks {
		t := c.Type()
		for i := range l.Coverage {
			cov := &l.Coverage[i]
			if cov.Kind != t.Kind || cov.Status == inventory.Complete || cov.Status == inventory.Skipped && cov.Region != "" {
				continue
			}
			gap := cov.Gap
			if gap == nil {
				gap = &inventory.Gap{Call: t.List.String(), Region: cov.Region, Needs: t.List.Needs}
			}
			l.Count.Unknown++
			l.Results = append(l.Results, Result{Check: c.Info(), Row: -1, Exception: -1, Coverage: cov, Status: Unknown, Severity: c.Info().Severity, Message: "not all were listed: " + gap.String(), Gap: gap})
		}
	}
}
