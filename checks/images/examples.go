package images

import (
	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/inspector2"
)

// The image of the worked examples: its digest, and its name.
const (
	ExampleDigest = "sha256:5f3c1d7e9a0b2c4d6e8f00112233445566778899aabbccddeeff001122334455"
	Example       = checks.CaseAccount + ".dkr.ecr." + checks.CaseRegion + ".amazonaws.com/web@" + ExampleDigest
)

// The image's media types.
const (
	manifest = "application/vnd.oci.image.manifest.v1+json"
	list     = "application/vnd.oci.image.index.v1+json"
)

// An example is what is known of the image.
type example struct {
	image    ecr.Image
	basic    ecr.Scan
	scanning string // the state of Inspector's scanning of ECR
	covered  *inspector2.ImageCoverage
}

// known is an image that was pushed ten days ago, and that Inspector scanned yesterday with these findings.
func known(findings ...inspector2.Finding) example {
	return example{
		image:    ecr.Image{Digest: ExampleDigest, Tags: []string{"7"}, MediaType: manifest, PushedAt: checks.CaseTime.AddDate(0, 0, -10)},
		scanning: "ENABLED",
		covered: &inspector2.ImageCoverage{
			Ref: inventory.Ref{ID: exampleARN + "/" + ExampleDigest, Account: checks.CaseAccount, Region: checks.CaseRegion}, InUseCount: inventory.Known(int64(2)),
			Inspected: inspector2.Inspected{
				ScanStatusCode: inventory.Known("ACTIVE"), ScanStatusReason: inventory.Known("SUCCESSFUL"), LastScannedAt: inventory.Known(checks.CaseTime.AddDate(0, 0, -1)),
				Counts: inventory.Known(inspector2.SeverityCounts{High: int64(len(findings))}), Findings: inventory.Known(findings),
			},
		},
	}
}

const exampleARN = "arn:aws:ecr:" + checks.CaseRegion + ":" + checks.CaseAccount + ":repository/web"

// with changes an example, and returns the resources that it is made of.
func (e example) with(changes ...func(*example)) []inventory.Resource {
	for _, change := range changes {
		change(&e)
	}
	out := []inventory.Resource{e.repository(), &inspector2.Account{Ref: inventory.Ref{ID: checks.CaseRegion, Account: checks.CaseAccount, Region: checks.CaseRegion}, ECRStatus: inventory.Known(e.scanning)}}
	if e.covered != nil {
		out = append(out, e.covered)
	}
	return out
}

func (e example) repository() *ecr.Repository {
	r := &ecr.Repository{Ref: inventory.Ref{ID: "web", ARN: exampleARN, Account: checks.CaseAccount, Region: checks.CaseRegion}, Images: inventory.Known([]ecr.Image{e.image}), NewestScan: inventory.Known(e.basic)}
	if e.image.Digest == "" {
		r.Images = inventory.Known[[]ecr.Image](nil)
	}
	return r
}

// finding is a vulnerability with a fix, known since some days, of a package of a manager.
func finding(severity string, days int, manager string) inspector2.Finding {
	return inspector2.Finding{VulnerabilityID: "CVE-2026-1", Severity: severity, FixAvailable: "YES", ExploitAvailable: "NO", FirstObservedAt: checks.CaseTime.AddDate(0, 0, -days), PackageManagers: []string{manager}}
}

// basically is an image that basic scanning looked at some days ago.
func basically(days int, critical int32) example {
	e := known()
	e.scanning, e.covered = "DISABLED", nil
	e.basic = ecr.Scan{Digest: ExampleDigest, Status: "COMPLETE", Summary: &ecr.ScanSummary{CompletedAt: checks.CaseTime.AddDate(0, 0, -days), Critical: critical}}
	return e
}

// status is an image whose scan has a status.
func status(code, reason string, days int) func(*example) {
	return func(e *example) {
		e.covered.ScanStatusCode, e.covered.ScanStatusReason = inventory.Known(code), inventory.Known(reason)
		e.covered.LastScannedAt = inventory.Known(checks.CaseTime.AddDate(0, 0, -days))
	}
}

// PatchedCases are the worked examples of a check that judges the vulnerabilities of Example, which given runs. around
// stands in each of them.
func PatchedCases[T any](given T, packages patching.Packages, around ...inventory.Resource) []checks.Case[T] {
	// What only one of the two kinds of packages shows.
	ofSystem, basic := checks.Fail, checks.Pass
	if packages == patching.ApplicationPackages {
		ofSystem, basic = checks.Pass, checks.Unknown
	}
	denied := func(e *example) {
		e.covered.Findings = inventory.Missing[[]inspector2.Finding](&inventory.Gap{Class: inventory.Denied, Call: inspector2.ListFindings.String(), Region: checks.CaseRegion, Needs: inspector2.ListFindings.Needs})
	}
	cases := []checks.Case[T]{
		{Name: "no_findings", With: known().with(), Want: checks.Pass},
		{Name: "no_findings_since_long", With: known().with(status("ACTIVE", "SUCCESSFUL", 60)), Want: checks.Pass},
		{Name: "overdue", With: known(finding("HIGH", 40, "NPM")).with(), Want: checks.Fail},
		{Name: "critical_overdue", With: known(finding("CRITICAL", 20, "NPM")).with(), Want: checks.Fail},
		{Name: "overdue_by_policy", With: known(finding("HIGH", 20, "NPM")).with(), Policy: func(p *checks.Policy) { p.VulnerabilitySLA = 14 }, Want: checks.Fail},
		{Name: "young", With: known(finding("HIGH", 20, "NPM")).with(), Want: checks.Pass},
		{Name: "of_the_operating_system", With: known(finding("HIGH", 40, "OS")).with(), Want: ofSystem},
		{Name: "findings_denied", With: known(finding("HIGH", 40, "NPM")).with(denied), Want: checks.Unknown},
		{Name: "not_looked_at_any_more", With: known().with(status("INACTIVE", "SCAN_ELIGIBILITY_EXPIRED", 60)), Want: checks.Unknown},
		{Name: "scanned_when_pushed", With: known().with(status("INACTIVE", "SCAN_FREQUENCY_SCAN_ON_PUSH", 2)), Want: checks.Pass},
		{Name: "scanned_when_pushed_long_ago", With: known().with(status("INACTIVE", "SCAN_FREQUENCY_SCAN_ON_PUSH", 60)), Want: checks.Unknown},
		{Name: "unsupported", With: known().with(status("INACTIVE", "UNSUPPORTED_OS", 1)), Want: checks.Unknown},
		{Name: "not_covered", With: known().with(func(e *example) { e.covered = nil }), Want: checks.Unknown},
		{Name: "coverage_not_read", With: known().with(func(e *example) { e.covered = nil }), Incomplete: []inventory.Kind{"inspector2.image_coverage"}, Want: checks.Unknown},
		{Name: "basic", With: basically(2, 0).with(), Want: basic},
		{Name: "basic_long_ago", With: basically(60, 0).with(), Want: checks.Unknown},
		{Name: "basic_with_findings", With: basically(2, 3).with(), Want: checks.Unknown},
		{Name: "never_scanned", With: basically(2, 0).with(func(e *example) { e.basic = ecr.Scan{} }), Want: checks.Unknown},
		{Name: "several_platforms", With: known().with(func(e *example) { e.image.MediaType = list }), Want: checks.Unknown},
		{Name: "image_gone", With: known().with(func(e *example) { e.image = ecr.Image{} }), Want: checks.Unknown},
		{Name: "repository_gone", Want: checks.Unknown},
		{Name: "repositories_not_read", Incomplete: []inventory.Kind{"ecr.repository"}, Want: checks.Unknown},
	}
	return complete(cases, given, around)
}

// AgeCases are those of a check that judges the age of Example.
func AgeCases[T any](given T, around ...inventory.Resource) []checks.Case[T] {
	old := known()
	old.image.PushedAt = checks.CaseTime.AddDate(0, 0, -200)
	timeless := known()
	timeless.image.PushedAt = old.image.LastPulledAt
	return complete([]checks.Case[T]{
		{Name: "recent", With: known().with(), Want: checks.Pass},
		{Name: "old", With: old.with(), Want: checks.Fail},
		{Name: "older_allowed", With: old.with(), Policy: func(p *checks.Policy) { p.ImageMaxAge = 365 }, Want: checks.Pass},
		{Name: "no_time", With: timeless.with(), Want: checks.Unknown},
		{Name: "image_gone", With: known().with(func(e *example) { e.image = ecr.Image{} }), Want: checks.Unknown},
		{Name: "repositories_not_read", Incomplete: []inventory.Kind{"ecr.repository"}, Want: checks.Unknown},
	}, given, around)
}

// RepositoryCases are those of a check that judges the vulnerabilities of a repository's newest image, and more.
func RepositoryCases(more ...checks.Case[ecr.Repository]) []checks.Case[ecr.Repository] {
	var out []checks.Case[ecr.Repository]
	for _, c := range PatchedCases(ecr.Repository{}, patching.AllPackages) {
		// The repository is judged, not looked up.
		if len(c.With) == 0 || len(c.With[0].(*ecr.Repository).Images.Or(nil)) == 0 {
			continue
		}
		c.Given, c.With = *c.With[0].(*ecr.Repository), c.With[1:]
		out = append(out, c)
	}
	return append(out, more...)
}

// InUseCases are those of a check that judges the images in use of the repository of Example.
func InUseCases(given ecr.Repository) []checks.Case[ecr.Repository] {
	uses := func(n int64) func(*example) {
		return func(e *example) { e.covered.InUseCount = inventory.Known(n) }
	}
	unread := func(e *example) { e.covered.InUseCount = inventory.FromPtr[int64](nil) }
	off := func(e *example) { e.scanning, e.covered = "DISABLED", nil }
	cases := []checks.Case[ecr.Repository]{
		{Name: "no_findings", With: known().with(), Want: checks.Pass},
		{Name: "overdue", With: known(finding("HIGH", 40, "NPM")).with(), Want: checks.Fail},
		{Name: "young", With: known(finding("HIGH", 4, "NPM")).with(), Want: checks.Pass},
		{Name: "not_in_use", With: known(finding("HIGH", 40, "NPM")).with(uses(0)), Want: checks.NotApplicable},
		{Name: "use_not_known", With: known(finding("HIGH", 40, "NPM")).with(unread), Want: checks.Unknown},
		{Name: "unsupported", With: known().with(status("INACTIVE", "UNSUPPORTED_OS", 1)), Want: checks.Unknown},
		{Name: "not_scanned", With: known().with(off), Want: checks.NotApplicable},
		{Name: "coverage_not_read", With: known().with(func(e *example) { e.covered = nil }), Incomplete: []inventory.Kind{"inspector2.image_coverage"}, Want: checks.Unknown},
		{Name: "state_not_read", Incomplete: []inventory.Kind{"inspector2.account"}, Want: checks.Unknown},
	}
	for i := range cases {
		cases[i].Given = given
		if len(cases[i].With) > 0 {
			cases[i].With = cases[i].With[1:] // the repository is judged, not looked up
		}
	}
	return cases
}

func complete[T any](cases []checks.Case[T], given T, around []inventory.Resource) []checks.Case[T] {
	for i := range cases {
		cases[i].Given, cases[i].With = given, append(cases[i].With, around...)
	}
	return cases
}
