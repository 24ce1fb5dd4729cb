package s3

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// AccountBlockPublicAccess asks for the one switch that covers every bucket, those of tomorrow included.
var AccountBlockPublicAccess = &checks.Check[s3.Account]{
	Meta: checks.Meta{
		ID:       "s3-account-block-public-access",
		Title:    "The account blocks public access to all of its buckets",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Without the account's block, one careless bucket policy or ACL publishes data, on any bucket and at any time. With it no setting of a single bucket can.",
		Fix:      "Check that no bucket is public on purpose, then: aws s3control put-public-access-block --account-id ACCOUNT_ID --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
	},
	Run: accountBlockPublicAccess,
	Cases: []checks.Case[s3.Account]{
		{Name: "all_on", Given: account(inventory.Known(blocked())), Want: checks.Pass},
		{Name: "one_off", Given: account(inventory.Known(s3.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true})), Want: checks.Fail},
		{Name: "none", Given: account(inventory.Known(s3.PublicAccessBlock{})), Want: checks.Fail},
		{Name: "denied", Given: account(inventory.Missing[s3.PublicAccessBlock](denied(s3.GetAccountPublicAccessBlock))), Want: checks.Unknown},
	},
}

func account(block inventory.Fact[s3.PublicAccessBlock]) s3.Account {
	return s3.Account{Ref: inventory.Ref{ID: checks.CaseAccount}, PublicAccessBlock: block}
}

func accountBlockPublicAccess(v *checks.View[s3.Account]) checks.Verdict {
	block, _ := checks.Read(v, v.Resource.PublicAccessBlock)
	if off := block.Off(); len(off) > 0 {
		return v.Fail("off for the account: %s", strings.Join(off, ", "))
	}
	return v.Pass("all four settings are on for the account")
}
