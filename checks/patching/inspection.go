package patching

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory/inspector2"
)

// An Inspection is what Inspector says of a machine.
type Inspection struct {
	Enabled       bool // it scans EC2 in the region
	Covered       bool // it lists the machine
	StatusCode    string
	Reason        string
	LastScannedAt time.Time // zero before the first scan
	Counts        inspector2.SeverityCounts
	Findings      []inspector2.Finding // of severity HIGH and CRITICAL; not looked at where Counts has none
}

// Usable reports whether what was found counts: the machine is scanned, and was lately. Otherwise the part says why not.
func (i Inspection) Usable(p *checks.Policy, now time.Time) (Part, bool) {
	switch {
	case !i.Enabled:
		return Part{Off, "Inspector does not scan EC2 in the region"}, false
	case !i.Covered:
		return Part{Unknown, "Inspector does not list the instance"}, false
	case i.Reason == "UNSUPPORTED_OS":
		return Part{Off, "Inspector does not support the operating system"}, false
	case i.StatusCode != "ACTIVE" || i.Reason != "SUCCESSFUL":
		return Part{Unknown, fmt.Sprintf("Inspector's scan status is %s, %s", i.StatusCode, i.Reason)}, false
	case i.LastScannedAt.IsZero():
		return Part{Unknown, "Inspector never scanned the instance"}, false
	case now.Sub(i.LastScannedAt) > p.PatchEvidenceFresh.Duration():
		return Part{Unknown, fmt.Sprintf("Inspector's last scan was %s, longer than the %d days that count", ago(i.LastScannedAt, now), p.PatchEvidenceFresh)}, false
	}
	return Part{}, true
}

// OfInspection is evidence C. A vulnerability fails when there is a fix and it stands for longer than the policy allows.
func OfInspection(i Inspection, p *checks.Policy, now time.Time) Part {
	if part, ok := i.Usable(p, now); !ok {
		return part
	}
	scanned := "Inspector's scan " + ago(i.LastScannedAt, now)
	if i.Counts.Critical+i.Counts.High == 0 {
		return Part{Pass, scanned + " found no vulnerability of severity high or critical"}
	}
	var over, grace, undecided []string
	unfixed := 0
	for _, f := range i.Findings {
		limit := p.VulnerabilitySLA
		if f.Severity == "CRITICAL" || f.ExploitAvailable == "YES" {
			limit = p.VulnerabilityCriticalSLA
		}
		switch {
		case f.FixAvailable == "NO":
			unfixed++
		case f.FixAvailable == "", f.FirstObservedAt.IsZero():
			undecided = append(undecided, f.VulnerabilityID)
		case now.Sub(f.FirstObservedAt) > limit.Duration():
			over = append(over, described(f, now, limit))
		default:
			grace = append(grace, described(f, now, limit))
		}
	}
	rest := ""
	if len(grace) > 0 {
		rest += "; within the time allowed: " + few(grace)
	}
	if unfixed > 0 {
		rest += fmt.Sprintf("; %d without a fix", unfixed)
	}
	switch {
	case len(over) > 0:
		return Part{Fail, fmt.Sprintf("%s found vulnerabilities with a fix that stand too long: %s%s", scanned, few(over), rest)}
	case len(undecided) > 0:
		return Part{Unknown, fmt.Sprintf("%s does not say since when it knows %s, or whether there is a fix", scanned, few(undecided))}
	}
	return Part{Pass, scanned + " found no vulnerability with a fix for too long" + rest}
}

func described(f inspector2.Finding, now time.Time, limit checks.Days) string {
	text := fmt.Sprintf("%s (%s", f.VulnerabilityID, strings.ToLower(f.Severity))
	if f.ExploitAvailable == "YES" {
		text += ", exploited"
	}
	return fmt.Sprintf("%s, %d of %d days)", text, int(now.Sub(f.FirstObservedAt)/(24*time.Hour)), limit)
}

// few lists the first items, and how many more there are. A vulnerability that several packages have is listed once.
func few(items []string) string {
	items = slices.Compact(items)
	const shown = 3
	if len(items) <= shown {
		return strings.Join(items, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(items[:shown], ", "), len(items)-shown)
}
