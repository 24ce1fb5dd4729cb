package patching

import (
	"fmt"
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory/ssm"
)

// unscanned judges a node of which Patch Manager has no state by what another tool reported of it. Such a report can
// fail: something is missing. It cannot pass, since nobody knows what it was held against.
func unscanned(n Node, p *checks.Policy, now time.Time) Part {
	c := n.Compliance
	switch {
	case c.Status == "" && n.PingStatus != online:
		return Part{Unknown, "managed, never scanned, and " + lost(n, now)}
	case c.Status == "":
		return Part{Unknown, "managed, never scanned by Patch Manager"}
	}
	text := "managed, never scanned by Patch Manager; " + reported(c, now)
	switch {
	case c.ExecutionTime.IsZero():
		return Part{Unknown, text}
	case now.Sub(c.ExecutionTime) > p.PatchEvidenceFresh.Duration():
		return Part{Unknown, fmt.Sprintf("%s, older than the %d days that count", text, p.PatchEvidenceFresh)}
	case n.PingStatus != online:
		return Part{Unknown, text + "; " + lost(n, now)}
	case c.Status == "COMPLIANT":
		return Part{Unknown, text + ", by a baseline that nobody can see"}
	}
	return Part{Fail, text}
}

// reported says what a report of compliance is and from when.
func reported(c ssm.PatchCompliance, now time.Time) string {
	since := "at a time that is not said"
	if !c.ExecutionTime.IsZero() {
		since = Ago(c.ExecutionTime, now)
	}
	text := fmt.Sprintf("patch compliance reported %s was %s", since, c.Status)
	if c.Status == "COMPLIANT" {
		return text
	}
	return fmt.Sprintf("%s (%d patches, the worst %s)", text, c.NonCompliantCount, strings.ToLower(c.OverallSeverity))
}

// Witnessed holds what Patch Manager's own state came to against the reports of compliance, if those were asked for. A
// report that contradicts a pass and is not older than the scan is a fail; in any other case the disagreement is shown.
func (n Node) Witnessed(part Part, now time.Time) Part {
	c := n.Compliance
	if n.State.Operation == "" || c.Status == "" {
		return part
	}
	switch disagrees := "the evidence disagrees: " + part.Text + "; " + reported(c, now); {
	case part.State == Pass && c.Status == "NON_COMPLIANT" && c.ExecutionTime.IsZero():
		return Part{Unknown, disagrees}
	case part.State == Pass && c.Status == "NON_COMPLIANT" && !c.ExecutionTime.Before(n.State.OperationEndTime):
		return Part{Fail, disagrees}
	case part.State == Pass && c.Status == "NON_COMPLIANT":
		return Part{Pass, part.Text + "; before that, " + reported(c, now)}
	case part.State == Fail && c.Status == "COMPLIANT":
		return Part{Fail, disagrees}
	}
	return part
}

// named lists the patches that a node lacks, as far as they were asked for.
func named(n Node) string {
	const shown = 5
	if len(n.Patches) == 0 {
		return ""
	}
	var list []string
	for _, x := range n.Patches[:min(len(n.Patches), shown)] {
		var about []string
		for _, s := range []string{x.Severity, x.State} {
			if s != "" {
				about = append(about, strings.ToLower(s))
			}
		}
		list = append(list, fmt.Sprintf("%s (%s)", x.KBID, strings.Join(about, ", ")))
	}
	text := ": " + strings.Join(list, ", ")
	if more := int(n.State.MissingCount+n.State.FailedCount) - len(list); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
