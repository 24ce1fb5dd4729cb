package ecr

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecr"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// RegistryType describes kind ecr.registry, of which each region has one.
var RegistryType = inventory.Describe[Registry]("ecr.registry", GetRegistryScanningConfiguration, GetRegistryPolicy, GetSigningConfiguration).Of(responsibility.AWSAccount)

// A Registry is the settings of a region's private registry. Its id is the region.
type Registry struct {
	inventory.Ref

	ScanType inventory.Fact[string]     `json:"scanningConfiguration.scanType,omitzero"` // BASIC, ENHANCED
	Rules    inventory.Fact[[]ScanRule] `json:"scanningConfiguration.rules,omitzero"`
	// Policy is the registry policy, which lets others replicate into the registry, as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"policyText,omitzero" call:"GetRegistryPolicy"`
	// SigningRules say which images ECR signs when they are pushed (User Guide, "Managed signing"); empty when there are none.
	SigningRules inventory.Fact[[]SigningRule] `json:"signingConfiguration.rules,omitzero" call:"GetSigningConfiguration"`
}

// A SigningRule has the images of the repositories that match one of its filters signed by a profile of AWS Signer.
type SigningRule struct {
	SigningProfileARN string   `json:"signingProfileArn"`
	Filters           []string `json:"repositoryFilters"` // wildcards over names of repositories; empty for all of them
}

// A ScanRule says how often the repositories that match one of its filters are scanned.
type ScanRule struct {
	ScanFrequency string   `json:"scanFrequency"`     // SCAN_ON_PUSH, CONTINUOUS_SCAN, MANUAL
	Filters       []string `json:"repositoryFilters"` // wildcards over names of repositories
}

// Type implements inventory.Resource.
func (*Registry) Type() *inventory.Type { return RegistryType }

// Classify implements inventory.Resource.
func (*Registry) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "settings of the account in a region"}
}

// RegistryCollector brings the settings of a region's registry.
var RegistryCollector = &collect.Collector{
	Types:   []*inventory.Type{RegistryType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{GetRegistryScanningConfiguration},
	Details: []*inventory.Call{GetRegistryPolicy, GetSigningConfiguration},
	Collect: collectRegistry,
}

func collectRegistry(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	r := &Registry{Ref: inventory.Ref{ID: s.Region, Name: "ECR registry", Account: s.Account, Region: s.Region}}
	out, err := client.GetRegistryScanningConfiguration(ctx, &sdk.GetRegistryScanningConfigurationInput{})
	if err != nil {
		return err
	}
	r.ScanType, r.Rules = inventory.FromPtr[string](nil), inventory.FromPtr[[]ScanRule](nil)
	if c := out.ScanningConfiguration; c != nil {
		r.ScanType = inventory.FromEnum(c.ScanType)
		var rules []ScanRule
		for _, x := range c.Rules {
			rule := ScanRule{ScanFrequency: string(x.ScanFrequency)}
			for _, f := range x.RepositoryFilters {
				rule.Filters = append(rule.Filters, aws.ToString(f.Filter))
			}
			rules = append(rules, rule)
		}
		r.Rules = inventory.Known(rules)
	}
	if s.Wants(GetRegistryPolicy) {
		policy := ""
		out, err := client.GetRegistryPolicy(ctx, &sdk.GetRegistryPolicyInput{})
		if err == nil {
			policy = aws.ToString(out.PolicyText)
		}
		r.Policy = collect.Answer(s, GetRegistryPolicy, policy, err)
	}
	if s.Wants(GetSigningConfiguration) {
		var rules []SigningRule
		out, err := client.GetSigningConfiguration(ctx, &sdk.GetSigningConfigurationInput{})
		if err == nil && out.SigningConfiguration != nil {
			for _, x := range out.SigningConfiguration.Rules {
				rule := SigningRule{SigningProfileARN: aws.ToString(x.SigningProfileArn)}
				for _, f := range x.RepositoryFilters {
					rule.Filters = append(rule.Filters, aws.ToString(f.Filter))
				}
				rules = append(rules, rule)
			}
		}
		r.SigningRules = collect.Answer(s, GetSigningConfiguration, rules, err)
	}
	s.Emit(r)
	return nil
}
