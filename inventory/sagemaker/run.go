package sagemaker

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// pageSize is the most that SageMaker's listings return in a page.
const pageSize = 100

// expected are the members without which an answer is none: an empty object would say that nothing was chosen.
var expected = map[string][]string{
	"ListNotebookInstances": {"NotebookInstances"}, "DescribeNotebookInstance": {"NotebookInstanceName"}, "ListEndpoints": {"Endpoints"},
	"DescribeEndpoint": {"EndpointName"}, "DescribeEndpointConfig": {"EndpointConfigName"}, "DescribeModel": {"ModelName"}, "ListTags": {"Tags"},
	"ListDataQualityJobDefinitions": {"JobDefinitionSummaries"}, "DescribeDataQualityJobDefinition": {"JobDefinitionName"},
	"ListModelBiasJobDefinitions": {"JobDefinitionSummaries"}, "DescribeModelBiasJobDefinition": {"JobDefinitionName"},
	"ListModelExplainabilityJobDefinitions": {"JobDefinitionSummaries"}, "DescribeModelExplainabilityJobDefinition": {"JobDefinitionName"},
	"ListModelQualityJobDefinitions": {"JobDefinitionSummaries"}, "DescribeModelQualityJobDefinition": {"JobDefinitionName"},
	"ListMonitoringSchedules": {"MonitoringScheduleSummaries"}, "DescribeMonitoringSchedule": {"MonitoringScheduleName"}, "ListFeatureGroups": {"FeatureGroupSummaries"}, "DescribeFeatureGroup": {"FeatureGroupName"},
}

// run is one run of a collector.
type run struct {
	*collect.Scan
	client *sdk.Client
}

func newRun(s *collect.Scan) run {
	return run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
}

func utc(t *time.Time) inventory.Fact[time.Time] {
	if t == nil {
		return inventory.FromPtr(t)
	}
	return inventory.Known(t.UTC())
}

func (r run) tags(ctx context.Context, arn string) inventory.Fact[map[string]string] {
	all := map[string]string{}
	for page, err := range collect.Pages(ctx, sdk.NewListTagsPaginator(r.client, &sdk.ListTagsInput{ResourceArn: &arn, MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[map[string]string](r.Scan, ListTags, nil, err)
		}
		for _, t := range page.Tags {
			all[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
	}
	return inventory.Known(all)
}
