package emrserverless

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/inventory/responsibility"
)

// ApplicationLogArchive wants the logs of jobs where the customer keeps them. What EMR Serverless keeps itself is gone
// after 30 days (user guide, "Storing logs").
var ApplicationLogArchive = &checks.Check[emrserverless.Application]{
	Meta: checks.Meta{
		ID: "emrserverless-application-log-archive", Title: "EMR Serverless applications keep their logs in S3 or CloudWatch Logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "EMR Serverless keeps the logs of a job for 30 days at most, or not at all if told so, and no alarm looks at them. What a job did in spring nobody can read in summer.",
		Fix:  "aws emr-serverless stop-application --application-id ID; aws emr-serverless update-application --application-id ID --monitoring-configuration '{\"s3MonitoringConfiguration\":{\"logUri\":\"s3://BUCKET/PREFIX/\"}}', and let the roles of the jobs write there. Where each job names a place of its own, accept this.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html"},
	},
	Reads: []*inventory.Call{emrserverless.GetApplication},
	Run:   applicationLogArchive,
	Cases: []checks.Case[emrserverless.Application]{
		{Name: "bucket", Given: application(), Want: checks.Pass},
		{Name: "cloudwatch", Given: application(logs(false, "", true)), Want: checks.Pass},
		{Name: "managed_alone", Given: application(logs(true, "", false)), Want: checks.Fail},
		{Name: "nowhere", Given: application(logs(false, "", false)), Want: checks.Fail},
		{Name: "denied", Given: application(func(a *emrserverless.Application) {
			a.S3LogURI, a.CloudWatchLogs = denied[string](emrserverless.GetApplication), denied[bool](emrserverless.GetApplication)
		}), Want: checks.Unknown},
		{Name: "half_said", Given: application(logs(true, "", false), func(a *emrserverless.Application) { a.CloudWatchLogs = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
	},
}

func applicationLogArchive(v *checks.View[emrserverless.Application]) checks.Verdict {
	if uri, _ := checks.Read(v, v.Resource.S3LogURI); uri != "" {
		return v.Pass("s3MonitoringConfiguration.logUri is %s", uri)
	}
	if on, _ := checks.Read(v, v.Resource.CloudWatchLogs); on {
		return v.Pass("cloudWatchLoggingConfiguration.enabled is true")
	}
	if managed, known := checks.Peek(v, v.Resource.ManagedLogs); known && !managed {
		return v.Fail("s3MonitoringConfiguration.logUri is not set, and cloudWatchLoggingConfiguration.enabled and managedPersistenceMonitoringConfiguration.enabled are false: no log is kept")
	}
	return v.Fail("s3MonitoringConfiguration.logUri is not set and cloudWatchLoggingConfiguration.enabled is false: EMR Serverless alone keeps logs, for 30 days")
}
