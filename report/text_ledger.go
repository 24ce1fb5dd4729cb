package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/report/terminal"
)

// coverage says what was listed, and names every listing that is not whole.
func (t *textWriter) coverage() {
	l := t.ledger
	var n [inventory.Skipped + 1]int
	kinds := map[inventory.Kind]bool{}
	x := &terminal.Table{Indent: "  ", Head: []string{"KIND", "REGION", "STATUS", "WHY"}}
	for i := range l.Coverage {
		c := &l.Coverage[i]
		n[c.Status]++
		kinds[c.Kind] = true
		region := c.Region
		switch {
		case c.Status == inventory.Complete, c.Status == inventory.Skipped && region != "" && !t.o.Verbose:
			continue
		case region == "":
			region = "global"
		}
		x.Rows = append(x.Rows, []string{string(c.Kind), t.short(region), t.paint.Yellow(c.Status.String()), terminal.Clean(c.Why())})
	}
	t.title("COVERAGE")
	t.printf("  %s of %s: %d complete, %d partial, %d failed, %d skipped\n", number(len(l.Coverage), "listing"), number(len(kinds), "kind"),
		n[inventory.Complete], n[inventory.Partial], n[inventory.Unread], n[inventory.Skipped])
	if len(x.Rows) > 0 {
		t.table(x)
	}
}

// attestations shows who vouches for what, those that have run out first.
func (t *textWriter) attestations() {
	if len(t.ledger.Attestations) == 0 {
		return
	}
	x := &terminal.Table{Indent: "  ", Head: []string{"STATE", "ROWS", "DUTY", "OF", "BY", "UNTIL", "WHY"}, Right: []int{1}}
	for _, state := range []string{"expired", "unused", "in-force"} {
		for i := range t.ledger.Attestations {
			u := &t.ledger.Attestations[i]
			if u.State != state {
				continue
			}
			paint := t.paint.Yellow
			if state == "in-force" {
				paint = func(s string) string { return s }
			}
			x.Rows = append(x.Rows, []string{paint(state), strconv.Itoa(u.Rows), string(u.Duty), t.selector(u.Kind, u.Resource, u.Tag), t.short(u.By), u.Until.UTC().Format("2006-01-02"), terminal.Clean(u.Why)})
		}
	}
	t.title("ATTESTED: what a person vouches for, where nothing else decides")
	t.table(x)
}

// duties shows the ledger: for each level who owns the duties, and what the customer's part came to.
func (t *textWriter) duties() {
	if len(t.ledger.Rows) == 0 {
		return
	}
	levels, duties := sums(t.ledger)
	head := []string{"AWS", "SHARED", "CUSTOMER"}
	for _, s := range t.statuses() {
		head = append(head, strings.ToUpper(strings.ReplaceAll(s.String(), "-", " ")))
	}
	t.title("WHOSE DUTY: one row for each resource and duty, and what the customer's part came to")
	x := &terminal.Table{Indent: "  ", Head: append([]string{"LEVEL", "RESOURCES"}, head...), Right: rest(len(head) + 1)}
	for _, l := range append(responsibility.Levels(), responsibility.LevelInfo{}) {
		if s := levels[l.ID]; s != nil {
			x.Rows = append(x.Rows, append([]string{cmp.Or(string(l.ID), "(unclassified)"), strconv.Itoa(s.resources)}, t.numbers(s)...))
		}
	}
	t.table(x)
	t.printf("\n")
	x = &terminal.Table{Indent: "  ", Head: append([]string{"DUTY"}, head...), Right: rest(len(head))}
	for _, d := range t.ledger.Duties {
		s := duties[d]
		if s == nil {
			s = &sum{}
		}
		if s.status[checks.Fail]+s.status[checks.Excepted]+s.status[checks.Unknown]+s.status[checks.Pass]+s.status[checks.Attested] > 0 || t.o.Verbose {
			x.Rows = append(x.Rows, append([]string{string(d)}, t.numbers(s)...))
		}
	}
	t.table(x)
	if hidden := len(t.ledger.Duties) - len(x.Rows); hidden > 0 {
		t.printf("  and %s that no selected check looked at (--verbose shows all)\n", dutiesWord(hidden))
	}
}

// rest returns the columns 1 to n: all but the first.
func rest(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// A sum counts rows of the ledger: resources times duties.
type sum struct {
	resources int
	owner     [responsibility.NotApplicable + 1]int
	status    counts
}

func (s *sum) add(c *cell) {
	s.owner[c.owner] += c.resources
	for status, n := range c.counts {
		s.status[status] += n
	}
}

// sums counts the rows by level and by duty. Every duty of an unclassified resource is unknown: the levels count them,
// under the empty one, and the duties do not.
func sums(l *checks.Ledger) (map[responsibility.Level]*sum, map[responsibility.Duty]*sum) {
	levels, duties := map[responsibility.Level]*sum{}, map[responsibility.Duty]*sum{}
	cells := tabulate(l)
	for i := range cells {
		c := &cells[i]
		level := responsibility.LevelOf(c.variant)
		if levels[level] == nil {
			levels[level] = &sum{}
		}
		if c.duty == l.Duties[0] {
			levels[level].resources += c.resources
		}
		levels[level].add(c)
		if c.variant == "" {
			continue
		}
		if duties[c.duty] == nil {
			duties[c.duty] = &sum{}
		}
		duties[c.duty].add(c)
	}
	return levels, duties
}

// numbers returns a sum as the cells of a table.
func (t *textWriter) numbers(s *sum) []string {
	var out []string
	for _, o := range []responsibility.Owner{responsibility.AWS, responsibility.Shared, responsibility.Customer} {
		out = append(out, strconv.Itoa(s.owner[o]))
	}
	for _, v := range t.statuses() {
		out = append(out, t.status(v, s.status[v]))
	}
	return out
}

// statuses are the columns of the ledger: that of the exceptions only where there are any.
func (t *textWriter) statuses() []checks.Status {
	return slices.DeleteFunc(slices.Clone(ledgerStatuses[:]), func(s checks.Status) bool { return s == checks.Excepted && len(t.ledger.Exceptions) == 0 })
}

func dutiesWord(n int) string {
	if n == 1 {
		return "1 duty"
	}
	return fmt.Sprintf("%d duties", n)
}

func (t *textWriter) status(s checks.Status, n int) string {
	word := strconv.Itoa(n)
	switch {
	case n == 0:
		return word
	case s == checks.Fail:
		return t.paint.Red(word)
	case s == checks.Unknown:
		return t.paint.Yellow(word)
	case s == checks.Pass:
		return t.paint.Green(word)
	}
	return word
}

// calls says what the scan cost.
func (t *textWriter) calls() {
	total, attempts := 0, 0
	for _, n := range t.ledger.Calls {
		total += n
	}
	for _, n := range t.ledger.Attempts {
		attempts += n
	}
	if total == 0 {
		return
	}
	names := sortedKeys(t.ledger.Calls)
	slices.SortStableFunc(names, func(a, b string) int { return -cmp.Compare(t.ledger.Calls[a], t.ledger.Calls[b]) })
	var most []string
	for i, name := range names {
		if i == maxCalls && !t.o.Verbose {
			most = append(most, "and "+number(len(names)-i, "operation")+" more")
			break
		}
		most = append(most, fmt.Sprintf("%s %d", terminal.Clean(name), t.ledger.Calls[name]))
	}
	t.title("CALLS")
	again := ""
	if attempts > total {
		again = fmt.Sprintf(" and %d retries", attempts-total)
	}
	t.wrap(fmt.Sprintf("%s%s: %s", number(total, "call"), again, strings.Join(most, ", ")), "  ", "  ")
}

// verdict writes what the scan comes to in one line.
func (t *textWriter) verdict() {
	l, o := t.ledger, t.o
	fails, outcome := counted(l, o), OutcomeOf(l, o)
	var parts []string
	switch {
	case l.Count == checks.Tally{}:
		parts = append(parts, "the checks found nothing to judge")
	case fails > 0 && o.FailOn > checks.Informational:
		parts = append(parts, fmt.Sprintf("%s at or above %s", number(fails, "failure"), o.FailOn))
	case fails > 0:
		parts = append(parts, number(fails, "failure"))
	default:
		parts = append(parts, "no failure")
	}
	if below := l.Count.Fail - fails; below > 0 {
		parts = append(parts, fmt.Sprintf("%d below it", below))
	}
	if l.Count.Excepted > 0 {
		parts = append(parts, fmt.Sprintf("%d excepted", l.Count.Excepted))
	}
	parts = append(parts, fmt.Sprintf("%d unknown", l.Count.Unknown), number(l.Count.Pass, "pass"))
	if n := gaps(l); n > 0 {
		parts = append(parts, number(n, "listing")+" not complete")
	}
	parts = append(parts, t.expired()...)
	if l.Interrupted != "" {
		parts = append(parts, terminal.Clean(l.Interrupted))
	}
	word := outcome.String()
	switch outcome {
	case Clean:
		word = t.paint.Green(word)
	case Failed:
		word = t.paint.Red(word)
	default:
		word = t.paint.Yellow(word)
	}
	t.printf("\n%s: %s\n", word, strings.Join(parts, ", "))
}
