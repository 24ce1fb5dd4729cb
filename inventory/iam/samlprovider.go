package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A SAMLProvider is a SAML identity provider that roles can trust. Its ID is its ARN, which trust policies name.
type SAMLProvider struct {
	inventory.Ref
	CreateDate inventory.Fact[time.Time] `json:"CreateDate,omitzero"`
	// ValidUntil is when the provider's metadata document ends.
	ValidUntil inventory.Fact[time.Time] `json:"ValidUntil,omitzero"`
}

// SAMLProviderType describes iam.saml_provider.
var SAMLProviderType = inventory.Describe[SAMLProvider]("iam.saml_provider", ListSAMLProviders).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*SAMLProvider) Type() *inventory.Type { return SAMLProviderType }

// Classify implements inventory.Resource.
func (*SAMLProvider) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the account trusts the provider"}
}

// SAMLProviderCollector brings the SAML providers. In an account of which the summary counts no identity providers the
// listing is left out: the summary serves the root user and the server certificates too. A failure of the summary costs
// nothing here, since the listing is asked then.
var SAMLProviderCollector = &collect.Collector{
	Types:   []*inventory.Type{SAMLProviderType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{ListSAMLProviders, GetAccountSummary},
	Collect: collectSAMLProviders,
}

func collectSAMLProviders(ctx context.Context, s *collect.Scan) error {
	client := iam.NewFromConfig(s.Config())
	if summaryOf(ctx, s, client).none(types.SummaryKeyTypeProviders) {
		return nil
	}
	out, err := client.ListSAMLProviders(ctx, nil)
	if err != nil {
		return err
	}
	if out.SAMLProviderList == nil {
		return &collect.AnswerError{What: "the answer has no SAMLProviderList"}
	}
	for _, p := range out.SAMLProviderList {
		r := ref(s, p.Arn, p.Arn, "saml-provider")
		r.Name = afterSlash(aws.ToString(p.Arn))
		s.Emit(&SAMLProvider{Ref: r, CreateDate: inventory.FromPtr(p.CreateDate), ValidUntil: inventory.FromPtr(p.ValidUntil)})
	}
	return nil
}
