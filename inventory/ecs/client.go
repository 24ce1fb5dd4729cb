package ecs

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// expected are the members without which an answer is none: the SDK reads an empty object as "there is nothing".
var expected = map[string][]string{
	"ListClusters": {"clusterArns"}, "DescribeClusters": {"clusters"}, "DescribeCapacityProviders": {"capacityProviders"},
	"ListServices": {"serviceArns"}, "DescribeServices": {"services"}, "ListContainerInstances": {"containerInstanceArns"},
	"DescribeContainerInstances": {"containerInstances"}, "ListTasks": {"taskArns"}, "DescribeTasks": {"tasks"}, "DescribeTaskDefinition": {"taskDefinition"},
}

// run is one run of a collector.
type run struct {
	*collect.Scan
	client *sdk.Client
}

func newRun(s *collect.Scan) run {
	return run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
}

// errFailures means that ECS answered a batch without some of what was asked for, for another reason than that it is gone.
var errFailures = errors.New("the answer leaves out some of what was asked for")

// failed returns an error for failures other than MISSING, which is what was deleted since it was listed.
func failed(fs []types.Failure) error {
	if slices.ContainsFunc(fs, func(f types.Failure) bool { return aws.ToString(f.Reason) != "MISSING" }) {
		return errFailures
	}
	return nil
}

// batches asks for items n at a time and gathers the answers. What was answered before an error is returned with it.
func batches[T any](ids []string, n int, ask func([]string) ([]T, []types.Failure, error)) ([]T, error) {
	var out []T
	for part := range slices.Chunk(ids, n) {
		got, failures, err := ask(part)
		if err != nil {
			return out, err
		}
		out = append(out, got...)
		if err := failed(failures); err != nil {
			return out, err
		}
	}
	return out, nil
}

// clusters returns the clusters of the region, which every collector of ECS begins with: they are asked for once. What
// was answered before an error is returned with it.
func (r run) clusters(ctx context.Context) ([]types.Cluster, error) {
	return collect.Shared(r.Scan, DescribeClusters, func() ([]types.Cluster, error) {
		var arns []string
		var broken error
		for page, err := range collect.Pages(ctx, sdk.NewListClustersPaginator(r.client, &sdk.ListClustersInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				broken = &collect.CallError{Call: ListClusters, Err: err}
				break
			}
			arns = append(arns, page.ClusterArns...)
		}
		out, err := batches(arns, 100, func(part []string) ([]types.Cluster, []types.Failure, error) {
			out, err := r.client.DescribeClusters(ctx, &sdk.DescribeClustersInput{
				Clusters: part, Include: []types.ClusterField{types.ClusterFieldSettings, types.ClusterFieldConfigurations, types.ClusterFieldTags},
			})
			if err != nil {
				return nil, nil, err
			}
			return out.Clusters, out.Failures, nil
		})
		if err != nil && broken == nil {
			broken = &collect.CallError{Call: DescribeClusters, Err: err}
		}
		return out, broken
	})
}

// tagged returns ref with tags. ECS answers them because every call asks to include them.
func tagged(ref inventory.Ref, tags []types.Tag) inventory.Ref {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	ref.Tags, ref.Name = inventory.Known(m), m["Name"]
	return ref
}

// orNone is for text whose absence AWS documents as "there is none": it is then the empty string.
func orNone(p *string) inventory.Fact[string] { return inventory.Known(aws.ToString(p)) }
