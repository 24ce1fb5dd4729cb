package ecs

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
)

func ref(id string) inventory.Ref { return inventory.Ref{ID: id, Region: checks.CaseRegion} }

// denied is what a refused call leaves.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// cluster is a cluster with Container Insights, whose sessions go to the task's log.
func cluster(changes ...func(*ecs.Cluster)) ecs.Cluster {
	c := ecs.Cluster{
		Ref: ref("prod"), Status: inventory.Known("ACTIVE"), ContainerInsights: inventory.Known("enabled"),
		ExecuteCommandLogging: inventory.Known(""), ExecuteCommandLogs: inventory.Known(ecs.ExecLogs{}),
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// service is a service on Fargate in private subnets.
func service(changes ...func(*ecs.Service)) ecs.Service {
	s := ecs.Service{
		Ref: ref("prod/web"), LaunchType: inventory.Known("FARGATE"), CapacityProviders: inventory.Known[[]string](nil),
		PlatformVersion: inventory.Known("LATEST"), PlatformFamily: inventory.Known("Linux"), AssignPublicIP: inventory.Known("DISABLED"),
		TaskSets: inventory.Known[[]ecs.TaskSet](nil), EnableExecuteCommand: inventory.Known(false), DeploymentController: inventory.Known("ECS"), CircuitBreakerRollback: inventory.Known(true),
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}

func launch(kind string) func(*ecs.Service) {
	return func(s *ecs.Service) { s.LaunchType = inventory.Known(kind) }
}

func sets(list ...ecs.TaskSet) func(*ecs.Service) {
	return func(s *ecs.Service) { s.TaskSets = inventory.Known(list) }
}

// instance is a container instance of an Auto Scaling group.
func instance(changes ...func(*ecs.ContainerInstance)) ecs.ContainerInstance {
	c := ecs.ContainerInstance{
		Ref: ref("prod/1"), EC2InstanceID: inventory.Known("i-1"), CapacityProviderName: inventory.Known(""), CapacityProviderType: inventory.Known(""),
		Status: inventory.Known("ACTIVE"), AgentVersion: inventory.Known("1.99.1"), AgentConnected: inventory.Known(true), AgentUpdateStatus: inventory.Known(""),
		RegisteredAt: inventory.Known(time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)),
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// operated makes an instance one of ECS Managed Instances.
func operated(c *ecs.ContainerInstance) {
	c.CapacityProviderName, c.CapacityProviderType = inventory.Known("managed"), inventory.Known("MANAGED_INSTANCES")
}

func agent(version string) func(*ecs.ContainerInstance) {
	return func(c *ecs.ContainerInstance) { c.AgentVersion = inventory.Known(version) }
}

// provider is a capacity provider over an Auto Scaling group.
func provider(protection string) ecs.CapacityProvider {
	return ecs.CapacityProvider{Ref: ref("asg"), ManagedInstances: inventory.Known(false), ManagedTerminationProtection: inventory.Known(protection)}
}

// task is a task definition for Linux that does everything right, with one container.
func task(changes ...func(*ecs.TaskDefinition)) ecs.TaskDefinition {
	t := ecs.TaskDefinition{
		Ref: ref("web:1"), NetworkMode: inventory.Known("awsvpc"), PIDMode: inventory.Known(""), IPCMode: inventory.Known(""), OSFamily: inventory.Known("LINUX"),
		TaskRoleARN: inventory.Known("arn:aws:iam::111122223333:role/web"), ExecutionRoleARN: inventory.Known("arn:aws:iam::111122223333:role/execution"),
		Containers: inventory.Known([]ecs.Container{{
			Name: "web", Image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web@sha256:abcd", ReadonlyRootFilesystem: true, User: "1000", LogDriver: "awslogs",
			Environment: []ecs.Variable{{Name: "STAGE"}}, Secrets: []string{"DB_PASSWORD"},
		}}),
		Volumes: inventory.Known[[]ecs.Volume](nil),
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}

// with changes the container.
func with(change func(*ecs.Container)) func(*ecs.TaskDefinition) {
	return func(t *ecs.TaskDefinition) {
		list := append([]ecs.Container(nil), t.Containers.Or(nil)...)
		change(&list[0])
		t.Containers = inventory.Known(list)
	}
}

func windows(t *ecs.TaskDefinition) { t.OSFamily = inventory.Known("WINDOWS_SERVER_2022_CORE") }

func volume(x ecs.Volume) func(*ecs.TaskDefinition) {
	return func(t *ecs.TaskDefinition) { t.Volumes = inventory.Known([]ecs.Volume{x}) }
}

func unread(t *ecs.TaskDefinition) {
	t.Containers = denied[[]ecs.Container](ecs.DescribeTaskDefinition)
}
