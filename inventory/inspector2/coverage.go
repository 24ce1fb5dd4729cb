package inspector2

import (
	"time"

	"demarc/inventory"
)

// CoverageType describes the EC2 instances that Inspector knows. It has no variant: checks of other kinds read it.
var CoverageType = inventory.Describe[Coverage]("inspector2.coverage", ListCoverage, ListFindingAggregations, ListFindings)

// A Coverage says whether Inspector scans a resource for vulnerable packages, and what it found. Its ID is the
// resource's: an instance id. Only EC2 instances are collected, and only where the scanning of EC2 is on.
type Coverage struct {
	inventory.Ref

	ResourceType     inventory.Fact[string]    `json:"coveredResources.resourceType,omitzero"`          // AWS_EC2_INSTANCE
	ScanStatusCode   inventory.Fact[string]    `json:"coveredResources.scanStatus.statusCode,omitzero"` // ACTIVE, INACTIVE
	ScanStatusReason inventory.Fact[string]    `json:"coveredResources.scanStatus.reason,omitzero"`     // SUCCESSFUL, or why not
	ScanMode         inventory.Fact[string]    `json:"coveredResources.scanMode,omitzero"`              // EC2_SSM_AGENT_BASED, EC2_AGENTLESS
	LastScannedAt    inventory.Fact[time.Time] `json:"coveredResources.lastScannedAt,omitzero"`         // the zero time before the first scan

	// Counts are the active findings by severity; zero for a resource that the aggregation leaves out.
	Counts inventory.Fact[SeverityCounts] `json:"severityCounts,omitzero" call:"ListFindingAggregations"`
	// Findings are the active vulnerabilities of packages with severity HIGH or CRITICAL, in the order of their ids.
	// They stay unasked where Counts has none of either.
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
}

// Type implements inventory.Resource.
func (*Coverage) Type() *inventory.Type { return CoverageType }

// Classify implements inventory.Resource: a coverage is evidence of another resource, and has no duties.
func (*Coverage) Classify() inventory.Classification { return inventory.Classification{} }
