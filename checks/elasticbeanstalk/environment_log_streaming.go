package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentLogStreaming wants instance logs in CloudWatch Logs.
var EnvironmentLogStreaming = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-log-streaming", Title: "Environments stream their logs to CloudWatch", Duty: responsibility.OpsLogging, Severity: checks.High, Since: "0.1",
		Why:  "Without streaming the logs are on the disks of instances that scaling and updates throw away, and an intruder on one of them can wipe what shows how he came in.",
		Fix:  "aws elasticbeanstalk update-environment --environment-name NAME --option-settings Namespace=aws:elasticbeanstalk:cloudwatch:logs,OptionName=StreamLogs,Value=true",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html"},
	},
	Reads: reads(),
	Run: func(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
		stream, _ := checks.Read(v, v.Resource.StreamLogs)
		if !stream {
			return v.Fail("option StreamLogs is false")
		}
		return v.Pass("option StreamLogs is true")
	},
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "streamed", Given: environment(), Want: checks.Pass},
		{Name: "on_disk_only", Given: environment(func(e *elasticbeanstalk.Environment) { e.StreamLogs = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.StreamLogs = denied[bool](elasticbeanstalk.DescribeConfigurationSettings)
		}), Want: checks.Unknown},
	},
}
