package report

import (
	"cmp"
	"maps"
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ledgerStatuses are the statuses that a duty of the customer can have, in the order in which reports show them.
var ledgerStatuses = [...]checks.Status{checks.Fail, checks.Excepted, checks.Unknown, checks.Pass, checks.Attested, checks.NotAssessed}

// counts has one number for each status.
type counts [checks.Excepted + 1]int

// A cell is one field of the matrix for a variant that the account has.
type cell struct {
	variant   responsibility.Variant
	duty      responsibility.Duty
	owner     responsibility.Owner
	reason    string
	resources int // of the variant
	counts    counts
}

// tabulate counts the statuses of all rows by variant and duty. The variants are in the order of the matrix; resources
// that could not be classified come last, under the empty variant.
func tabulate(l *checks.Ledger) []cell {
	of := map[responsibility.Variant][]counts{}
	size := map[responsibility.Variant]int{}
	for i := range l.Rows {
		row := &l.Rows[i]
		v := row.Class.Variant
		if of[v] == nil {
			of[v] = make([]counts, len(l.Duties))
		}
		size[v]++
		for k, s := range row.Statuses {
			of[v][k][s]++
		}
	}
	order := map[responsibility.Variant]int{}
	for i, v := range responsibility.Variants() {
		order[v.ID] = i
	}
	variants := slices.SortedFunc(maps.Keys(of), func(a, b responsibility.Variant) int {
		return cmp.Or(cmp.Compare(rank(order, a), rank(order, b)), cmp.Compare(a, b))
	})
	var out []cell
	for _, v := range variants {
		for k, d := range l.Duties {
			c := responsibility.Of(v, d)
			reason := c.Reason
			if c.Owner == responsibility.Undecided {
				reason = "the resource could not be classified"
			}
			out = append(out, cell{v, d, c.Owner, reason, size[v], of[v][k]})
		}
	}
	return out
}

func rank(order map[responsibility.Variant]int, v responsibility.Variant) int {
	if i, ok := order[v]; ok {
		return i
	}
	return 1 << 30
}

// countDuties counts the statuses of all rows and duties.
func countDuties(l *checks.Ledger) counts {
	var out counts
	for i := range l.Rows {
		for _, s := range l.Rows[i].Statuses {
			out[s]++
		}
	}
	return out
}

// whyVariant says why a resource is the variant that it is, or why that could not be decided.
func whyVariant(c *inventory.Classification) string {
	if c.Gap != nil && c.Variant == "" {
		if c.Why == "" {
			return c.Gap.String()
		}
		return c.Why + ": " + c.Gap.String()
	}
	return c.Why
}

// needsOf returns the IAM actions whose grant would fill a gap, or nil.
func needsOf(g *inventory.Gap) []string {
	if g == nil {
		return nil
	}
	return g.Needs
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
