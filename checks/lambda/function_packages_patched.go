package lambda

import (
	"slices"

	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionPackagesPatched judges the libraries that a function brings along: by what Inspector finds in its package and its layers, or in its image.
var FunctionPackagesPatched = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-packages-patched", Title: "Functions bring no packages with known vulnerabilities that have a fix", Duty: responsibility.AppPatch, Severity: checks.High, Since: "0.1",
		Why:  "Lambda patches the runtime below a function, never what was put into it. The libraries in the package and in its layers are as old as the last deployment, and their holes are in every lookup service.",
		Fix:  "Raise the version of the library and deploy the function anew, or a newer version of the layer. If it is not scanned: aws inspector2 enable --resource-types LAMBDA",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html", "https://docs.aws.amazon.com/lambda/latest/dg/governance-code-scanning.html"},
	},
	With:  append(images.Wants(), patching.WantsInspection(patching.Function)...),
	Run:   functionPackagesPatched,
	Cases: packagesCases(),
}

func functionPackagesPatched(v *checks.View[lambda.Function]) checks.Verdict {
	if kind, _ := checks.Read(v, v.Resource.PackageType); kind == "Image" {
		return patching.Say(v, imagePart(v, func(i *images.Image) patching.Part { return images.Vulnerabilities(v, i, patching.ApplicationPackages) }))
	}
	return patching.Say(v, patching.Inspect(v, patching.Function, patching.AllPackages, v.Resource.Region, v.Resource.ARN))
}

// packagesCases are those of .zip functions, and those of an image.
func packagesCases() []checks.Case[lambda.Function] {
	state := func(status string) *inspector2.Account {
		return &inspector2.Account{Ref: inventory.Ref{ID: checks.CaseRegion, Account: checks.CaseAccount, Region: checks.CaseRegion}, LambdaStatus: inventory.Known(status)}
	}
	covered := func(reason string, findings ...inspector2.Finding) *inspector2.FunctionCoverage {
		c := &inspector2.FunctionCoverage{Ref: inventory.Ref{ID: caseARN, Account: checks.CaseAccount, Region: checks.CaseRegion}, Inspected: inspector2.Inspected{
			ScanStatusCode: inventory.Known("ACTIVE"), ScanStatusReason: inventory.Known(reason), LastScannedAt: inventory.Known(checks.CaseTime.AddDate(0, 0, -60)),
			Counts: inventory.Known(inspector2.SeverityCounts{High: int64(len(findings))}), Findings: inventory.Known(findings),
		}}
		if reason != "SUCCESSFUL" {
			c.ScanStatusCode = inventory.Known("INACTIVE")
		}
		return c
	}
	of := func(days int) inspector2.Finding {
		return inspector2.Finding{VulnerabilityID: "CVE-2026-1", Severity: "HIGH", FixAvailable: "YES", ExploitAvailable: "NO", FirstObservedAt: checks.CaseTime.AddDate(0, 0, -days), PackageManagers: []string{"PIP"}}
	}
	with := func(r ...inventory.Resource) []inventory.Resource { return r }
	refused := covered("SUCCESSFUL")
	refused.Counts = denied[inspector2.SeverityCounts](inspector2.ListFindingAggregations)
	own := []checks.Case[lambda.Function]{
		{Name: "zip", With: with(state("ENABLED"), covered("SUCCESSFUL")), Want: checks.Pass},
		{Name: "zip_overdue", With: with(state("ENABLED"), covered("SUCCESSFUL", of(40))), Want: checks.Fail},
		{Name: "zip_young", With: with(state("ENABLED"), covered("SUCCESSFUL", of(4))), Want: checks.Pass},
		{Name: "zip_expired", With: with(state("ENABLED"), covered("SCAN_ELIGIBILITY_EXPIRED")), Want: checks.Unknown},
		{Name: "zip_excluded", With: with(state("ENABLED"), covered("EXCLUDED_BY_TAG")), Want: checks.Unknown},
		{Name: "zip_not_covered", With: with(state("ENABLED")), Want: checks.Unknown},
		{Name: "zip_not_scanned", With: with(state("DISABLED")), Want: checks.Unknown},
		{Name: "zip_counts_denied", With: with(state("ENABLED"), refused), Want: checks.Unknown},
		{Name: "zip_coverage_not_read", With: with(state("ENABLED")), Incomplete: []inventory.Kind{"inspector2.function_coverage"}, Want: checks.Unknown},
	}
	for i := range own {
		own[i].Given = function()
	}
	return slices.Concat(own, images.PatchedCases(function(ofImage), patching.ApplicationPackages), []checks.Case[lambda.Function]{
		{Name: "not_read", Given: function(func(f *lambda.Function) { f.PackageType = denied[string](lambda.ListFunctions) }), Want: checks.Unknown},
	})
}
