package ecr

import (
	"slices"

	"demarc/checks"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RegistryScansAll asks that the rules of the registry scan all repositories, those that will be made tomorrow among them.
var RegistryScansAll = &checks.Check[ecr.Registry]{
	Meta: checks.Meta{
		ID: "ecr-registry-scans-all", Title: "The registry scans what is pushed to any repository", Duty: responsibility.OpsDetection, Severity: checks.Medium, Since: "0.1",
		Why:  "Where each repository must be told to scan, the next one is not: its images are never looked at until somebody remembers.",
		Fix:  "aws ecr put-registry-scanning-configuration --scan-type ENHANCED --rules '[{\"scanFrequency\":\"CONTINUOUS_SCAN\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"}]}]'",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html", "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html"},
	},
	Run: registryScansAll,
	Cases: []checks.Case[ecr.Registry]{
		{Name: "all", Given: registry(), Want: checks.Pass},
		{Name: "no_rules", Given: registry(rules()), Want: checks.Fail},
		{Name: "some", Given: registry(rules(ecr.ScanRule{ScanFrequency: "SCAN_ON_PUSH", Filters: []string{"prod*"}})), Want: checks.Fail},
		{Name: "manual", Given: registry(rules(ecr.ScanRule{ScanFrequency: "MANUAL", Filters: []string{"*"}})), Want: checks.Fail},
		{Name: "unread", Given: registry(func(r *ecr.Registry) { r.Rules = denied[[]ecr.ScanRule](ecr.GetRegistryScanningConfiguration) }), Want: checks.Unknown},
	},
}

func registryScansAll(v *checks.View[ecr.Registry]) checks.Verdict {
	kind, _ := checks.Read(v, v.Resource.ScanType)
	list, _ := checks.Read(v, v.Resource.Rules)
	for _, r := range list {
		if r.ScanFrequency != "MANUAL" && slices.Contains(r.Filters, "*") {
			return v.Pass("scanType is %s, and a rule says %s for all repositories", kind, r.ScanFrequency)
		}
	}
	return v.Fail("scanType is %s, and no rule scans all repositories", kind)
}
