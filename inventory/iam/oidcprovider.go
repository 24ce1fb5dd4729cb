package iam

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// An OIDCProvider is an OpenID Connect identity provider that roles can trust. Its ID is its ARN, which trust policies
// name.
type OIDCProvider struct {
	inventory.Ref
	// ClientIDList holds the audiences that the provider may be used with.
	ClientIDList inventory.Fact[[]string] `json:"ClientIDList,omitzero" call:"GetOpenIDConnectProvider"`
	// URL is the issuer, without its scheme.
	URL inventory.Fact[string] `json:"Url,omitzero" call:"GetOpenIDConnectProvider"`
}

// OIDCProviderType describes iam.oidc_provider.
var OIDCProviderType = inventory.Describe[OIDCProvider]("iam.oidc_provider", ListOpenIDConnectProviders, GetOpenIDConnectProvider).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*OIDCProvider) Type() *inventory.Type { return OIDCProviderType }

// Classify implements inventory.Resource.
func (*OIDCProvider) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the account trusts the provider"}
}

// OIDCProviderCollector brings the OpenID Connect providers.
var OIDCProviderCollector = &collect.Collector{
	Types:   []*inventory.Type{OIDCProviderType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{ListOpenIDConnectProviders},
	Details: []*inventory.Call{GetOpenIDConnectProvider},
	Collect: collectOIDCProviders,
}

func collectOIDCProviders(ctx context.Context, s *collect.Scan) error {
	client := iam.NewFromConfig(s.Config())
	out, err := client.ListOpenIDConnectProviders(ctx, nil)
	if err != nil {
		return err
	}
	if out.OpenIDConnectProviderList == nil {
		return &collect.AnswerError{What: "the answer has no OpenIDConnectProviderList"}
	}
	providers := make([]*OIDCProvider, len(out.OpenIDConnectProviderList))
	for i, p := range out.OpenIDConnectProviderList {
		r := ref(s, p.Arn, p.Arn, "oidc-provider")
		r.Name = afterSlash(aws.ToString(p.Arn))
		providers[i] = &OIDCProvider{Ref: r}
	}
	if s.Wants(GetOpenIDConnectProvider) {
		// One call a provider: the listing has ARNs alone. An account has a handful of them, at most a hundred.
		s.Each(ctx, len(providers), func(ctx context.Context, i int) {
			p := providers[i]
			got, err := client.GetOpenIDConnectProvider(ctx, &iam.GetOpenIDConnectProviderInput{OpenIDConnectProviderArn: aws.String(p.ID)})
			if err != nil {
				gap := s.Gap(GetOpenIDConnectProvider, err)
				p.ClientIDList, p.URL = inventory.Missing[[]string](gap), inventory.Missing[string](gap)
				return
			}
			p.ClientIDList, p.URL = list(got.ClientIDList), inventory.FromPtr(got.Url)
		})
	}
	for _, p := range providers {
		s.Emit(p)
	}
	return nil
}

// afterSlash returns what follows the first slash of an ARN: the provider's name.
func afterSlash(arn string) string {
	_, name, _ := strings.Cut(arn, "/")
	return name
}
