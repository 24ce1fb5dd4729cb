package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3control"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// An Account is the account as S3 sees it: its id is the account's, and there is exactly one.
type Account struct {
	inventory.Ref
	PublicAccessBlock inventory.Fact[PublicAccessBlock] `json:"PublicAccessBlockConfiguration,omitzero"`
}

// AccountType describes kind s3.account.
var AccountType = inventory.Describe[Account]("s3.account", GetAccountPublicAccessBlock).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*Account) Type() *inventory.Type { return AccountType }

// Classify implements inventory.Resource.
func (*Account) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "it is the account"}
}

// AccountCollector brings the account's own block on public access, in one call. The account is there whether or not
// the call succeeds: a failure is a gap in its fact, and no failure of coverage.
var AccountCollector = &collect.Collector{
	Types:   []*inventory.Type{AccountType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{GetAccountPublicAccessBlock},
	Collect: collectAccount,
}

func collectAccount(ctx context.Context, s *collect.Scan) error {
	a := &Account{Ref: s.Ref(s.Account, "iam", "root")}
	a.PublicAccessBlock = accountBlock(ctx, s)
	s.Emit(a)
	return nil
}

// accountBlock asks once in a scan, whichever collector comes first.
func accountBlock(ctx context.Context, s *collect.Scan) inventory.Fact[PublicAccessBlock] {
	out, err := collect.Shared(s, GetAccountPublicAccessBlock, func() (*sdk.GetPublicAccessBlockOutput, error) {
		return controlClient(s.Config()).GetPublicAccessBlock(ctx, &sdk.GetPublicAccessBlockInput{AccountId: aws.String(s.Account)})
	})
	if err != nil {
		return collect.Answer(s, GetAccountPublicAccessBlock, PublicAccessBlock{}, err)
	}
	c := out.PublicAccessBlockConfiguration
	if c == nil {
		return inventory.FromPtr[PublicAccessBlock](nil)
	}
	return blockOf(c.BlockPublicAcls, c.IgnorePublicAcls, c.BlockPublicPolicy, c.RestrictPublicBuckets)
}
