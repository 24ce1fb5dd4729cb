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

// A DataQualityJobDefinition says how the job runs that watches the quality of the data that reaches an endpoint. Its id is its name.
type DataQualityJobDefinition struct {
	inventory.Ref
	EndpointName  inventory.Fact[string]  `json:"EndpointName,omitzero"`
	NetworkConfig inventory.Fact[Network] `json:"NetworkConfig,omitzero" call:"DescribeDataQualityJobDefinition"`
}

// DataQualityJobDefinitionType describes kind sagemaker.data_quality_job_definition.
var DataQualityJobDefinitionType = inventory.Describe[DataQualityJobDefinition]("sagemaker.data_quality_job_definition", ListDataQualityJobDefinitions, DescribeDataQualityJobDefinition, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*DataQualityJobDefinition) Type() *inventory.Type { return DataQualityJobDefinitionType }

// Classify implements inventory.Resource.
func (*DataQualityJobDefinition) Classify() inventory.Classification {
	return watching("a data quality job definition")
}

// DataQualityJobDefinitionCollector brings the data quality job definitions of a region.
var DataQualityJobDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{DataQualityJobDefinitionType},
	Lists:   []*inventory.Call{ListDataQualityJobDefinitions},
	Details: []*inventory.Call{DescribeDataQualityJobDefinition, ListTags},
	Collect: func(ctx context.Context, s *collect.Scan) error {
		m := &monitoring[sdk.ListDataQualityJobDefinitionsOutput]{
			resource: "data-quality-job-definition", call: DescribeDataQualityJobDefinition,
			items: func(p *sdk.ListDataQualityJobDefinitionsOutput) []types.MonitoringJobDefinitionSummary {
				return p.JobDefinitionSummaries
			},
			describe: func(ctx context.Context, client *sdk.Client, name string) (*types.MonitoringNetworkConfig, error) {
				x, err := client.DescribeDataQualityJobDefinition(ctx, &sdk.DescribeDataQualityJobDefinitionInput{JobDefinitionName: &name})
				if err != nil {
					return nil, err
				}
				return x.NetworkConfig, nil
			},
			emit: func(d definition) inventory.Resource { return &DataQualityJobDefinition{d.ref, d.endpoint, d.network} },
		}
		r := newRun(s)
		return m.collect(ctx, r, sdk.NewListDataQualityJobDefinitionsPaginator(r.client, &sdk.ListDataQualityJobDefinitionsInput{MaxResults: aws.Int32(pageSize)}))
	},
}
