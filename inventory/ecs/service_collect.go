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

// ServiceCollector brings the services of a region. Where one runs decides what it is, so that the capacity providers
// are always asked for; without them the services of a strategy have a gap.
var ServiceCollector = &collect.Collector{
	Types:   []*inventory.Type{ServiceType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListClusters, DescribeClusters, ListServices, DescribeServices, DescribeCapacityProviders},
	Collect: collectServices,
}

func collectServices(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.clusters(ctx)
	services, err := r.services(ctx, clusters)
	providers, unread := []types.CapacityProvider(nil), error(nil)
	if slices.ContainsFunc(services, func(x types.Service) bool { return len(x.CapacityProviderStrategy) > 0 }) {
		providers, unread = r.providers(ctx, clusters)
	}
	kind := kinds(providers)
	for i := range services {
		s.Emit(service(s, &services[i], kind, unread))
	}
	if err != nil {
		return err
	}
	return broken
}

// services returns the services of the clusters. They are asked for once for all collectors. A cluster whose services
// cannot be read does not keep those of the others from being read; the first error is returned.
func (r run) services(ctx context.Context, clusters []types.Cluster) ([]types.Service, error) {
	return collect.Shared(r.Scan, DescribeServices, func() ([]types.Service, error) {
		found, errs := make([][]types.Service, len(clusters)), make([]error, len(clusters))
		r.Each(ctx, len(clusters), func(ctx context.Context, i int) {
			if clusters[i].ActiveServicesCount > 0 {
				found[i], errs[i] = r.servicesOf(ctx, clusters[i].ClusterArn)
			}
		})
		return slices.Concat(found...), first(errs)
	})
}

func (r run) servicesOf(ctx context.Context, cluster *string) ([]types.Service, error) {
	var arns []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListServicesPaginator(r.client, &sdk.ListServicesInput{Cluster: cluster, MaxResults: aws.Int32(100)})) {
		if err != nil {
			broken = &collect.CallError{Call: ListServices, Err: err}
			break
		}
		arns = append(arns, page.ServiceArns...)
	}
	out, err := batches(arns, 10, func(part []string) ([]types.Service, []types.Failure, error) {
		out, err := r.client.DescribeServices(ctx, &sdk.DescribeServicesInput{Cluster: cluster, Services: part, Include: []types.ServiceField{types.ServiceFieldTags}})
		if err != nil {
			return nil, nil, err
		}
		return out.Services, out.Failures, nil
	})
	if err != nil && broken == nil {
		broken = &collect.CallError{Call: DescribeServices, Err: err}
	}
	return out, broken
}

// first returns the first error, in the order of what was asked.
func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func service(s *collect.Scan, x *types.Service, kind func(cluster, name string) string, unread error) *Service {
	cluster, name := short(aws.ToString(x.ClusterArn)), aws.ToString(x.ServiceName)
	out := &Service{
		Ref:        tagged(s.Ref(cluster+"/"+name, "ecs", "service/"+cluster+"/"+name), x.Tags),
		ClusterARN: inventory.FromPtr(x.ClusterArn), Status: inventory.FromPtr(x.Status),
		PlatformVersion: orNone(x.PlatformVersion), PlatformFamily: orNone(x.PlatformFamily),
		TaskDefinition: orNone(x.TaskDefinition), SchedulingStrategy: inventory.FromEnum(x.SchedulingStrategy),
		EnableExecuteCommand: inventory.Known(x.EnableExecuteCommand), DesiredCount: inventory.Known(int(x.DesiredCount)),
		DeploymentController: inventory.Known("ECS"), // what an absent controller means (API reference, DeploymentController)
	}
	out.Name = name
	if x.ServiceArn != nil {
		out.ARN = *x.ServiceArn
	}
	if x.DeploymentController != nil {
		out.DeploymentController = inventory.FromEnum(x.DeploymentController.Type)
	}
	out.CircuitBreakerRollback = inventory.Known(false) // what an absent circuit breaker means
	if d := x.DeploymentConfiguration; d != nil && d.DeploymentCircuitBreaker != nil {
		out.CircuitBreakerRollback = inventory.Known(d.DeploymentCircuitBreaker.Enable && d.DeploymentCircuitBreaker.Rollback)
	}
	out.AssignPublicIP, out.SecurityGroups = vpc(x.NetworkConfiguration)
	var sets []TaskSet
	for _, t := range x.TaskSets {
		public, _ := vpc(t.NetworkConfiguration)
		sets = append(sets, TaskSet{aws.ToString(t.Id), string(t.LaunchType), public.Or(""), aws.ToString(t.TaskDefinition)})
	}
	out.TaskSets = inventory.Known(sets)
	strategy(out, s, x, kind, unread)
	return out
}

// strategy fills in where the tasks run. A service has a launch type or a strategy, and a service whose task sets say
// it has neither.
func strategy(out *Service, s *collect.Scan, x *types.Service, kind func(cluster, name string) string, unread error) {
	var names, types []string
	for _, p := range x.CapacityProviderStrategy {
		names = append(names, short(aws.ToString(p.CapacityProvider)))
	}
	slices.Sort(names)
	launch := string(x.LaunchType)
	if launch == "" && len(names) == 0 && len(x.TaskSets) > 0 {
		launch = string(x.TaskSets[0].LaunchType)
	}
	out.CapacityProviders = inventory.Known(names)
	out.LaunchType = inventory.Known(launch)
	if launch == "" && len(names) == 0 {
		out.LaunchType = inventory.FromPtr[string](nil)
	}
	for _, n := range names {
		k := kind(aws.ToString(x.ClusterArn), n)
		if k == "" {
			out.CapacityProviderTypes = inventory.FromPtr[[]string](nil)
			if unread != nil {
				out.CapacityProviderTypes = collect.Answer[[]string](s, DescribeCapacityProviders, nil, unread)
			}
			return
		}
		types = append(types, k)
	}
	slices.Sort(types)
	out.CapacityProviderTypes = inventory.Known(slices.Compact(types))
}

// vpc returns what a network configuration says. There is none for tasks that share the network of their machine.
func vpc(n *types.NetworkConfiguration) (public inventory.Fact[string], groups inventory.Fact[[]string]) {
	if n == nil || n.AwsvpcConfiguration == nil {
		return inventory.Known(""), inventory.Known[[]string](nil)
	}
	return inventory.FromEnum(n.AwsvpcConfiguration.AssignPublicIp), inventory.Known(slices.Sorted(slices.Values(n.AwsvpcConfiguration.SecurityGroups)))
}
