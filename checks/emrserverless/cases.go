package emrserverless

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
)

// registry is where the custom images of the examples are.
const registry = checks.CaseAccount + ".dkr.ecr.eu-central-1.amazonaws.com/"

// pinned is the digest of such an image.
const pinned = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// application is one with which nothing is wrong, with the changes. It has no custom image.
func application(changes ...func(*emrserverless.Application)) emrserverless.Application {
	a := emrserverless.Application{
		Ref:   inventory.Ref{ID: "00f1aaaaaaaaaa", Name: "rollups", ARN: "arn:aws:emr-serverless:eu-central-1:" + checks.CaseAccount + ":/applications/00f1aaaaaaaaaa", Region: checks.CaseRegion},
		State: inventory.Known("STARTED"), ReleaseLabel: inventory.Known("emr-7.9.0"), EngineType: inventory.Known("Spark"), Architecture: inventory.Known("ARM64"),
		SubnetIDs: inventory.Known([]string{"subnet-1", "subnet-2"}), SecurityGroupIDs: inventory.Known([]string{"sg-1"}),
		ImageURI: inventory.Known(""), WorkerImages: inventory.Known[[]emrserverless.WorkerImage](nil),
		ManagedLogs: inventory.Known(true), ManagedLogsKeyARN: inventory.Known(customerkey.ExampleARN), S3LogURI: inventory.Known("s3://logs/spark/"), S3LogsKeyARN: inventory.Known(""),
		CloudWatchLogs: inventory.Known(false), CloudWatchLogsKeyARN: inventory.Known(""), DiskKeyARN: inventory.Known(customerkey.ExampleARN),
		AutoStop: inventory.Known(true), LivyEndpoint: inventory.Known(false), Studio: inventory.Known(false),
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

func image(uri string) func(*emrserverless.Application) {
	return func(a *emrserverless.Application) { a.ImageURI = inventory.Known(uri) }
}

func workers(list ...emrserverless.WorkerImage) func(*emrserverless.Application) {
	return func(a *emrserverless.Application) { a.WorkerImages = inventory.Known(list) }
}

// logs sets where the logs go: what EMR Serverless keeps, a bucket, and CloudWatch Logs.
func logs(managed bool, s3 string, cloudWatch bool) func(*emrserverless.Application) {
	return func(a *emrserverless.Application) {
		a.ManagedLogs, a.S3LogURI, a.CloudWatchLogs = inventory.Known(managed), inventory.Known(s3), inventory.Known(cloudWatch)
	}
}
