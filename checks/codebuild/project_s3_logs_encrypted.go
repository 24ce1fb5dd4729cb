package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectS3LogsEncrypted finds logs that are written in the clear.
var ProjectS3LogsEncrypted = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-s3-logs-encrypted", Title: "Build logs in buckets are encrypted", Duty: responsibility.DataRest, Severity: checks.Low, Since: "0.1",
		Why:  "The output of builds shows addresses, versions and, by mistake, secrets. Written without encryption it is as open as the bucket.",
		Fix:  "aws codebuild update-project --name NAME --logs-config s3Logs={status=ENABLED,location=BUCKET/PREFIX,encryptionDisabled=false}",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-3"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		l, _ := checks.Read(v, v.Resource.Logs)
		switch {
		case l.S3LogsStatus != "ENABLED":
			return v.NotApplicable("logsConfig.s3Logs.status is %s", l.S3LogsStatus)
		case l.S3LogsEncryptionDisabled:
			return v.Fail("logsConfig.s3Logs.encryptionDisabled is true for the logs in %s", l.S3LogsLocation)
		}
		return v.Pass("logsConfig.s3Logs.encryptionDisabled is false for the logs in %s", l.S3LogsLocation)
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "encrypted", Given: project(), Want: checks.Pass},
		{Name: "plain", Given: project(func(p *codebuild.Project) {
			p.Logs = inventory.Known(codebuild.Logs{S3LogsStatus: "ENABLED", S3LogsLocation: "b/logs", S3LogsEncryptionDisabled: true})
		}), Want: checks.Fail},
		{Name: "no_bucket", Given: project(func(p *codebuild.Project) {
			p.Logs = inventory.Known(codebuild.Logs{CloudWatchLogsStatus: "ENABLED", S3LogsStatus: "DISABLED"})
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Logs = unread[codebuild.Logs]() }), Want: checks.Unknown},
	},
}
