package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory/responsibility"
	"demarc/report/terminal"
)

// How much a text shows of a list unless Options.Verbose is set.
const (
	maxResults = 5  // of one check
	maxActions = 12 // that would decide unknowns
	maxCalls   = 6  // operations, the most used
)

// Text writes the ledger for a person: what is wrong first, then what could not be decided and what would decide it,
// then what was not seen, then who owns which duties, and in the last line what it comes to. Whatever comes from the
// account goes through terminal.Clean.
func Text(w io.Writer, l *checks.Ledger, o Options) error {
	b := bufio.NewWriter(w)
	t := &textWriter{w: b, ledger: l, o: o, paint: terminal.Paint(o.Color)}
	t.head()
	t.failures()
	t.unknowns()
	if o.IncludePass {
		t.passes()
	}
	t.exceptions()
	t.attestations()
	t.coverage()
	t.duties()
	t.calls()
	t.verdict()
	return b.Flush()
}

// A textWriter writes the text's parts. Its writer keeps the first error, which Flush returns: until then none is
// looked at.
type textWriter struct {
	w      *bufio.Writer
	ledger *checks.Ledger
	o      Options
	paint  terminal.Paint
}

func (t *textWriter) printf(format string, args ...any) { _, _ = fmt.Fprintf(t.w, format, args...) }

// wrap writes text in lines that fit.
func (t *textWriter) wrap(s, first, rest string) {
	_, _ = t.w.WriteString(terminal.Wrap(s, first, rest, t.o.Width))
}

func (t *textWriter) table(x *terminal.Table) { _ = x.Write(t.w, t.o.Width) }

func (t *textWriter) title(s string) { t.printf("\n%s\n", t.paint.Bold(s)) }

func (t *textWriter) head() {
	l := t.ledger
	t.printf("%s account %s (%s) at %s\n", t.paint.Bold("Demarc"), terminal.Clean(l.Account), terminal.Clean(l.Partition), l.Time.UTC().Format("2006-01-02 15:04 UTC"))
	regions := strings.Join(l.Regions, ", ")
	if regions == "" {
		regions = "global services alone"
	}
	if n := len(l.SkippedRegions); n > 0 {
		regions += fmt.Sprintf("; %s not enabled", number(n, "region"))
	}
	t.wrap("as "+terminal.Clean(l.Caller)+", in "+terminal.Clean(regions), "", "")
	if l.Interrupted != "" {
		t.printf("%s\n", t.paint.Yellow(terminal.Clean(l.Interrupted)+"; what follows is what was seen until then"))
	}
}

// A group is the results of one check that are shown together.
type group struct {
	check    *checks.Meta
	severity checks.Severity
	results  []*checks.Result
}

// groups returns the results of a status by severity, the worst first, and check.
func (t *textWriter) groups(s checks.Status) []group {
	type key struct {
		severity checks.Severity
		id       string
	}
	by := map[key]*group{}
	for i := range t.ledger.Results {
		r := &t.ledger.Results[i]
		if r.Status != s {
			continue
		}
		k := key{r.Severity, r.Check.ID}
		if by[k] == nil {
			by[k] = &group{check: r.Check, severity: r.Severity}
		}
		by[k].results = append(by[k].results, r)
	}
	out := make([]group, 0, len(by))
	for _, g := range by {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b group) int {
		return cmp.Or(-cmp.Compare(a.severity, b.severity), cmp.Compare(urgency(a), urgency(b)), cmp.Compare(a.check.ID, b.check.ID))
	})
	return out
}

// urgency puts what the internet reaches before what is as bad and out of its reach.
func urgency(g group) int {
	if g.check.Duty == responsibility.NetExposure {
		return 0
	}
	return 1
}

func (t *textWriter) failures() {
	l := t.ledger
	if l.Count.Fail == 0 {
		return
	}
	t.title("WRONG: " + number(l.Count.Fail, "failure") + severities(l))
	brief := &terminal.Table{Indent: "  ", Right: []int{2}}
	for _, g := range t.groups(checks.Fail) {
		if g.severity < checks.Medium && !t.o.Verbose {
			brief.Rows = append(brief.Rows, []string{t.severity(g.severity), g.check.ID, strconv.Itoa(len(g.results)), terminal.Clean(g.check.Title)})
			continue
		}
		t.printf("\n%s %s %s\n", t.severity(g.severity), t.paint.Bold(g.check.ID), t.paint.Dim("("+string(g.check.Duty)+")"))
		t.wrap(terminal.Clean(g.check.Title), "  ", "  ")
		t.results(g.results)
		t.wrap(g.check.Fix, "  Fix: ", "       ")
	}
	if len(brief.Rows) > 0 {
		t.printf("\n%s\n", t.paint.Bold("LESS URGENT: how many resources each concerns (--verbose and the other formats list them)"))
		t.table(brief)
	}
}

func (t *textWriter) passes() {
	if t.ledger.Count.Pass == 0 {
		return
	}
	t.title("RIGHT: " + number(t.ledger.Count.Pass, "pass"))
	for _, g := range t.groups(checks.Pass) {
		t.printf("\n%s\n", t.paint.Bold(g.check.ID))
		t.results(g.results)
	}
}

// results writes one line for each resource of a group, and how many more there are.
func (t *textWriter) results(rs []*checks.Result) {
	x := &terminal.Table{Indent: "    "}
	for i, r := range rs {
		if i == maxResults && !t.o.Verbose && len(rs) > maxResults+1 {
			break
		}
		x.Rows = append(x.Rows, []string{t.where(r), t.what(r), terminal.Clean(t.ledger.Detail(r).Message) + t.lapsed(r)})
	}
	t.table(x)
	if more := len(rs) - len(x.Rows); more > 0 {
		t.printf("    and %d more (--verbose shows all)\n", more)
	}
}

func (t *textWriter) where(r *checks.Result) string {
	region := ""
	if row := t.ledger.Resource(r); row != nil {
		region = row.Resource.Identity().Region
	} else {
		region = r.Coverage.Region
	}
	if region == "" {
		return "global"
	}
	return t.short(region)
}

// short makes text from an account harmless and narrow enough to stand in a column that is not the last.
func (t *textWriter) short(s string) string { return terminal.Short(terminal.Clean(s), t.o.Width*2/5) }

func (t *textWriter) what(r *checks.Result) string {
	row := t.ledger.Resource(r)
	if row == nil {
		return "every " + string(r.Coverage.Kind)
	}
	ref := row.Resource.Identity()
	both := ref.ID + " (" + ref.Name + ")"
	if ref.Name == "" || ref.Name == ref.ID || t.short(both) != terminal.Clean(both) {
		// Of a name that does not fit as well, the id alone is what a command takes.
		return t.short(ref.ID)
	}
	return terminal.Clean(both)
}

func (t *textWriter) severity(s checks.Severity) string {
	name := strings.ToUpper(s.String())
	switch s {
	case checks.Critical:
		return t.paint.Magenta(name)
	case checks.High:
		return t.paint.Red(name)
	case checks.Medium:
		return t.paint.Yellow(name)
	}
	return t.paint.Dim(name)
}

// severities returns " (2 critical, 5 high)" for the failures of a ledger.
func severities(l *checks.Ledger) string {
	var out []string
	for s := checks.Critical; s >= checks.Informational; s-- {
		if n := l.BySeverity[s]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, s))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}

// number returns "1 failure" or "2 failures".
func number(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "s"):
		return fmt.Sprintf("%d %ses", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
