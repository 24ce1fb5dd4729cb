package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"demarc/checks"
	"demarc/report/terminal"
)

// unknowns groups what could not be decided by what would decide it, most rows first.
func (t *textWriter) unknowns() {
	if t.ledger.Count.Unknown == 0 {
		return
	}
	t.title("NOT KNOWN: " + number(t.ledger.Count.Unknown, "unknown") + ", by what would decide them")
	rows, ids := t.actions()
	actions := sortedKeys(rows)
	slices.SortStableFunc(actions, func(a, b string) int { return -cmp.Compare(rows[a], rows[b]) })
	x := &terminal.Table{Indent: "  ", Right: []int{0}}
	for i, a := range actions {
		if i == maxActions && !t.o.Verbose && len(actions) > maxActions+1 {
			break
		}
		x.Rows = append(x.Rows, []string{strconv.Itoa(rows[a]), "of " + some(ids[a]), t.paint.Yellow(terminal.Clean(a))})
	}
	t.table(x)
	if more := len(actions) - len(x.Rows); more > 0 {
		t.printf("  and %s more (--verbose shows all)\n", number(more, "action"))
	}
	if !t.o.Verbose {
		return
	}
	for _, g := range t.groups(checks.Unknown) {
		t.printf("\n  %s\n", t.paint.Bold(g.check.ID))
		t.results(g.results)
	}
}

// actions returns how many unknowns wait for each action, and of which checks they are. An unknown that no gap explains
// has the check's own words: one of a check stands for all of them.
func (t *textWriter) actions() (map[string]int, map[string]map[string]bool) {
	rows, ids := map[string]int{}, map[string]map[string]bool{}
	words := map[string]map[string]bool{} // by check
	first := map[string]string{}
	count := map[string]int{}
	add := func(action, check string, n int) {
		rows[action] += n
		if ids[action] == nil {
			ids[action] = map[string]bool{}
		}
		ids[action][check] = true
	}
	for i := range t.ledger.Results {
		if t.ledger.Results[i].Status != checks.Unknown {
			continue
		}
		r := t.ledger.Detail(&t.ledger.Results[i])
		switch id := r.Check.ID; {
		case r.Gap != nil:
			add(actionOf(r), id, 1)
		default:
			if words[id] == nil {
				words[id], first[id] = map[string]bool{}, r.Message
			}
			words[id][r.Message] = true
			count[id]++
		}
	}
	for id, message := range first {
		if n := len(words[id]) - 1; n > 0 {
			message += fmt.Sprintf(" (and %s like it: --verbose shows all)", number(n, "reason"))
		}
		add(message, id, count[id])
	}
	return rows, ids
}

// some names a check, or says how many there are.
func some(ids map[string]bool) string {
	if len(ids) > 1 {
		return number(len(ids), "check")
	}
	return sortedKeys(ids)[0]
}
