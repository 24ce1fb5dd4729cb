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

// A ModelBiasJobDefinition says how the job runs that watches the bias of a model. Its id is its name.
type ModelBiasJobDefinition struct {
	inventory.Ref
	EndpointName  inventory.Fact[string]  `json:"EndpointName,omitzero"`
	NetworkConfig inventory.Fact[Network] `json:"NetworkConfig,omitzero" call:"DescribeModelBiasJobDefinition"`
}

// ModelBiasJobDefinitionType describes kind sagemaker.model_bias_job_definition.
var ModelBiasJobDefinitionType = inventory.Describe[ModelBiasJobDefinition]("sagemaker.model_bias_job_definition", ListModelBiasJobDefinitions, DescribeModelBiasJobDefinition, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*ModelBiasJobDefinition) Type() *inventory.Type { return ModelBiasJobDefinitionType }

// Classify implements inventory.Resource.
func (*ModelBiasJobDefinition) Classify() inventory.Classification {
	return watching("a model bias job definition")
}

// ModelBiasJobDefinitionCollector brings the model bias job definitions of a region.
var ModelBiasJobDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{ModelBiasJobDefinitionType},
	Lists:   []*inventory.Call{ListModelBiasJobDefinitions},
	Details: []*inventory.Call{DescribeModelBiasJobDefinition, ListTags},
	Collect: func(ctx context.Context, s *collect.Scan) error {
		m := &monitoring[sdk.ListModelBiasJobDefinitionsOutput]{
			resource: "model-bias-job-definition", call: DescribeModelBiasJobDefinition,
			items: func(p *sdk.ListModelBiasJobDefinitionsOutput) []types.MonitoringJobDefinitionSummary {
				return p.JobDefinitionSummaries
			},
			describe: func(ctx context.Context, client *sdk.Client, name string) (*types.MonitoringNetworkConfig, error) {
				x, err := client.DescribeModelBiasJobDefinition(ctx, &sdk.DescribeModelBiasJobDefinitionInput{JobDefinitionName: &name})
				if err != nil {
					return nil, err
				}
				return x.NetworkConfig, nil
			},
			emit: func(d definition) inventory.Resource { return &ModelBiasJobDefinition{d.ref, d.endpoint, d.network} },
		}
		r := newRun(s)
		return m.collect(ctx, r, sdk.NewListModelBiasJobDefinitionsPaginator(r.client, &sdk.ListModelBiasJobDefinitionsInput{MaxResults: aws.Int32(pageSize)}))
	},
}
