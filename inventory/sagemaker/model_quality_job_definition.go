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

// A ModelQualityJobDefinition says how the job runs that watches how good the answers of a model are. Its id is its name.
type ModelQualityJobDefinition struct {
	inventory.Ref
	EndpointName  inventory.Fact[string]  `json:"EndpointName,omitzero"`
	NetworkConfig inventory.Fact[Network] `json:"NetworkConfig,omitzero" call:"DescribeModelQualityJobDefinition"`
}

// ModelQualityJobDefinitionType describes kind sagemaker.model_quality_job_definition.
var ModelQualityJobDefinitionType = inventory.Describe[ModelQualityJobDefinition]("sagemaker.model_quality_job_definition", ListModelQualityJobDefinitions, DescribeModelQualityJobDefinition, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*ModelQualityJobDefinition) Type() *inventory.Type { return ModelQualityJobDefinitionType }

// Classify implements inventory.Resource.
func (*ModelQualityJobDefinition) Classify() inventory.Classification {
	return watching("a model quality job definition")
}

// ModelQualityJobDefinitionCollector brings the model quality job definitions of a region.
var ModelQualityJobDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{ModelQualityJobDefinitionType},
	Lists:   []*inventory.Call{ListModelQualityJobDefinitions},
	Details: []*inventory.Call{DescribeModelQualityJobDefinition, ListTags},
	Collect: func(ctx context.Context, s *collect.Scan) error {
		m := &monitoring[sdk.ListModelQualityJobDefinitionsOutput]{
			resource: "model-quality-job-definition", call: DescribeModelQualityJobDefinition,
			items: func(p *sdk.ListModelQualityJobDefinitionsOutput) []types.MonitoringJobDefinitionSummary {
				return p.JobDefinitionSummaries
			},
			describe: func(ctx context.Context, client *sdk.Client, name string) (*types.MonitoringNetworkConfig, error) {
				x, err := client.DescribeModelQualityJobDefinition(ctx, &sdk.DescribeModelQualityJobDefinitionInput{JobDefinitionName: &name})
				if err != nil {
					return nil, err
				}
				return x.NetworkConfig, nil
			},
			emit: func(d definition) inventory.Resource { return &ModelQualityJobDefinition{d.ref, d.endpoint, d.network} },
		}
		r := newRun(s)
		return m.collect(ctx, r, sdk.NewListModelQualityJobDefinitionsPaginator(r.client, &sdk.ListModelQualityJobDefinitionsInput{MaxResults: aws.Int32(pageSize)}))
	},
}
