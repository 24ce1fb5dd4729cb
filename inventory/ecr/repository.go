package ecr

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// RepositoryType describes kind ecr.repository.
var RepositoryType = inventory.Describe[Repository]("ecr.repository", DescribeRepositories, BatchGetRepositoryScanningConfiguration, GetRepositoryPolicy, GetLifecyclePolicy, DescribeImages, DescribeImageScanFindings, ListTagsForResource).Of(
	responsibility.ECRRepository)

// A Repository is a private repository of container images. Its id is its name.
type Repository struct {
	inventory.Ref

	ImageTagMutability inventory.Fact[string] `json:"imageTagMutability,omitzero"` // MUTABLE, IMMUTABLE, and either _WITH_EXCLUSION
	// MutabilityExclusions are the patterns of tags that are excluded from the mutability; empty when there are none.
	MutabilityExclusions inventory.Fact[[]string] `json:"imageTagMutabilityExclusionFilters.filter,omitzero"`
	EncryptionType       inventory.Fact[string]   `json:"encryptionConfiguration.encryptionType,omitzero"` // AES256, KMS, KMS_DSSE
	// KMSKey is empty for AES256.
	KMSKey inventory.Fact[string] `json:"encryptionConfiguration.kmsKey,omitzero"`

	// ScanFrequency is what really happens, by the rules of the registry or the repository's own setting: SCAN_ON_PUSH,
	// CONTINUOUS_SCAN or MANUAL.
	ScanFrequency inventory.Fact[string] `json:"scanningConfigurations.scanFrequency,omitzero" call:"BatchGetRepositoryScanningConfiguration"`
	// Policy is the repository policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"policyText,omitzero" call:"GetRepositoryPolicy"`
	// LifecyclePolicy is its JSON text; empty when there is none.
	LifecyclePolicy inventory.Fact[string] `json:"lifecyclePolicyText,omitzero" call:"GetLifecyclePolicy"`
	// Images are those of the repository and what refers to them, by digest; those in the archive are not among them.
	Images inventory.Fact[[]Image] `json:"imageDetails,omitzero" call:"DescribeImages"`
	// NewestScan is the basic scan of the newest image (see Newest). It stays unasked in a repository without images,
	// where DescribeImages tells of a scan, as it does of enhanced ones, and for an index, which is not scanned.
	NewestScan inventory.Fact[Scan] `json:"imageScanFindings,omitzero" call:"DescribeImageScanFindings"`
}

// Type implements inventory.Resource.
func (*Repository) Type() *inventory.Type { return RepositoryType }

// Classify implements inventory.Resource.
func (*Repository) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ECRRepository, Why: "a private repository"}
}
