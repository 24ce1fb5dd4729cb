package ecs

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ClusterCollector brings the clusters of a region.
var ClusterCollector = &collect.Collector{
	Types:   []*inventory.Type{ClusterType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListClusters, DescribeClusters},
	Collect: collectClusters,
}

// CapacityProviderCollector brings the capacity providers of a region.
var CapacityProviderCollector = &collect.Collector{
	Types:   []*inventory.Type{CapacityProviderType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListClusters, DescribeClusters, DescribeCapacityProviders},
	Collect: collectCapacityProviders,
}

func collectClusters(ctx context.Context, s *collect.Scan) error {
	clusters, err := newRun(s).clusters(ctx)
	for i := range clusters {
		// A cluster that was deleted stays in answers for a while, without anything in it.
		if aws.ToString(clusters[i].Status) != "INACTIVE" {
			s.Emit(cluster(s, &clusters[i]))
		}
	}
	return err
}

func cluster(s *collect.Scan, c *types.Cluster) *Cluster {
	name := aws.ToString(c.ClusterName)
	out := &Cluster{Ref: tagged(s.Ref(name, "ecs", "cluster/"+name), c.Tags), Status: inventory.FromPtr(c.Status)}
	out.ARN = aws.ToString(c.ClusterArn)
	out.ContainerInsights = inventory.FromPtr[string](nil)
	for _, x := range c.Settings {
		if x.Name == types.ClusterSettingNameContainerInsights {
			out.ContainerInsights = inventory.FromPtr(x.Value)
		}
	}
	exec := &types.ExecuteCommandConfiguration{}
	if c.Configuration != nil && c.Configuration.ExecuteCommandConfiguration != nil {
		exec = c.Configuration.ExecuteCommandConfiguration
	}
	out.ExecuteCommandLogging = inventory.Known(string(exec.Logging))
	out.ExecuteCommandKMSKeyID = orNone(exec.KmsKeyId)
	logs := ExecLogs{}
	if l := exec.LogConfiguration; l != nil {
		logs = ExecLogs{aws.ToString(l.CloudWatchLogGroupName), l.CloudWatchEncryptionEnabled, aws.ToString(l.S3BucketName), l.S3EncryptionEnabled}
	}
	out.ExecuteCommandLogs = inventory.Known(logs)
	out.FargateEphemeralStorageKMSKeyID = inventory.Known("")
	if c.Configuration != nil && c.Configuration.ManagedStorageConfiguration != nil {
		out.FargateEphemeralStorageKMSKeyID = orNone(c.Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId)
	}
	out.CapacityProviders = inventory.Known(slices.Sorted(slices.Values(c.CapacityProviders)))
	return out
}

func collectCapacityProviders(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.clusters(ctx)
	providers, err := r.providers(ctx, clusters)
	for _, p := range providers {
		if !strings.HasPrefix(aws.ToString(p.Name), "FARGATE") && p.Status != types.CapacityProviderStatusInactive {
			s.Emit(provider(s, &p))
		}
	}
	if err != nil {
		return err
	}
	return broken
}

func provider(s *collect.Scan, p *types.CapacityProvider) *CapacityProvider {
	name := aws.ToString(p.Name)
	id := name
	if p.Cluster != nil {
		id = short(*p.Cluster) + "/" + name
	}
	out := &CapacityProvider{Ref: tagged(s.Ref(id, "ecs", "capacity-provider/"+name), p.Tags), Status: inventory.FromEnum(p.Status)}
	if p.CapacityProviderArn != nil {
		out.ARN = *p.CapacityProviderArn
	}
	switch g := p.AutoScalingGroupProvider; {
	case g != nil:
		out.ManagedInstances, out.InfrastructureRoleARN, out.SubnetIDs = inventory.Known(false), inventory.Known(""), inventory.Known[[]string](nil)
		out.AutoScalingGroupARN = inventory.FromPtr(g.AutoScalingGroupArn)
		out.ManagedTerminationProtection = inventory.FromEnum(g.ManagedTerminationProtection)
		out.ManagedDraining = inventory.FromEnum(g.ManagedDraining)
	case p.ManagedInstancesProvider != nil:
		none := inventory.Known("")
		out.ManagedInstances = inventory.Known(true)
		out.AutoScalingGroupARN, out.ManagedTerminationProtection, out.ManagedDraining = none, none, none
		out.InfrastructureRoleARN, out.SubnetIDs = inventory.FromPtr(p.ManagedInstancesProvider.InfrastructureRoleArn), inventory.FromPtr[[]string](nil)
		if t := p.ManagedInstancesProvider.InstanceLaunchTemplate; t != nil && t.NetworkConfiguration != nil {
			out.SubnetIDs = inventory.Known(slices.Sorted(slices.Values(t.NetworkConfiguration.Subnets)))
		}
	default:
		out.ManagedInstances, out.InfrastructureRoleARN, out.SubnetIDs = inventory.FromPtr[bool](nil), inventory.FromPtr[string](nil), inventory.FromPtr[[]string](nil)
	}
	return out
}

// providers returns every capacity provider of the region, and by cluster those that only the cluster's answer has. It
// is asked once for all collectors.
func (r run) providers(ctx context.Context, clusters []types.Cluster) ([]types.CapacityProvider, error) {
	return collect.Shared(r.Scan, DescribeCapacityProviders, func() ([]types.CapacityProvider, error) {
		all, err := r.providersOf(ctx, nil)
		if err != nil {
			return all, err
		}
		known := map[string]bool{}
		for _, p := range all {
			known[aws.ToString(p.Name)] = true
		}
		for _, c := range clusters {
			if !slices.ContainsFunc(c.CapacityProviders, func(name string) bool { return !known[short(name)] }) {
				continue
			}
			own, err := r.providersOf(ctx, c.ClusterArn)
			for _, p := range own {
				if !known[aws.ToString(p.Name)] {
					if p.Cluster == nil {
						p.Cluster = c.ClusterArn
					}
					all = append(all, p)
				}
			}
			if err != nil {
				return all, err
			}
		}
		return all, nil
	})
}

func (r run) providersOf(ctx context.Context, cluster *string) ([]types.CapacityProvider, error) {
	var all []types.CapacityProvider
	pages := &providerPages{client: r.client, in: sdk.DescribeCapacityProvidersInput{Cluster: cluster, MaxResults: aws.Int32(10), Include: []types.CapacityProviderField{types.CapacityProviderFieldTags}}}
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			return all, &collect.CallError{Call: DescribeCapacityProviders, Err: err}
		}
		all = append(all, page.CapacityProviders...)
	}
	return all, nil
}

// providerPages is the paginator of DescribeCapacityProviders, for which the SDK has none.
type providerPages struct {
	client *sdk.Client
	in     sdk.DescribeCapacityProvidersInput
	done   bool
}

// HasMorePages implements collect.Pager.
func (p *providerPages) HasMorePages() bool { return !p.done }

// NextPage implements collect.Pager.
func (p *providerPages) NextPage(ctx context.Context, o ...func(*sdk.Options)) (*sdk.DescribeCapacityProvidersOutput, error) {
	out, err := p.client.DescribeCapacityProviders(ctx, &p.in, o...)
	if err != nil {
		return nil, err
	}
	p.in.NextToken = out.NextToken
	p.done = aws.ToString(out.NextToken) == ""
	return out, nil
}

// kinds returns the type of a provider of a cluster by its name, "" for one that no answer has. Fargate's two have their
// names for a type.
func kinds(providers []types.CapacityProvider) func(cluster, name string) string {
	type key struct{ cluster, name string }
	by := map[key]string{}
	for _, p := range providers {
		kind := ""
		switch {
		case p.AutoScalingGroupProvider != nil:
			kind = "EC2_AUTOSCALING"
		case p.ManagedInstancesProvider != nil:
			kind = "MANAGED_INSTANCES"
		}
		by[key{short(aws.ToString(p.Cluster)), aws.ToString(p.Name)}] = kind
	}
	return func(cluster, name string) string {
		name = short(name)
		if name == "FARGATE" || name == "FARGATE_SPOT" {
			return name
		}
		if kind := by[key{short(cluster), name}]; kind != "" {
			return kind
		}
		return by[key{"", name}]
	}
}

// short returns what follows the last slash of an ARN: the name of a cluster or provider.
func short(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }
