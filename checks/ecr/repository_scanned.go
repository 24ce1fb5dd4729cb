package ecr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryScanned asks that images are scanned without somebody asking. It looks at what really happens: the rules of the registry win over the setting of the repository.
var RepositoryScanned = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-scanned", Title: "Images are scanned when they are pushed", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "An image that nobody scanned carries every known hole of its base and its libraries into production, and nobody is told.",
		Fix:  "aws ecr put-registry-scanning-configuration --scan-type ENHANCED --rules '[{\"scanFrequency\":\"CONTINUOUS_SCAN\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"}]}]'",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1"},
	},
	Reads: []*inventory.Call{ecr.BatchGetRepositoryScanningConfiguration},
	Run:   repositoryScanned,
	Cases: []checks.Case[ecr.Repository]{
		{Name: "on_push", Given: repository(), Want: checks.Pass},
		{Name: "continuous", Given: repository(func(r *ecr.Repository) { r.ScanFrequency = inventory.Known("CONTINUOUS_SCAN") }), Want: checks.Pass},
		{Name: "manual", Given: repository(func(r *ecr.Repository) { r.ScanFrequency = inventory.Known("MANUAL") }), Want: checks.Fail},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.ScanFrequency = denied[string](ecr.BatchGetRepositoryScanningConfiguration) }), Want: checks.Unknown},
	},
}

func repositoryScanned(v *checks.View[ecr.Repository]) checks.Verdict {
	switch how, _ := checks.Read(v, v.Resource.ScanFrequency); how {
	case "SCAN_ON_PUSH", "CONTINUOUS_SCAN":
		return v.Pass("scanFrequency is %s", how)
	default:
		return v.Fail("scanFrequency is %s", how)
	}
}
