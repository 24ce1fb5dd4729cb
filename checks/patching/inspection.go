package patching

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory/inspector2"
)

// A Subject is a kind of resource that Inspector scans. The zero Subject is an EC2 instance.
type Subject uint8

// The subjects.
const (
	Instance Subject = iota
	Image            // a container image in a private repository
	Function         // a Lambda function: what its package and its layers bring
)

func (s Subject) scanning() string { return [...]string{"EC2", "ECR", "Lambda"}[s] }

func (s Subject) it() string { return [...]string{"the instance", "the image", "the function"}[s] }

// continuous reports whether Inspector looks at the subject again only when a vulnerability becomes known that concerns
// it, and moves its lastScannedAt only then (User Guide, "Scanning Amazon ECR container images" and "Scanning AWS Lambda
// functions"). Of those an active status is what makes a scan fresh.
func (s Subject) continuous() bool { return s != Instance }

// Packages says which packages of a subject are asked about. The zero value is all of them.
type Packages uint8

// Whose packages are asked about.
const (
	AllPackages         Packages = iota
	ApplicationPackages          // those that no package manager of an operating system brings
)

func (p Packages) include(f *inspector2.Finding) bool {
	// A finding that does not say whose package it is counts.
	return p == AllPackages || len(f.PackageManagers) == 0 || slices.ContainsFunc(f.PackageManagers, func(m string) bool { return m != "OS" })
}

func (p Packages) vulnerability() string {
	if p == ApplicationPackages {
		return "vulnerability of the application's packages"
	}
	return "vulnerability"
}

// An Inspection is what Inspector says of a machine, an image or a function.
type Inspection struct {
	Of            Subject
	Packages      Packages
	Enabled       bool // it scans the like in the region
	Covered       bool // it lists this one
	StatusCode    string
	Reason        string
	LastScannedAt time.Time // zero before the first scan
	Counts        inspector2.SeverityCounts
	Findings      []inspector2.Finding // of severity HIGH and CRITICAL; not looked at where Counts has none
}

// Usable reports whether what was found counts: the subject is scanned, and was lately. Otherwise the part says why not.
func (i Inspection) Usable(p *checks.Policy, now time.Time) (Part, bool) {
	onPush := i.Of == Image && i.Reason == "SCAN_FREQUENCY_SCAN_ON_PUSH" // looked at once, and never again
	active := i.StatusCode == "ACTIVE" && i.Reason == "SUCCESSFUL"
	switch {
	case !i.Enabled:
		return Part{Off, fmt.Sprintf("Inspector does not scan %s in the region", i.Of.scanning())}, false
	case !i.Covered:
		return Part{Unknown, fmt.Sprintf("Inspector does not list %s", i.Of.it())}, false
	case i.Reason == "UNSUPPORTED_OS":
		return Part{Off, "Inspector does not support the operating system"}, false
	case !active && !onPush:
		return Part{Unknown, fmt.Sprintf("Inspector's scan status is %s, %s%s", i.StatusCode, i.Reason, meaning(i))}, false
	case i.LastScannedAt.IsZero():
		return Part{Unknown, fmt.Sprintf("Inspector never scanned %s", i.Of.it())}, false
	case active && i.Of.continuous():
		return Part{}, true
	case now.Sub(i.LastScannedAt) > p.PatchEvidenceFresh.Duration():
		return Part{Unknown, fmt.Sprintf("Inspector's last scan was %s, longer than the %d days that count", Ago(i.LastScannedAt, now), p.PatchEvidenceFresh)}, false
	}
	return Part{}, true
}

// meaning explains what people look for first: why a resource that runs is not looked at any more.
func meaning(i Inspection) string {
	if i.Reason != "SCAN_ELIGIBILITY_EXPIRED" {
		return ""
	}
	switch i.Of {
	case Image:
		return ": it was neither pushed nor in use for the re-scan duration, and Inspector stopped looking"
	case Function:
		return ": it was neither invoked nor updated for 90 days, and Inspector stopped looking"
	}
	return ""
}

// OfInspection is evidence C. A vulnerability fails when there is a fix and it stands for longer than the policy allows.
func OfInspection(i Inspection, p *checks.Policy, now time.Time) Part {
	if part, ok := i.Usable(p, now); !ok {
		return part
	}
	scanned := "Inspector's scan " + Ago(i.LastScannedAt, now)
	if i.Counts.Critical+i.Counts.High == 0 {
		return Part{Pass, fmt.Sprintf("%s found no %s of severity high or critical", scanned, i.Packages.vulnerability())}
	}
	var over, grace, undecided []string
	unfixed := 0
	for k := range i.Findings {
		f := &i.Findings[k]
		if !i.Packages.include(f) {
			continue
		}
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
	return Part{Pass, fmt.Sprintf("%s found no %s with a fix for too long%s", scanned, i.Packages.vulnerability(), rest)}
}

func described(f *inspector2.Finding, now time.Time, limit checks.Days) string {
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
