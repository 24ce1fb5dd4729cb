package ssm

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ManagedNodeType describes managed nodes.
var ManagedNodeType = inventory.Describe[ManagedNode]("ssm.managed_node", DescribeInstanceInformation, DescribeInstancePatchStates, GetPatchBaseline, DescribePatchBaselines, DescribeInstancePatches, ListResourceComplianceSummaries).
	Of(responsibility.SSMManagedNode)

// A ManagedNode is a machine whose agent is registered with Systems Manager: an EC2 instance, whose ID it bears, or a
// machine elsewhere ("mi-..."). Instances that are stopped for long are not listed (API reference,
// DescribeInstanceInformation), so an instance without a node is unmanaged or stopped.
type ManagedNode struct {
	inventory.Ref

	PingStatus       inventory.Fact[string]    `json:"PingStatus,omitzero"` // Online, ConnectionLost, Inactive
	LastPingDateTime inventory.Fact[time.Time] `json:"LastPingDateTime,omitzero"`
	PlatformType     inventory.Fact[string]    `json:"PlatformType,omitzero"` // Linux, Windows, MacOS
	PlatformName     inventory.Fact[string]    `json:"PlatformName,omitzero"`
	PlatformVersion  inventory.Fact[string]    `json:"PlatformVersion,omitzero"`
	AgentVersion     inventory.Fact[string]    `json:"AgentVersion,omitzero"`
	// IsLatestVersion speaks of the agent. On Windows it says nothing (API reference, InstanceInformation).
	IsLatestVersion inventory.Fact[bool]   `json:"IsLatestVersion,omitzero"`
	ResourceType    inventory.Fact[string] `json:"ResourceType,omitzero"` // EC2Instance, ManagedInstance
	// AssociationStates counts the associations of the node by their status (Success, Failed, Pending, ...); empty
	// when it has none, for which AWS leaves the overview out.
	AssociationStates inventory.Fact[map[string]int32] `json:"AssociationOverview.InstanceAssociationStatusAggregatedCount,omitzero"`

	// PatchState is what the last patch operation left; the zero value when there was none, for which AWS answers no
	// state for the node.
	PatchState inventory.Fact[PatchState] `json:"InstancePatchStates,omitzero" call:"DescribeInstancePatchStates"`
	// Baseline is the baseline that PatchState names. It stays unasked for a node without a state.
	Baseline inventory.Fact[Baseline] `json:"PatchBaseline,omitzero" call:"GetPatchBaseline"`
	// Patches are the worst of the patches that PatchState counts as missing or failed. They stay unasked for a node of
	// which it counts none, and beyond the nodes that are asked about.
	Patches inventory.Fact[[]Patch] `json:"Patches,omitzero" call:"DescribeInstancePatches"`
	// PatchCompliance is what was reported of the node's patches, by whatever tool; the zero value when nothing was. It
	// stays unasked where every node of the region has a PatchState.
	PatchCompliance inventory.Fact[PatchCompliance] `json:"ResourceComplianceSummaryItems,omitzero" call:"ListResourceComplianceSummaries"`
}

// A PatchState is the result of the last patch operation on a node: how many of its patches are in which state. The
// zero value has no Operation: there was none.
type PatchState struct {
	BaselineID       string    `json:"BaselineId,omitempty"`
	Operation        string    `json:"Operation,omitempty"` // Scan, Install
	OperationEndTime time.Time `json:"OperationEndTime,omitzero"`
	// LastNoRebootInstallOperationTime is when patches were last installed with the option NoReboot.
	LastNoRebootInstallOperationTime time.Time `json:"LastNoRebootInstallOperationTime,omitzero"`
	// HasInstallOverrideList says that a list of patches took the place of the baseline's. The list's URL is not
	// kept: one that is signed opens what it points to.
	HasInstallOverrideList bool `json:"HasInstallOverrideList,omitempty"`

	MissingCount                 int32 `json:"MissingCount,omitempty"`
	FailedCount                  int32 `json:"FailedCount,omitempty"`
	InstalledRejectedCount       int32 `json:"InstalledRejectedCount,omitempty"`
	InstalledPendingRebootCount  int32 `json:"InstalledPendingRebootCount,omitempty"`
	CriticalNonCompliantCount    int32 `json:"CriticalNonCompliantCount,omitempty"`
	SecurityNonCompliantCount    int32 `json:"SecurityNonCompliantCount,omitempty"`
	OtherNonCompliantCount       int32 `json:"OtherNonCompliantCount,omitempty"`
	AvailableSecurityUpdateCount int32 `json:"AvailableSecurityUpdateCount,omitempty"` // Windows only
}

// A Patch is one that a node lacks.
type Patch struct {
	KBID           string `json:"KBId"` // of Windows an article, of Linux a package
	Classification string `json:"Classification,omitempty"`
	Severity       string `json:"Severity,omitempty"`
	State          string `json:"State"` // MISSING, FAILED
	CVEIDs         string `json:"CVEIds,omitempty"`
}

// A PatchCompliance is a report of a node's patches. Whoever may write compliance items can make one (Systems Manager
// User Guide, "Assigning custom compliance metadata"), and it names no baseline.
type PatchCompliance struct {
	Status            string    `json:"Status,omitempty"` // COMPLIANT, NON_COMPLIANT
	OverallSeverity   string    `json:"OverallSeverity,omitempty"`
	NonCompliantCount int32     `json:"NonCompliantSummary.NonCompliantCount,omitempty"`
	ExecutionTime     time.Time `json:"ExecutionSummary.ExecutionTime,omitzero"` // zero when the report does not say
}

// A Baseline says which patches a node must have.
type Baseline struct {
	BaselineID      string `json:"BaselineId"`
	Name            string `json:"Name,omitempty"`
	OperatingSystem string `json:"OperatingSystem,omitempty"`
	// Rules are the approval rules.
	Rules []ApprovalRule `json:"ApprovalRules,omitempty"`
	// GlobalFilters keep everything that they do not match out of the baseline.
	GlobalFilters []PatchFilter `json:"GlobalFilters,omitempty"`
	// ApprovedPatches and RejectedPatches are how many patches are approved and rejected by name.
	ApprovedPatches int `json:"ApprovedPatches,omitempty"`
	RejectedPatches int `json:"RejectedPatches,omitempty"`
	// AvailableSecurityUpdatesComplianceStatus is COMPLIANT or NON_COMPLIANT: what a security update is that exists
	// and is not approved; empty when the baseline does not say.
	AvailableSecurityUpdatesComplianceStatus string `json:"AvailableSecurityUpdatesComplianceStatus,omitempty"`
}

// An ApprovalRule approves the patches that match all its filters some time after their release.
type ApprovalRule struct {
	Filters []PatchFilter `json:"PatchFilters,omitempty"`
	// ApproveAfterDays is nil when the rule has a date, ApproveUntilDate (YYYY-MM-DD), after which nothing that is
	// released is approved.
	ApproveAfterDays *int32 `json:"ApproveAfterDays,omitempty"`
	ApproveUntilDate string `json:"ApproveUntilDate,omitempty"`
}

// A PatchFilter matches patches by one of their properties: CLASSIFICATION, SEVERITY, PRODUCT...
type PatchFilter struct {
	Key    string   `json:"Key"`
	Values []string `json:"Values,omitempty"`
}

// Type implements inventory.Resource.
func (*ManagedNode) Type() *inventory.Type { return ManagedNodeType }

// Classify implements inventory.Resource.
func (*ManagedNode) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SSMManagedNode, Why: "Systems Manager lists it"}
}
