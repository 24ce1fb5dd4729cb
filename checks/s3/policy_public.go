package s3

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketPolicyNotPublic takes AWS's own answer, and shows ours beside it. Where AWS's definition leaves no doubt, AWS is
// not asked.
var BucketPolicyNotPublic = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-policy-not-public",
		Title:    "The bucket policy is not public",
		Duty:     responsibility.NetExposure,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "A policy that AWS itself calls public lets in callers whom it does not name. What they get is up to the statement; the internet finds out soon.",
		Fix:      "Name the principals, or bind the statement with aws:PrincipalOrgID, aws:SourceVpce or aws:SourceIp. Then switch the block on: aws s3api put-public-access-block",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html",
		},
	},
	Reads: []*inventory.Call{s3.GetBucketPolicy, s3.GetBucketPolicyStatus, s3.GetPublicAccessBlock, s3.GetAccountPublicAccessBlock},
	With:  guardrails.Wants(),
	Run:   bucketPolicyNotPublic,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "no_policy", Given: bucket(), Want: checks.Pass},
		{Name: "deny_alone", Given: bucket(policy(tlsPolicy), noStatus), Want: checks.Pass},
		{Name: "named_alone", Given: bucket(policy(partnerPolicy), noStatus), Want: checks.Pass},
		{Name: "from_one_network", Given: bucket(policy(vpcPolicy), status(false)), Want: checks.Pass},
		{Name: "anyone", Given: bucket(policy(readPolicy), noStatus), Want: checks.Fail},
		{Name: "both_say_public", Given: bucket(policy(patternPolicy), status(true)), Want: checks.Fail},
		{Name: "aws_alone_says_public", Given: bucket(policy(vpcPolicy), status(true)), Want: checks.Fail},
		{Name: "we_alone_say_public", Given: bucket(policy(patternPolicy), status(false)), Want: checks.Fail},
		{Name: "restricted", Given: bucket(policy(readPolicy), own(blocked()), func(b *s3.Bucket) { b.IsPublic = inventory.Fact[bool]{} }), Want: checks.Pass},
		{Name: "public_and_status_denied", Given: bucket(policy(patternPolicy), noStatus), Want: checks.Fail},
		{Name: "private_and_status_denied", Given: bucket(policy(vpcPolicy), noStatus), Want: checks.Unknown},
		{Name: "block_denied", Given: bucket(policy(readPolicy), status(true), noBlock), Want: checks.Unknown},
		{Name: "policy_denied", Given: bucket(noPolicy), Want: checks.Unknown},
	},
}

// patternPolicy is public by what its condition lets through, which takes a second look to see.
const patternPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*","Condition":{"StringLike":{"aws:UserAgent":"*"}}}]}`

func noStatus(b *s3.Bucket) { b.IsPublic = inventory.Missing[bool](denied(s3.GetBucketPolicyStatus)) }

func bucketPolicyNotPublic(v *checks.View[s3.Bucket]) checks.Verdict {
	p, unread := policyRead(v)
	if unread != nil {
		return *unread
	}
	if p.doc == nil {
		return v.Pass("there is no bucket policy")
	}
	if inForce(v, restricts) {
		return v.Pass("RestrictPublicBuckets is in force: a public policy reaches AWS services and the account alone")
	}
	d := decide(v, p.doc)
	switch {
	case p.certain && p.public:
		return v.Fail("the policy lets in everyone under no condition, which S3 calls public; by our reading it is %s: %s", d.Class, d.Why)
	case p.certain && !d.Class.Public():
		return v.Pass("the policy lets in those whom it names and nobody else, which S3 does not call public; it reaches no further than %s", d.Class)
	}
	public, told := checks.Peek(v, v.Resource.IsPublic)
	switch {
	case public && d.Class.Public():
		return v.Fail("AWS calls the policy public, and it is: %s", d.Why)
	case public:
		return v.Fail("AWS calls the policy public; by our reading it is %s: %s", d.Class, d.Why)
	case d.Class.Public() && told:
		return v.Fail("AWS does not call the policy public, yet it is %s: %s", d.Class, d.Why)
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case d.Class == access.ClassUnknown:
		return v.Pass("AWS does not call the policy public; by our reading it cannot be told: %s", d.Why)
	}
	return v.Pass("AWS does not call the policy public, and it reaches no further than %s", d.Class)
}
