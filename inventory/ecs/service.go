package ecs

import (
	"fmt"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ServiceType describes kind ecs.service. Its variants are told apart by where its tasks run.
var ServiceType = inventory.Describe[Service]("ecs.service", DescribeServices, DescribeCapacityProviders).Of(
	responsibility.ECSContainerInstance, responsibility.ECSExternal, responsibility.ECSManagedInstance, responsibility.ECSFargate)

// A Service keeps tasks of one definition running. Its id is CLUSTER/SERVICE.
type Service struct {
	inventory.Ref

	ClusterARN inventory.Fact[string] `json:"clusterArn,omitzero"`
	Status     inventory.Fact[string] `json:"status,omitzero"`
	// LaunchType is EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES; empty where a strategy of capacity providers decides.
	LaunchType inventory.Fact[string] `json:"launchType,omitzero"`
	// CapacityProviders are the names of the strategy's providers, sorted; empty where there is no strategy.
	CapacityProviders inventory.Fact[[]string] `json:"capacityProviderStrategy.capacityProvider,omitzero"`
	// CapacityProviderTypes are the kinds of those providers: FARGATE, EC2_AUTOSCALING, MANAGED_INSTANCES; sorted.
	CapacityProviderTypes inventory.Fact[[]string] `json:"capacityProviders.type,omitzero" call:"DescribeCapacityProviders"`
	// PlatformVersion is "LATEST" or a number such as "1.4.0"; empty for tasks that do not run on Fargate.
	PlatformVersion inventory.Fact[string] `json:"platformVersion,omitzero"`
	PlatformFamily  inventory.Fact[string] `json:"platformFamily,omitzero"` // Linux, or a release of Windows; empty outside Fargate
	// AssignPublicIP is ENABLED or DISABLED; empty for tasks without a network interface of their own.
	AssignPublicIP       inventory.Fact[string]    `json:"networkConfiguration.awsvpcConfiguration.assignPublicIp,omitzero"`
	SecurityGroups       inventory.Fact[[]string]  `json:"networkConfiguration.awsvpcConfiguration.securityGroups,omitzero"`
	TaskDefinition       inventory.Fact[string]    `json:"taskDefinition,omitzero"` // an ARN; empty where task sets name it
	TaskSets             inventory.Fact[[]TaskSet] `json:"taskSets,omitzero"`
	SchedulingStrategy   inventory.Fact[string]    `json:"schedulingStrategy,omitzero"` // REPLICA, DAEMON
	DeploymentController inventory.Fact[string]    `json:"deploymentController.type,omitzero"`
	// CircuitBreakerRollback is whether a deployment that fails is undone by ECS.
	CircuitBreakerRollback inventory.Fact[bool] `json:"deploymentConfiguration.deploymentCircuitBreaker,omitzero"`
	EnableExecuteCommand   inventory.Fact[bool] `json:"enableExecuteCommand,omitzero"`
	DesiredCount           inventory.Fact[int]  `json:"desiredCount,omitzero"`
}

// A TaskSet is a part of a service whose deployments something else than ECS controls.
type TaskSet struct {
	ID             string `json:"id"`
	LaunchType     string `json:"launchType,omitempty"`
	AssignPublicIP string `json:"assignPublicIp,omitempty"`
	TaskDefinition string `json:"taskDefinition,omitempty"`
}

// Type implements inventory.Resource.
func (*Service) Type() *inventory.Type { return ServiceType }

// Classify implements inventory.Resource: the launch type, or the providers of the strategy, say where tasks run. Of
// several kinds of providers the one that leaves the customer most to do decides.
func (s *Service) Classify() inventory.Classification {
	launch, gap := s.LaunchType.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if launch != "" {
		return placed([]string{launch}, "launchType is ")
	}
	kinds, gap := s.CapacityProviderTypes.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	return placed(kinds, "the capacity providers are of type ")
}

// placed decides by launch types or types of capacity providers.
func placed(kinds []string, why string) inventory.Classification {
	for _, p := range []struct {
		variant responsibility.Variant
		kinds   []string
	}{
		{responsibility.ECSExternal, []string{"EXTERNAL"}},
		{responsibility.ECSContainerInstance, []string{"EC2", "EC2_AUTOSCALING"}},
		{responsibility.ECSManagedInstance, []string{"MANAGED_INSTANCES"}},
		{responsibility.ECSFargate, []string{"FARGATE", "FARGATE_SPOT"}},
	} {
		for _, want := range p.kinds {
			for _, k := range kinds {
				if k == want {
					return inventory.Classification{Variant: p.variant, Why: why + k}
				}
			}
		}
	}
	return inventory.Classification{Why: fmt.Sprintf("%s%q, which this build does not know", why, kinds)}
}
