package inspector2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/inspector2"
	"github.com/aws/aws-sdk-go-v2/service/inspector2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// AccountType describes Inspector's state in a region. Every region has one, so that nothing lists them.
var AccountType = inventory.Describe[Account]("inspector2.account", BatchGetAccountStatus).Of(responsibility.AWSAccount)

// An Account is what Inspector scans in an account and region. Its ID is the region's name, and it has neither ARN nor
// tags. Each status is ENABLED, ENABLING, DISABLED, DISABLING, SUSPENDED or SUSPENDING.
type Account struct {
	inventory.Ref

	Status           inventory.Fact[string] `json:"accounts.state.status,omitzero"`
	EC2Status        inventory.Fact[string] `json:"accounts.resourceState.ec2.status,omitzero"`
	ECRStatus        inventory.Fact[string] `json:"accounts.resourceState.ecr.status,omitzero"`
	LambdaStatus     inventory.Fact[string] `json:"accounts.resourceState.lambda.status,omitzero"`
	LambdaCodeStatus inventory.Fact[string] `json:"accounts.resourceState.lambdaCode.status,omitzero"`
}

// Type implements inventory.Resource.
func (*Account) Type() *inventory.Type { return AccountType }

// Classify implements inventory.Resource.
func (*Account) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "Inspector's state of the account in a region"}
}

// AccountCollector brings Inspector's state in a region.
var AccountCollector = &collect.Collector{
	Types:   []*inventory.Type{AccountType},
	Lists:   []*inventory.Call{BatchGetAccountStatus},
	Collect: collectAccount,
}

func collectAccount(ctx context.Context, s *collect.Scan) error {
	x, err := status(ctx, s)
	a := &Account{Ref: inventory.Ref{ID: s.Region, Name: "Amazon Inspector", Account: s.Account, Region: s.Region}}
	for _, f := range []struct {
		to *inventory.Fact[string]
		of *types.State
	}{{&a.Status, x.State}, {&a.EC2Status, x.ResourceState.Ec2}, {&a.ECRStatus, x.ResourceState.Ecr}, {&a.LambdaStatus, x.ResourceState.Lambda}, {&a.LambdaCodeStatus, x.ResourceState.LambdaCode}} {
		switch {
		case err != nil:
			*f.to = collect.Answer(s, BatchGetAccountStatus, "", err)
		case f.of != nil:
			*f.to = inventory.FromEnum(f.of.Status)
		default:
			*f.to = inventory.FromEnum("")
		}
	}
	s.Emit(a)
	return ctx.Err()
}

// status returns the state of the scanned account, with the zero state where the answer has none of it. Both
// collectors need it, and one call brings it.
func status(ctx context.Context, s *collect.Scan) (types.AccountState, error) {
	none := types.AccountState{ResourceState: &types.ResourceState{}}
	out, err := collect.Shared(s, BatchGetAccountStatus, func() (*sdk.BatchGetAccountStatusOutput, error) {
		return newClient(s).BatchGetAccountStatus(ctx, &sdk.BatchGetAccountStatusInput{AccountIds: []string{s.Account}})
	})
	if err != nil {
		return none, err
	}
	for _, a := range out.Accounts {
		if aws.ToString(a.AccountId) == s.Account && a.ResourceState != nil {
			return a, nil
		}
	}
	return none, nil
}

// expected are the members without which an answer is none: the SDK reads an empty object as "nothing is covered".
var expected = map[string][]string{
	"BatchGetAccountStatus": {"accounts"}, "ListCoverage": {"coveredResources"}, "ListFindingAggregations": {"responses", "aggregationType"}, "ListFindings": {"findings"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}
