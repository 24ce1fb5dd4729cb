package s3

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketNoPublicWrite asks that no stranger writes: policy, ACL and block together.
var BucketNoPublicWrite = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-no-public-write",
		Title:    "The policy and the ACL of the bucket let nobody outside write",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "Strangers can replace files that your users load, fill the bucket at your cost, delete the data, or change the policy and take the bucket over.",
		Fix:      "Switch the block on (aws s3api put-public-access-block), or take the public statement out of the policy and the public grant out of the ACL. Take uploads through presigned URLs.",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
		},
	},
	Reads: publicReads(),
	With:  guardrails.Wants(),
	Run: func(v *checks.View[s3.Bucket]) checks.Verdict {
		return noStranger(v, "write", writeProbes, writes, "WRITE", "WRITE_ACP", "FULL_CONTROL")
	},
	Cases: []checks.Case[s3.Bucket]{
		{Name: "private", Given: bucket(), Want: checks.Pass},
		{Name: "public_policy", Given: bucket(policy(writePolicy)), Want: checks.Fail},
		{Name: "public_policy_restricted", Given: bucket(policy(writePolicy), own(blocked())), Want: checks.Pass},
		{Name: "everything_public", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]}]}`)), Want: checks.Fail},
		{Name: "public_read_alone", Given: bucket(policy(readPolicy)), Want: checks.Pass},
		{Name: "every_account_writes", Given: bucket(acl([2]string{signedIn, "WRITE"})), Want: checks.Fail},
		{Name: "every_account_reads", Given: bucket(acl([2]string{signedIn, "READ"})), Want: checks.Pass},
		{Name: "block_unread", Given: bucket(policy(writePolicy), noBlock), Want: checks.Unknown},
		{Name: "policy_denied", Given: bucket(noPolicy), Want: checks.Unknown},
	},
}
