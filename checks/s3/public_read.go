package s3

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketNoPublicRead asks that no stranger reads: policy, ACL and block together.
var BucketNoPublicRead = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-no-public-read",
		Title:    "The policy and the ACL of the bucket let nobody outside read",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "Whoever finds the bucket's name can list and copy what is in it. Names are guessed by machines all day.",
		Fix:      "Switch the block on (aws s3api put-public-access-block), or take the public statement out of the policy and the public grant out of the ACL. Publish what must be public through CloudFront.",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
		},
	},
	Reads: publicReads(),
	With:  guardrails.Wants(),
	Run: func(v *checks.View[s3.Bucket]) checks.Verdict {
		return noStranger(v, "read", readProbes, reads, "READ", "READ_ACP", "FULL_CONTROL")
	},
	Cases: []checks.Case[s3.Bucket]{
		{Name: "private", Given: bucket(), Want: checks.Pass},
		{Name: "public_policy", Given: bucket(policy(readPolicy)), Want: checks.Fail},
		{Name: "public_policy_restricted", Given: bucket(policy(readPolicy), own(blocked())), Want: checks.Pass},
		{Name: "public_policy_restricted_by_the_account", Given: bucket(policy(readPolicy), accounts(blocked())), Want: checks.Pass},
		{Name: "public_write_alone", Given: bucket(policy(writePolicy)), Want: checks.Pass},
		{Name: "public_acl", Given: bucket(acl([2]string{allUsers, "READ"})), Want: checks.Fail},
		{Name: "public_acl_ignored", Given: bucket(acl([2]string{allUsers, "READ"}), own(blocked())), Want: checks.Pass},
		{Name: "public_policy_beside_an_unread_acl", Given: bucket(noACL, policy(readPolicy)), Want: checks.Fail},
		{Name: "from_one_network", Given: bucket(policy(vpcPolicy)), Want: checks.Pass},
		{Name: "other_account", Given: bucket(policy(partnerPolicy)), Want: checks.Pass},
		{Name: "block_unread", Given: bucket(policy(readPolicy), noBlock), Want: checks.Unknown},
		{Name: "acl_denied", Given: bucket(noACL), Want: checks.Unknown},
		{Name: "policy_denied", Given: bucket(noPolicy), Want: checks.Unknown},
		{Name: "not_a_policy", Given: bucket(policy("<ListBucketResult/>")), Want: checks.Unknown},
	},
}
