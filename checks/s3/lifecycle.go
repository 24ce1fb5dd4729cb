package s3

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketLifecycle asks that somebody decided what becomes of objects in time.
var BucketLifecycle = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-lifecycle",
		Title:    "The bucket has lifecycle rules",
		Duty:     responsibility.DataBackup,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "What is never deleted is kept beyond what the law or a contract allows, costs more each month, and is all there for whoever gets in.",
		Fix:      "aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration file://rules.json, at the least with AbortIncompleteMultipartUpload.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketLifecycleConfiguration},
	Run:   bucketLifecycle,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enabled_rule", Given: bucket(lifecycle(s3.LifecycleRule{ID: "old", Status: "Enabled", Actions: []string{"Expiration"}})), Want: checks.Pass},
		{Name: "disabled_rule", Given: bucket(lifecycle(s3.LifecycleRule{ID: "old", Status: "Disabled", Actions: []string{"Expiration"}})), Want: checks.Fail},
		{Name: "none", Given: bucket(), Want: checks.Fail},
		{Name: "denied", Given: bucket(noLifecycle), Want: checks.Unknown},
	},
}

func bucketLifecycle(v *checks.View[s3.Bucket]) checks.Verdict {
	rules, _ := checks.Read(v, v.Resource.LifecycleRules)
	if n := acting(rules); n > 0 {
		return v.Pass("%d of %d lifecycle rules are enabled", n, len(rules))
	}
	return v.Fail("none of %d lifecycle rules is enabled", len(rules))
}

// acting counts the enabled rules that have one of the actions, or any when none is named.
func acting(rules []s3.LifecycleRule, actions ...string) int {
	n := 0
	for _, r := range rules {
		if r.Status == "Enabled" && (len(actions) == 0 || slices.ContainsFunc(r.Actions, func(a string) bool { return slices.Contains(actions, a) })) {
			n++
		}
	}
	return n
}
