package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketVersionedLifecycle asks that old versions do not pile up.
var BucketVersionedLifecycle = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-versioned-lifecycle",
		Title:    "Old versions of objects expire or move on",
		Duty:     responsibility.DataBackup,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "In a versioned bucket a deletion only hides. Data that had to be erased stays readable by its version id, and every version is paid for, until a rule removes it.",
		Fix:      "Add an enabled rule with NoncurrentVersionExpiration (aws s3api put-bucket-lifecycle-configuration).",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketVersioning, s3.GetBucketLifecycleConfiguration},
	Run:   bucketVersionedLifecycle,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "old_versions_expire", Given: bucket(versioning("Enabled", ""), lifecycle(s3.LifecycleRule{Status: "Enabled", Actions: []string{"NoncurrentVersionExpiration"}})), Want: checks.Pass},
		{Name: "objects_alone_expire", Given: bucket(versioning("Enabled", ""), lifecycle(s3.LifecycleRule{Status: "Enabled", Actions: []string{"Expiration"}})), Want: checks.Fail},
		{Name: "no_rules", Given: bucket(versioning("Suspended", "")), Want: checks.Fail},
		{Name: "no_versions", Given: bucket(), Want: checks.NotApplicable},
		{Name: "denied", Given: bucket(versioning("Enabled", ""), noLifecycle), Want: checks.Unknown},
	},
}

func bucketVersionedLifecycle(v *checks.View[s3.Bucket]) checks.Verdict {
	is, _ := checks.Read(v, v.Resource.VersioningStatus)
	if is == "" {
		return v.NotApplicable("versioning was never enabled")
	}
	rules, _ := checks.Read(v, v.Resource.LifecycleRules)
	if acting(rules, "NoncurrentVersionExpiration", "NoncurrentVersionTransitions") > 0 {
		return v.Pass("versioning is %s, and an enabled rule acts on old versions", is)
	}
	return v.Fail("versioning is %s, and none of %d lifecycle rules acts on old versions", is, len(rules))
}
