package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketVersioning asks that overwritten and deleted objects can be brought back.
var BucketVersioning = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-versioning",
		Title:    "Versioning is enabled",
		Duty:     responsibility.DataBackup,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "S3 keeps objects safe from failing disks, not from a wrong command, a bad release or an intruder: what is overwritten or deleted in a bucket without versions is gone at once.",
		Fix:      "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled, with a lifecycle rule that expires old versions.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketVersioning},
	Run:   bucketVersioning,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enabled", Given: bucket(versioning("Enabled", "")), Want: checks.Pass},
		{Name: "suspended", Given: bucket(versioning("Suspended", "")), Want: checks.Fail},
		{Name: "never", Given: bucket(), Want: checks.Fail},
		{Name: "denied", Given: bucket(noVersioning), Want: checks.Unknown},
	},
}

func bucketVersioning(v *checks.View[s3.Bucket]) checks.Verdict {
	switch is, _ := checks.Read(v, v.Resource.VersioningStatus); is {
	case "Enabled":
		return v.Pass("Status is Enabled")
	case "":
		return v.Fail("versioning was never enabled")
	default:
		return v.Fail("Status is %s: new writes replace what is there", is)
	}
}
