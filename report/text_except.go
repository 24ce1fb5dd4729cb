package report

import (
	"slices"
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/report/terminal"
)

// exceptions shows which failures a person accepted, and who accepts what: those first that do nothing any more.
func (t *textWriter) exceptions() {
	l := t.ledger
	if len(l.Exceptions) == 0 {
		return
	}
	t.title("EXCEPTED: " + number(l.Count.Excepted, "failure") + " that a person accepted")
	for _, g := range t.groups(checks.Excepted) {
		t.printf("\n%s %s %s\n", t.severity(g.severity), t.paint.Bold(g.check.ID), t.paint.Dim("("+string(g.check.Duty)+")"))
		t.results(g.results)
	}
	t.printf("\n")
	x := &terminal.Table{Indent: "  ", Head: []string{"STATE", "RESULTS", "CHECK", "OF", "BY", "UNTIL", "WHY"}, Right: []int{1}}
	for _, state := range []string{"expired", "stale", "not-judged", "in-force"} {
		for i := range l.Exceptions {
			u := &l.Exceptions[i]
			if u.State != state {
				continue
			}
			word := state
			if state == "expired" || state == "stale" {
				word = t.paint.Yellow(state)
			}
			x.Rows = append(x.Rows, []string{word, strconv.Itoa(u.Results), u.Check, t.selector(u.Kind, u.Resource, u.Tag), t.short(u.By), u.Until.UTC().Format("2006-01-02"), terminal.Clean(u.Why)})
		}
	}
	t.table(x)
}

// selector writes which resources a person's word is about.
func (t *textWriter) selector(kind inventory.Kind, resource, tag string) string {
	set := slices.DeleteFunc([]string{string(kind), resource, tag}, func(s string) bool { return s == "" })
	return t.short(strings.Join(set, " "))
}

// lapsed says of a failure that it was excepted, until when, and by whom.
func (t *textWriter) lapsed(r *checks.Result) string {
	if r.Status != checks.Fail || r.Exception < 0 {
		return ""
	}
	u := &t.ledger.Exceptions[r.Exception]
	return " (the exception of " + terminal.Clean(u.By) + " ended on " + u.Until.UTC().Format("2006-01-02") + ")"
}

// expired says how many persons' words have run out that something still needs.
func (t *textWriter) expired() []string {
	attestations, exceptions := 0, 0
	for i := range t.ledger.Attestations {
		if t.ledger.Attestations[i].State == "expired" {
			attestations++
		}
	}
	for i := range t.ledger.Exceptions {
		if t.ledger.Exceptions[i].State == "expired" {
			exceptions++
		}
	}
	var out []string
	if attestations > 0 {
		out = append(out, number(attestations, "attestation")+" expired")
	}
	if exceptions > 0 {
		out = append(out, number(exceptions, "exception")+" expired")
	}
	return out
}
