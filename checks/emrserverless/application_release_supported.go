package emrserverless

import (
	"demarc/checks"
	"demarc/checks/emr/releases"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/inventory/responsibility"
)

// ApplicationReleaseSupported asks for a release in standard support.
var ApplicationReleaseSupported = &checks.Check[emrserverless.Application]{
	Meta: checks.Meta{
		ID: "emrserverless-application-release-supported", Title: "The release of an EMR Serverless application is in standard support", Duty: responsibility.EngineVersion, Severity: checks.High, Since: "0.1",
		Why:  "AWS operates the workers, and the application says with which release. Two years after its day AWS stops fixing it: Spark, Hive and the Java under them keep every hole that is found from then on.",
		Fix:  "aws emr-serverless stop-application --application-id ID; aws emr-serverless update-application --application-id ID --release-label LABEL; try the jobs with the new release before.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-standard-support.html", "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-versions.html"},
	},
	Run: func(v *checks.View[emrserverless.Application]) checks.Verdict {
		return releases.Supported(v, "releaseLabel", v.Resource.ReleaseLabel)
	},
	Cases: []checks.Case[emrserverless.Application]{
		{Name: "supported", Given: application(), Want: checks.Pass},
		{Name: "ended", Given: application(release("emr-7.3.0")), Want: checks.Fail},
		{Name: "line_without_dates", Given: application(release("emr-6.15.0")), Want: checks.Unknown},
		{Name: "preview", Given: application(release("emr-spark-8.0-preview")), Want: checks.Unknown},
		{Name: "denied", Given: application(func(a *emrserverless.Application) { a.ReleaseLabel = denied[string](emrserverless.ListApplications) }), Want: checks.Unknown},
	},
}

func release(label string) func(*emrserverless.Application) {
	return func(a *emrserverless.Application) { a.ReleaseLabel = inventory.Known(label) }
}
