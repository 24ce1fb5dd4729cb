package s3

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketBlockPublicAccess asks that the block is in force on the bucket, whoever set it.
var BucketBlockPublicAccess = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-block-public-access",
		Title:    "Public access to the bucket is blocked, by its own settings or the account's",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Without the block, whoever may write the bucket's policy or an object's ACL can publish it, by mistake or on purpose.",
		Fix:      "aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
	},
	Reads: []*inventory.Call{s3.GetPublicAccessBlock, s3.GetAccountPublicAccessBlock},
	Run:   bucketBlockPublicAccess,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "bucket", Given: bucket(own(blocked())), Want: checks.Pass},
		{Name: "account", Given: bucket(accounts(blocked())), Want: checks.Pass},
		{Name: "account_alone_asked", Given: bucket(accounts(blocked()), func(b *s3.Bucket) { b.PublicAccessBlock = inventory.Fact[s3.PublicAccessBlock]{} }), Want: checks.Pass},
		{Name: "both_together", Given: bucket(own(s3.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true}), accounts(s3.PublicAccessBlock{BlockPublicPolicy: true, RestrictPublicBuckets: true})), Want: checks.Pass},
		{Name: "off", Given: bucket(own(s3.PublicAccessBlock{BlockPublicAcls: true})), Want: checks.Fail},
		{Name: "denied", Given: bucket(noBlock), Want: checks.Unknown},
		{Name: "account_denied", Given: bucket(func(b *s3.Bucket) {
			b.AccountPublicAccessBlock = inventory.Missing[s3.PublicAccessBlock](denied(s3.GetAccountPublicAccessBlock))
		}), Want: checks.Unknown},
	},
}

func bucketBlockPublicAccess(v *checks.View[s3.Bucket]) checks.Verdict {
	whole, _ := checks.Read(v, v.Resource.AccountPublicAccessBlock)
	if len(whole.Off()) == 0 {
		return v.Pass("all four settings are on for the account, and so in force on the bucket")
	}
	block, _ := checks.Read(v, v.Resource.PublicAccessBlock)
	if off := block.Or(whole).Off(); len(off) > 0 {
		return v.Fail("off for the bucket and for the account: %s", strings.Join(off, ", "))
	}
	return v.Pass("each of the four settings is on for the bucket or for the account")
}

// inForce reports whether a setting of the block is in force on the bucket. The verdict needs to know: what a policy or
// an ACL grants counts only without it. The account's block is looked at first: where it has everything on, the
// bucket's own was not asked for.
func inForce(v *checks.View[s3.Bucket], setting func(s3.PublicAccessBlock) bool) bool {
	block, ok := checks.Read(v, v.Resource.AccountPublicAccessBlock)
	if ok && setting(block) {
		return true
	}
	block, ok = checks.Read(v, v.Resource.PublicAccessBlock)
	return ok && setting(block)
}

func restricts(b s3.PublicAccessBlock) bool { return b.RestrictPublicBuckets }
func ignores(b s3.PublicAccessBlock) bool   { return b.IgnorePublicAcls }
