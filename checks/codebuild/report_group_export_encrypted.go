package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ReportGroupExportEncrypted finds raw test data that is exported in the clear.
var ReportGroupExportEncrypted = &checks.Check[codebuild.ReportGroup]{
	Meta: checks.Meta{
		ID: "codebuild-report-group-export-encrypted", Title: "Exports of report groups are encrypted", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "Raw test reports hold names, stack traces and samples of data. Exported without encryption they are as open as the bucket.",
		Fix:  "aws codebuild update-report-group --arn ARN --export-config exportConfigType=S3,s3Destination={bucket=BUCKET,encryptionKey=KEY_ARN,encryptionDisabled=false}",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/report-group-export-settings.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-7"},
	},
	Run: reportGroupExportEncrypted,
	Cases: []checks.Case[codebuild.ReportGroup]{
		{Name: "encrypted", Given: reportGroup(false), Want: checks.Pass},
		{Name: "plain", Given: reportGroup(true), Want: checks.Fail},
		{Name: "no_export", Given: codebuild.ReportGroup{Ref: inventory.Ref{ID: "units", Region: checks.CaseRegion}, ExportConfigType: inventory.Known("NO_EXPORT"), S3Destination: inventory.Known(codebuild.S3Destination{})}, Want: checks.NotApplicable},
		{Name: "not_said", Given: codebuild.ReportGroup{Ref: inventory.Ref{ID: "units", Region: checks.CaseRegion}, ExportConfigType: inventory.Known("S3"), S3Destination: inventory.Known(codebuild.S3Destination{Bucket: "corp-reports"})}, Want: checks.Unknown},
		{Name: "unread", Given: codebuild.ReportGroup{Ref: inventory.Ref{ID: "units", Region: checks.CaseRegion}, ExportConfigType: unread[string](), S3Destination: unread[codebuild.S3Destination]()}, Want: checks.Unknown},
	},
}

func reportGroupExportEncrypted(v *checks.View[codebuild.ReportGroup]) checks.Verdict {
	if kind, ok := checks.Read(v, v.Resource.ExportConfigType); ok && kind != "S3" {
		return v.NotApplicable("exportConfig.exportConfigType is %s", kind)
	}
	to, _ := checks.Read(v, v.Resource.S3Destination)
	switch {
	case to.EncryptionDisabled == nil:
		return v.Unknown("the answer does not say whether the export to %s is encrypted", to.Bucket)
	case *to.EncryptionDisabled:
		return v.Fail("encryptionDisabled is true for the export to %s", to.Bucket)
	}
	return v.Pass("encryptionDisabled is false for the export to %s", to.Bucket)
}

func reportGroup(disabled bool) codebuild.ReportGroup {
	return codebuild.ReportGroup{
		Ref: inventory.Ref{ID: "units", Region: checks.CaseRegion}, ExportConfigType: inventory.Known("S3"),
		S3Destination: inventory.Known(codebuild.S3Destination{Bucket: "corp-reports", EncryptionDisabled: &disabled}),
	}
}
