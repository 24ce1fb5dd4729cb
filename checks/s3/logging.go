package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketLogging asks for a record of who used the bucket.
var BucketLogging = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-logging",
		Title:    "Server access logging is on",
		Duty:     responsibility.OpsLogging,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "After a leak the first question is which objects were read, by whom. CloudTrail does not record reads of objects unless its data events are switched on; without access logs nobody can say.",
		Fix:      "aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status '{\"LoggingEnabled\":{\"TargetBucket\":\"LOG_BUCKET\",\"TargetPrefix\":\"BUCKET/\"}}'. A bucket that only takes logs needs none: accept the finding there.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketLogging},
	Run:   bucketLogging,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "on", Given: bucket(logsTo("logs")), Want: checks.Pass},
		{Name: "off", Given: bucket(), Want: checks.Fail},
		{Name: "denied", Given: bucket(noLogging), Want: checks.Unknown},
	},
}

func logsTo(target string) func(*s3.Bucket) {
	return func(b *s3.Bucket) {
		b.Logging = inventory.Known(s3.Logging{TargetBucket: target, TargetPrefix: "orders/"})
	}
}

func noLogging(b *s3.Bucket) { b.Logging = inventory.Missing[s3.Logging](denied(s3.GetBucketLogging)) }

func bucketLogging(v *checks.View[s3.Bucket]) checks.Verdict {
	to, _ := checks.Read(v, v.Resource.Logging)
	if to.TargetBucket == "" {
		return v.Fail("LoggingEnabled is not set")
	}
	return v.Pass("access logs go to %s", to.TargetBucket)
}
