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
// name. The listing has no more than that: no check needs the call for each provider that would tell its audiences.
type OIDCProvider struct {
	inventory.Ref
}

// OIDCProviderType describes iam.oidc_provider.
var OIDCProviderType = inventory.Describe[OIDCProvider]("iam.oidc_provider", ListOpenIDConnectProviders).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*OIDCProvider) Type() *inventory.Type { return OIDCProviderType }

// Classify implements inventory.Resource.
func (*OIDCProvider) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the account trusts the provider"}
}

// OIDCProviderCollector brings the OpenID Connect providers. It asks even where the account's summary counts no
// providers: AWS does not say whether Providers counts these, or those of SAML alone.
var OIDCProviderCollector = &collect.Collector{
	Types:   []*inventory.Type{OIDCProviderType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{ListOpenIDConnectProviders},
	Collect: collectOIDCProviders,
}

func collectOIDCProviders(ctx context.Context, s *collect.Scan) error {
	out, err := iam.NewFromConfig(s.Config()).ListOpenIDConnectProviders(ctx, nil)
	if err != nil {
		return err
	}
	if out.OpenIDConnectProviderList == nil {
		return &collect.AnswerError{What: "the answer has no OpenIDConnectProviderList"}
	}
	for _, p := range out.OpenIDConnectProviderList {
		r := ref(s, p.Arn, p.Arn, "oidc-provider")
		r.Name = afterSlash(aws.ToString(p.Arn))
		s.Emit(&OIDCProvider{Ref: r})
	}
	return nil
}

// afterSlash returns what follows the first slash of an ARN: the provider's name.
func afterSlash(arn string) string {
	_, name, _ := strings.Cut(arn, "/")
	return name
}
