package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketLoggingTarget asks that access logs arrive somewhere of use.
var BucketLoggingTarget = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-logging-target",
		Title:    "Access logs go to another bucket of the account that exists",
		Duty:     responsibility.OpsLogging,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Logs for a bucket that is gone are dropped without a word. Logs that a bucket writes into itself make new requests, which make new logs, and lie where the one who deletes the data deletes them too.",
		Fix:      "aws s3api put-bucket-logging with a TargetBucket of the same account and Region that only takes logs.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketLogging},
	With:  []inventory.Want{{Type: s3.BucketType}},
	Run:   bucketLoggingTarget,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "other_bucket", Given: bucket(logsTo("logs")), With: []inventory.Resource{&s3.Bucket{Ref: inventory.Ref{ID: "logs", Region: checks.CaseRegion}}}, Want: checks.Pass},
		{Name: "itself", Given: bucket(logsTo(caseBucket)), Want: checks.Fail},
		{Name: "gone", Given: bucket(logsTo("logs")), Want: checks.Fail},
		{Name: "not_all_listed", Given: bucket(logsTo("logs")), Incomplete: []inventory.Kind{s3.BucketType.Kind}, Want: checks.Unknown},
		{Name: "off", Given: bucket(), Want: checks.NotApplicable},
		{Name: "denied", Given: bucket(noLogging), Want: checks.Unknown},
	},
}

func bucketLoggingTarget(v *checks.View[s3.Bucket]) checks.Verdict {
	to, _ := checks.Read(v, v.Resource.Logging)
	switch to.TargetBucket {
	case "":
		return v.NotApplicable("LoggingEnabled is not set")
	case v.Resource.ID:
		return v.Fail("TargetBucket is the bucket itself").At(checks.Low)
	}
	// S3 asks that the target is in the bucket's own Region and account.
	if _, found := checks.Find[s3.Bucket](v, v.Resource.Region, to.TargetBucket); !found {
		return v.Fail("TargetBucket %s is not among the account's buckets in %s", to.TargetBucket, v.Resource.Region)
	}
	return v.Pass("access logs go to %s", to.TargetBucket)
}
