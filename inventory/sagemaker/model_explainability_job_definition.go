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

// A ModelExplainabilityJobDefinition says how the job runs that watches what the answers of a model rest on. Its id is its name.
type ModelExplainabilityJobDefinition struct {
	inventory.Ref
	EndpointName  inventory.Fact[string]  `json:"EndpointName,omitzero"`
	NetworkConfig inventory.Fact[Network] `json:"NetworkConfig,omitzero" call:"DescribeModelExplainabilityJobDefinition"`
}

// ModelExplainabilityJobDefinitionType describes kind sagemaker.model_explainability_job_definition.
var ModelExplainabilityJobDefinitionType = inventory.Describe[ModelExplainabilityJobDefinition]("sagemaker.model_explainability_job_definition", ListModelExplainabilityJobDefinitions, DescribeModelExplainabilityJobDefinition, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*ModelExplainabilityJobDefinition) Type() *inventory.Type {
	return ModelExplainabilityJobDefinitionType
}

// Classify implements inventory.Resource.
func (*ModelExplainabilityJobDefinition) Classify() inventory.Classification {
	return watching("a model explainability job definition")
}

// ModelExplainabilityJobDefinitionCollector brings the model explainability job definitions of a region.
var ModelExplainabilityJobDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{ModelExplainabilityJobDefinitionType},
	Lists:   []*inventory.Call{ListModelExplainabilityJobDefinitions},
	Details: []*inventory.Call{DescribeModelExplainabilityJobDefinition, ListTags},
	Collect: func(ctx context.Context, s *collect.Scan) error {
		m := &monitoring[sdk.ListModelExplainabilityJobDefinitionsOutput]{
			resource: "model-explainability-job-definition", call: DescribeModelExplainabilityJobDefinition,
			items: func(p *sdk.ListModelExplainabilityJobDefinitionsOutput) []types.MonitoringJobDefinitionSummary {
				return p.JobDefinitionSummaries
			},
			describe: func(ctx context.Context, client *sdk.Client, name string) (*types.MonitoringNetworkConfig, error) {
				x, err := client.DescribeModelExplainabilityJobDefinition(ctx, &sdk.DescribeModelExplainabilityJobDefinitionInput{JobDefinitionName: &name})
				if err != nil {
					return nil, err
				}
				return x.NetworkConfig, nil
			},
			emit: func(d definition) inventory.Resource {
				return &ModelExplainabilityJobDefinition{d.ref, d.endpoint, d.network}
			},
		}
		r := newRun(s)
		return m.collect(ctx, r, sdk.NewListModelExplainabilityJobDefinitionsPaginator(r.client, &sdk.ListModelExplainabilityJobDefinitionsInput{MaxResults: aws.Int32(pageSize)}))
	},
}
