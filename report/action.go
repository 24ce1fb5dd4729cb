package report

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
)

// actionOf says in a few words what would turn an unknown into a verdict. Results that wait for the same thing have
// the same words, so that a report can group by them.
func actionOf(r *checks.Result) string {
	if r.Gap == nil {
		return "see the message: what was read is not enough to decide"
	}
	return remedy(r.Gap)
}

func remedy(g *inventory.Gap) string {
	call := g.Call
	if call == "" {
		call = "the call"
	}
	switch {
	case g.Class == inventory.Denied && g.Guardrail:
		return "let the organisation's policy (SCP or RCP) allow " + list(g.Needs, call)
	case g.Class == inventory.Denied:
		return "grant " + list(g.Needs, call)
	case g.Class == inventory.NotAsked && g.Call == "":
		return "scan again with what this check reads"
	case g.Class == inventory.NotAsked:
		return "scan again with " + call
	case g.Class == inventory.Unsupported:
		return call + " is not available here: use a region or endpoint that has it"
	case g.Class == inventory.Throttled:
		return "scan again when AWS throttles " + call + " less"
	case g.Class == inventory.Interrupted:
		return "scan again: the scan was cut short"
	case g.Class == inventory.Omitted:
		return "decide it by hand: " + call + " did not say" + detail(g)
	}
	return "scan again: " + call + " failed" + code(g)
}

func list(needs []string, otherwise string) string {
	if len(needs) == 0 {
		return otherwise
	}
	return strings.Join(needs, ", ")
}

func detail(g *inventory.Gap) string {
	if g.Detail == "" {
		return ""
	}
	return " (" + g.Detail + ")"
}

func code(g *inventory.Gap) string {
	if g.Code == "" {
		return ""
	}
	return " (" + g.Code + ")"
}
