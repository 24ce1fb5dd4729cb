package codebuild

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ReportGroupType describes kind codebuild.report_group.
var ReportGroupType = inventory.Describe[ReportGroup]("codebuild.report_group", BatchGetReportGroups).Of(responsibility.CloudTrailTrail)

// A ReportGroup collects the test reports of builds, and can export their raw data to a bucket. Its id is its name.
type ReportGroup struct {
	inventory.Ref

	ExportConfigType inventory.Fact[string] `json:"exportConfig.exportConfigType,omitzero"` // S3, NO_EXPORT
	// S3Destination is the zero value for NO_EXPORT.
	S3Destination inventory.Fact[S3Destination] `json:"exportConfig.s3Destination,omitzero"`
}

// An S3Destination is where raw data is exported to.
type S3Destination struct {
	Bucket        string `json:"bucket"`
	EncryptionKey string `json:"encryptionKey,omitempty"`
	// EncryptionDisabled is nil when the answer does not say.
	EncryptionDisabled *bool `json:"encryptionDisabled,omitempty"`
}

// Type implements inventory.Resource.
func (*ReportGroup) Type() *inventory.Type { return ReportGroupType }

// Classify implements inventory.Resource. The matrix has no row for it: records that AWS writes to a bucket of the
// customer's, under a key and a policy of his choice, are divided as those of a trail.
func (*ReportGroup) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.CloudTrailTrail, Why: "a report group; the division of duties is borrowed from a trail, which writes its records to a bucket as well"}
}
