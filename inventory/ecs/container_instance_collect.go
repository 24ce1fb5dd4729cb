package ecs

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ContainerInstanceCollector brings the machines of the clusters of a region, Managed Instances and those outside AWS
// among them. ListContainerInstances has no flag for managed ones: it lists all but the inactive.
var ContainerInstanceCollector = &collect.Collector{
	Types:   []*inventory.Type{ContainerInstanceType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListClusters, DescribeClusters, ListContainerInstances, DescribeContainerInstances, DescribeCapacityProviders},
	Collect: collectContainerInstances,
}

func collectContainerInstances(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.clusters(ctx)
	found, errs := make([][]types.ContainerInstance, len(clusters)), make([]error, len(clusters))
	s.Each(ctx, len(clusters), func(ctx context.Context, i int) {
		if clusters[i].RegisteredContainerInstancesCount > 0 {
			found[i], errs[i] = r.instancesOf(ctx, clusters[i].ClusterArn)
		}
	})
	var providers []types.CapacityProvider
	var unread error
	if slices.ContainsFunc(slices.Concat(found...), func(x types.ContainerInstance) bool { return x.CapacityProviderName != nil }) {
		providers, unread = r.providers(ctx, clusters)
	}
	kind := kinds(providers)
	for i, c := range clusters {
		for _, x := range found[i] {
			s.Emit(containerInstance(s, aws.ToString(c.ClusterArn), &x, kind, unread))
		}
	}
	if err := first(errs); err != nil {
		return err
	}
	return broken
}

func (r run) instancesOf(ctx context.Context, cluster *string) ([]types.ContainerInstance, error) {
	var arns []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListContainerInstancesPaginator(r.client, &sdk.ListContainerInstancesInput{Cluster: cluster, MaxResults: aws.Int32(100)})) {
		if err != nil {
			broken = &collect.CallError{Call: ListContainerInstances, Err: err}
			break
		}
		arns = append(arns, page.ContainerInstanceArns...)
	}
	out, err := batches(arns, 100, func(part []string) ([]types.ContainerInstance, []types.Failure, error) {
		out, err := r.client.DescribeContainerInstances(ctx, &sdk.DescribeContainerInstancesInput{
			Cluster: cluster, ContainerInstances: part, Include: []types.ContainerInstanceField{types.ContainerInstanceFieldTags},
		})
		if err != nil {
			return nil, nil, err
		}
		return out.ContainerInstances, out.Failures, nil
	})
	if err != nil && broken == nil {
		broken = &collect.CallError{Call: DescribeContainerInstances, Err: err}
	}
	return out, broken
}

func containerInstance(s *collect.Scan, cluster string, x *types.ContainerInstance, kind func(cluster, name string) string, unread error) *ContainerInstance {
	id := short(cluster) + "/" + short(aws.ToString(x.ContainerInstanceArn))
	out := &ContainerInstance{
		Ref: tagged(s.Ref(id, "ecs", "container-instance/"+id), x.Tags), ClusterARN: cluster,
		EC2InstanceID: inventory.FromPtr(x.Ec2InstanceId), CapacityProviderName: orNone(x.CapacityProviderName), CapacityProviderType: inventory.Known(""),
		Status: inventory.FromPtr(x.Status), AgentVersion: inventory.FromPtr[string](nil), AgentConnected: inventory.Known(x.AgentConnected),
		AgentUpdateStatus: inventory.Known(string(x.AgentUpdateStatus)), RegisteredAt: inventory.FromPtr(x.RegisteredAt),
	}
	if x.ContainerInstanceArn != nil {
		out.ARN = *x.ContainerInstanceArn
	}
	if x.VersionInfo != nil {
		out.AgentVersion = inventory.FromPtr(x.VersionInfo.AgentVersion)
	}
	if name := aws.ToString(x.CapacityProviderName); name != "" {
		switch k := kind(cluster, name); {
		case k != "":
			out.CapacityProviderType = inventory.Known(k)
		case unread != nil:
			out.CapacityProviderType = collect.Answer(s, DescribeCapacityProviders, "", unread)
		default:
			out.CapacityProviderType = inventory.FromPtr[string](nil)
		}
	}
	return out
}
