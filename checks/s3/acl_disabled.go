package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketACLDisabled asks that ACLs have no effect on the bucket and its objects.
var BucketACLDisabled = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-acl-disabled",
		Title:    "ACLs are disabled on the bucket",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "With ACLs in force each object can have grants of its own, which nobody reviews, and an object that another account writes belongs to that account. Policies alone can be read in one place.",
		Fix:      "Move what the ACLs grant into the bucket policy, then: aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketOwnershipControls},
	Run:   bucketACLDisabled,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enforced", Given: bucket(), Want: checks.Pass},
		{Name: "writer_owns", Given: bucket(acl([2]string{allUsers, "READ"})), Want: checks.Fail},
		{Name: "no_controls", Given: bucket(noACL), Want: checks.Fail},
		{Name: "denied", Given: bucket(func(b *s3.Bucket) {
			b.ObjectOwnership = inventory.Missing[string](denied(s3.GetBucketOwnershipControls))
		}), Want: checks.Unknown},
	},
}

func bucketACLDisabled(v *checks.View[s3.Bucket]) checks.Verdict {
	ownership, _ := checks.Read(v, v.Resource.ObjectOwnership)
	switch ownership {
	case "BucketOwnerEnforced":
		return v.Pass("ObjectOwnership is BucketOwnerEnforced")
	case "":
		ownership = "not set"
	}
	return v.Fail("ObjectOwnership is %s: ACLs are in force", ownership)
}
