package sagemaker

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// An Endpoint serves models. Its id is its name. What its configuration and its models say is kept with it, since they
// matter where they serve something.
type Endpoint struct {
	inventory.Ref
	EndpointStatus inventory.Fact[string] `json:"EndpointStatus,omitzero"`
	// EndpointConfigName names the configuration in use.
	EndpointConfigName inventory.Fact[string] `json:"EndpointConfigName,omitzero" call:"DescribeEndpoint"`
	// Variants are the production variants of the configuration.
	Variants inventory.Fact[[]Variant] `json:"ProductionVariants,omitzero" call:"DescribeEndpointConfig"`
	// KMSKeyID is the key of the instances' volumes; empty when SageMaker's own key encrypts them.
	KMSKeyID inventory.Fact[string] `json:"KmsKeyId,omitzero" call:"DescribeEndpointConfig"`
	// Models are the models of the variants, each once; empty for an endpoint of inference components.
	Models inventory.Fact[[]Model] `json:"Models,omitzero" call:"DescribeModel"`
}

// A Variant is one of the groups of instances that serve an endpoint.
type Variant struct {
	VariantName string `json:"VariantName"`
	ModelName   string `json:"ModelName,omitempty"`
	// InitialInstanceCount is 0 for a serverless variant.
	InitialInstanceCount int32 `json:"InitialInstanceCount,omitempty"`
	Serverless           bool  `json:"ServerlessConfig,omitempty"`
}

// A Model is what a variant serves.
type Model struct {
	ModelName              string `json:"ModelName"`
	EnableNetworkIsolation bool   `json:"EnableNetworkIsolation,omitempty"`
	// RepositoryAccessModes tells for each container whether its image comes from a private registry in a VPC (Vpc) or from
	// Amazon ECR (Platform, which is what an absent ImageConfig means).
	RepositoryAccessModes []string `json:"ImageConfig.RepositoryAccessMode,omitempty"`
}

// EndpointType describes kind sagemaker.endpoint.
var EndpointType = inventory.Describe[Endpoint]("sagemaker.endpoint", ListEndpoints, DescribeEndpoint, DescribeEndpointConfig, DescribeModel, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*Endpoint) Type() *inventory.Type { return EndpointType }

// Classify implements inventory.Resource.
func (*Endpoint) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SageMakerEndpoint, Why: "ListEndpoints lists it"}
}

// EndpointCollector brings the endpoints of a region.
var EndpointCollector = &collect.Collector{
	Types:   []*inventory.Type{EndpointType},
	Lists:   []*inventory.Call{ListEndpoints},
	Details: []*inventory.Call{DescribeEndpoint, DescribeEndpointConfig, DescribeModel, ListTags},
	Collect: collectEndpoints,
}

func collectEndpoints(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var all []*Endpoint
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListEndpointsPaginator(r.client, &sdk.ListEndpointsInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Endpoints {
			name := aws.ToString(x.EndpointName)
			if name == "" {
				continue
			}
			e := &Endpoint{Ref: s.Ref(name, "sagemaker", "endpoint/"+name), EndpointStatus: inventory.FromEnum(x.EndpointStatus)}
			if x.EndpointArn != nil {
				e.ARN = *x.EndpointArn
			}
			all = append(all, e)
		}
	}
	// SageMaker describes one endpoint, configuration and model at a time.
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		if s.Wants(DescribeEndpoint) {
			r.describeEndpoint(ctx, all[i])
		}
		if s.Wants(ListTags) {
			all[i].Tags = r.tags(ctx, all[i].ARN)
		}
		s.Emit(all[i])
	})
	return broken
}

// describeEndpoint follows an endpoint to its configuration, and that to its models. What cannot be reached has the gap of
// the call at which the way ended.
func (r run) describeEndpoint(ctx context.Context, e *Endpoint) {
	x, err := r.client.DescribeEndpoint(ctx, &sdk.DescribeEndpointInput{EndpointName: &e.ID})
	if err != nil {
		gap := r.Gap(DescribeEndpoint, err)
		e.EndpointConfigName = inventory.Missing[string](gap)
		e.unconfigured(gap)
		return
	}
	e.EndpointConfigName = inventory.FromPtr(x.EndpointConfigName)
	name, gap := e.EndpointConfigName.Get()
	switch {
	case gap != nil:
		e.unconfigured(&inventory.Gap{Class: inventory.Omitted, Call: DescribeEndpoint.String(), Region: r.Region, Detail: "EndpointConfigName"})
		return
	case !r.Wants(DescribeEndpointConfig):
		return
	}
	c, err := r.client.DescribeEndpointConfig(ctx, &sdk.DescribeEndpointConfigInput{EndpointConfigName: &name})
	if err != nil {
		e.unconfigured(r.Gap(DescribeEndpointConfig, err))
		return
	}
	e.KMSKeyID = inventory.Known(aws.ToString(c.KmsKeyId)) // left out when none was chosen
	var variants []Variant
	for _, v := range c.ProductionVariants {
		variants = append(variants, Variant{VariantName: aws.ToString(v.VariantName), ModelName: aws.ToString(v.ModelName), InitialInstanceCount: aws.ToInt32(v.InitialInstanceCount), Serverless: v.ServerlessConfig != nil})
	}
	e.Variants = inventory.Known(variants)
	if r.Wants(DescribeModel) {
		e.Models = r.models(ctx, variants)
	}
}

func (e *Endpoint) unconfigured(gap *inventory.Gap) {
	e.Variants, e.KMSKeyID, e.Models = inventory.Missing[[]Variant](gap), inventory.Missing[string](gap), inventory.Missing[[]Model](gap)
}

func (r run) models(ctx context.Context, variants []Variant) inventory.Fact[[]Model] {
	var all []Model
	seen := map[string]bool{"": true}
	for _, v := range variants {
		if seen[v.ModelName] {
			continue
		}
		seen[v.ModelName] = true
		x, err := r.client.DescribeModel(ctx, &sdk.DescribeModelInput{ModelName: &v.ModelName})
		if err != nil {
			return collect.Answer[[]Model](r.Scan, DescribeModel, nil, err)
		}
		// EnableNetworkIsolation is off unless it was asked for (API reference, CreateModel).
		m := Model{ModelName: v.ModelName, EnableNetworkIsolation: aws.ToBool(x.EnableNetworkIsolation)}
		for _, c := range containers(x) {
			mode := string(types.RepositoryAccessModePlatform)
			if c.ImageConfig != nil && c.ImageConfig.RepositoryAccessMode != "" {
				mode = string(c.ImageConfig.RepositoryAccessMode)
			}
			m.RepositoryAccessModes = append(m.RepositoryAccessModes, mode)
		}
		all = append(all, m)
	}
	return inventory.Known(all)
}

// containers returns the containers of a model: one, or those of a pipeline.
func containers(x *sdk.DescribeModelOutput) []types.ContainerDefinition {
	if x.PrimaryContainer != nil {
		return append([]types.ContainerDefinition{*x.PrimaryContainer}, x.Containers...)
	}
	return x.Containers
}
