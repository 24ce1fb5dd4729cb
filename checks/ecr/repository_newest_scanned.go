package ecr

import (
	"time"

	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryNewestScanned asks for the result, where RepositoryScanned asks for the setting: an image from before it, one
// whose scan failed, and one that was scanned once and never again have none that counts.
var RepositoryNewestScanned = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-newest-image-scanned", Title: "The newest image of a repository has a scan result that is fresh", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "Vulnerabilities become known every day. A scan that failed, or that looked once, at the push, says nothing of those that became known since, and its clean result is believed all the same.",
		Fix:  "Let Inspector scan continuously: aws ecr put-registry-scanning-configuration --scan-type ENHANCED --rules '[{\"scanFrequency\":\"CONTINUOUS_SCAN\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"}]}]'. With basic scanning, each week: aws ecr start-image-scan --repository-name NAME --image-id imageTag=TAG",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-troubleshooting.html"},
	},
	Reads: []*inventory.Call{ecr.DescribeImages, ecr.DescribeImageScanFindings},
	Run:   repositoryNewestScanned,
	Cases: []checks.Case[ecr.Repository]{
		{Name: "continuously", Given: repository(scanned("ACTIVE", -1)), Want: checks.Pass},
		{Name: "lately", Given: repository(scanned("COMPLETE", 2)), Want: checks.Pass},
		{Name: "long_ago", Given: repository(scanned("COMPLETE", 60)), Want: checks.Fail},
		{Name: "longer_ago_allowed", Given: repository(scanned("COMPLETE", 60)), Policy: func(p *checks.Policy) { p.PatchEvidenceFresh = 90 }, Want: checks.Pass},
		{Name: "basic", Given: repository(basic(ecr.Scan{Digest: "sha256:1", Status: "COMPLETE", Summary: &ecr.ScanSummary{CompletedAt: checks.CaseTime}})), Want: checks.Pass},
		{Name: "never", Given: repository(basic(ecr.Scan{})), Want: checks.Fail},
		{Name: "failed", Given: repository(scanned("FAILED", -1)), Want: checks.Fail},
		{Name: "unsupported", Given: repository(scanned("UNSUPPORTED_IMAGE", -1)), Want: checks.Unknown},
		{Name: "several_platforms", Given: repository(holds(ecr.Image{Digest: "sha256:1", MediaType: "application/vnd.docker.distribution.manifest.list.v2+json"})), Want: checks.Unknown},
		{Name: "chart", Given: repository(holds(ecr.Image{Digest: "sha256:1", ArtifactMediaType: "application/vnd.cncf.helm.config.v1+json"})), Want: checks.NotApplicable},
		{Name: "soon", Given: repository(scanned("PENDING", -1)), Want: checks.Unknown},
		{Name: "without_time", Given: repository(scanned("COMPLETE", -1)), Want: checks.Unknown},
		{Name: "none", Given: repository(holds()), Want: checks.NotApplicable},
		{Name: "unread", Given: repository(noImages), Want: checks.Unknown},
		{Name: "scan_unread", Given: repository(basic(ecr.Scan{}), func(r *ecr.Repository) { r.NewestScan = denied[ecr.Scan](ecr.DescribeImageScanFindings) }), Want: checks.Unknown},
	},
}

func repositoryNewestScanned(v *checks.View[ecr.Repository]) checks.Verdict {
	image, ok := newest(v)
	if !ok {
		return v.NotApplicable("there is no image")
	}
	status, summary, why := images.Scan(v, image)
	name := image.Name()
	switch {
	case why != "":
		return v.Unknown("%s: %s", name, why)
	case status == "":
		return v.Fail("%s, pushed %s, was never scanned", name, patching.Ago(image.PushedAt, v.Now()))
	case status == "ACTIVE":
		return v.Pass("%s is scanned continuously (imageScanStatus is ACTIVE)", name)
	case status == "FAILED":
		return v.Fail("the scan of %s failed", name)
	case status != "COMPLETE" || summary == nil:
		return v.Unknown("imageScanStatus of %s is %s", name, status)
	case v.Now().Sub(summary.CompletedAt) > v.Policy().PatchEvidenceFresh.Duration():
		return v.Fail("%s was scanned last %s; %d days count", name, patching.Ago(summary.CompletedAt, v.Now()), v.Policy().PatchEvidenceFresh)
	}
	return v.Pass("%s was scanned %s", name, patching.Ago(summary.CompletedAt, v.Now()))
}

// scanned has one image whose scan has a status, and was completed some days ago; fewer than none for never.
func scanned(status string, days int) func(*ecr.Repository) {
	x := ecr.Image{Digest: "sha256:1", Tags: []string{"7"}, ScanStatus: status, PushedAt: checks.CaseTime.Add(-99 * 24 * time.Hour)}
	if days >= 0 {
		x.Summary = &ecr.ScanSummary{CompletedAt: checks.CaseTime.AddDate(0, 0, -days)}
	}
	return holds(x)
}

// basic has one image, at which basic scanning looks.
func basic(scan ecr.Scan) func(*ecr.Repository) {
	return func(r *ecr.Repository) {
		scanned("", -1)(r)
		r.NewestScan = inventory.Known(scan)
	}
}
