package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectLogging wants the output of builds kept.
var ProjectLogging = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-logging", Title: "Build projects keep logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "A build runs code that somebody pushed, with the project's role. Without its output nobody can tell afterwards what it did.",
		Fix:  "aws codebuild update-project --name NAME --logs-config cloudWatchLogs={status=ENABLED}",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-4"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		l, _ := checks.Read(v, v.Resource.Logs)
		if l.CloudWatchLogsStatus != "ENABLED" && l.S3LogsStatus != "ENABLED" {
			return v.Fail("logsConfig has cloudWatchLogs %s and s3Logs %s", l.CloudWatchLogsStatus, l.S3LogsStatus)
		}
		return v.Pass("logsConfig has cloudWatchLogs %s and s3Logs %s", l.CloudWatchLogsStatus, l.S3LogsStatus)
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "both", Given: project(), Want: checks.Pass},
		{Name: "bucket_alone", Given: project(func(p *codebuild.Project) {
			p.Logs = inventory.Known(codebuild.Logs{CloudWatchLogsStatus: "DISABLED", S3LogsStatus: "ENABLED"})
		}), Want: checks.Pass},
		{Name: "off", Given: project(func(p *codebuild.Project) {
			p.Logs = inventory.Known(codebuild.Logs{CloudWatchLogsStatus: "DISABLED", S3LogsStatus: "DISABLED"})
		}), Want: checks.Fail},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Logs = unread[codebuild.Logs]() }), Want: checks.Unknown},
	},
}
