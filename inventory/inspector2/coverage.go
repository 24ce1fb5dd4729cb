package inspector2

import (
	"time"

	"demarc/inventory"
)

// CoverageType describes the EC2 instances that Inspector knows. It has no variant: checks of other kinds read it.
var CoverageType = inventory.Describe[Coverage]("inspector2.coverage", ListCoverage, ListFindingAggregations, ListFindings)

// FunctionCoverageType describes the Lambda functions that Inspector knows; it has no variant either.
var FunctionCoverageType = inventory.Describe[FunctionCoverage]("inspector2.function_coverage", ListCoverage, ListFindingAggregations, ListFindings)

// ImageCoverageType describes the container images in ECR that Inspector knows; it has no variant either.
var ImageCoverageType = inventory.Describe[ImageCoverage]("inspector2.image_coverage", ListCoverage, ListFindingAggregations, ListFindings)

// A Coverage is an EC2 instance that Inspector knows. Its ID is the instance's. There are none where the scanning of EC2
// is off.
type Coverage struct {
	inventory.Ref
	Inspected
}

// A FunctionCoverage is a Lambda function that Inspector knows: its packages, not the code written for it. Its ID is the
// function's ARN without a version; Inspector looks at $LATEST.
type FunctionCoverage struct {
	inventory.Ref
	Inspected
}

// An ImageCoverage is a container image in a private repository that Inspector knows. Its ID is ARN-OF-REPOSITORY/DIGEST.
type ImageCoverage struct {
	inventory.Ref
	Inspected

	// InUseCount is of how many ECS tasks and EKS pods the image is in use. Other uses, such as by Lambda, do not count.
	InUseCount inventory.Fact[int64] `json:"coveredResources.resourceMetadata.ecrImage.inUseCount,omitzero"`
}

// An Inspected says whether Inspector scans a resource for vulnerable packages, and what it found.
type Inspected struct {
	ResourceType     inventory.Fact[string]    `json:"coveredResources.resourceType,omitzero"`          // AWS_EC2_INSTANCE, AWS_ECR_CONTAINER_IMAGE, AWS_LAMBDA_FUNCTION
	ScanStatusCode   inventory.Fact[string]    `json:"coveredResources.scanStatus.statusCode,omitzero"` // ACTIVE, INACTIVE
	ScanStatusReason inventory.Fact[string]    `json:"coveredResources.scanStatus.reason,omitzero"`     // SUCCESSFUL, or why not
	ScanMode         inventory.Fact[string]    `json:"coveredResources.scanMode,omitzero"`              // EC2_SSM_AGENT_BASED, EC2_AGENTLESS; of instances alone
	LastScannedAt    inventory.Fact[time.Time] `json:"coveredResources.lastScannedAt,omitzero"`         // the zero time before the first scan

	// Counts are the active findings by severity; zero for a resource that the aggregation leaves out.
	Counts inventory.Fact[SeverityCounts] `json:"severityCounts,omitzero" call:"ListFindingAggregations"`
	// Findings are the active vulnerabilities of packages with severity HIGH or CRITICAL, in the order of their ids; those
	// of images and functions without the ones that have no fix. They stay unasked where Counts has none of either.
	Findings inventory.Fact[[]Finding] `json:"findings,omitzero" call:"ListFindings"`
}

// SeverityCounts counts active findings.
type SeverityCounts struct {
	Critical int64 `json:"critical"`
	High     int64 `json:"high"`
	Medium   int64 `json:"medium"`
}

// A Finding is a vulnerability of a package on a resource.
type Finding struct {
	VulnerabilityID  string    `json:"vulnerabilityId"` // "CVE-2026-1234"
	Severity         string    `json:"severity"`        // CRITICAL, HIGH
	FixAvailable     string    `json:"fixAvailable"`    // YES, NO, PARTIAL
	ExploitAvailable string    `json:"exploitAvailable"`
	FirstObservedAt  time.Time `json:"firstObservedAt,omitzero"`
	// PackageManagers are those of the vulnerable packages, sorted: OS, NPM, PIP and so on.
	PackageManagers []string `json:"packageManagers,omitempty"`
}

// Type implements inventory.Resource.
func (*Coverage) Type() *inventory.Type { return CoverageType }

// Classify implements inventory.Resource: a coverage is evidence of another resource, and has no duties.
func (*Coverage) Classify() inventory.Classification { return inventory.Classification{} }

// Type implements inventory.Resource.
func (*FunctionCoverage) Type() *inventory.Type { return FunctionCoverageType }

// Classify implements inventory.Resource, as that of Coverage does.
func (*FunctionCoverage) Classify() inventory.Classification { return inventory.Classification{} }

// Type implements inventory.Resource.
func (*ImageCoverage) Type() *inventory.Type { return ImageCoverageType }

// Classify implements inventory.Resource, as that of Coverage does.
func (*ImageCoverage) Classify() inventory.Classification { return inventory.Classification{} }
