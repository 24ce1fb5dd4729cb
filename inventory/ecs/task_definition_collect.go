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
	"demarc/inventory/secrets"
)

// TaskDefinitionCollector brings the task definitions that services, task sets and running tasks use.
var TaskDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{TaskDefinitionType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeTaskDefinition, ListClusters, DescribeClusters, ListServices, DescribeServices, ListTasks, DescribeTasks},
	Collect: collectTaskDefinitions,
}

func collectTaskDefinitions(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.clusters(ctx)
	services, err := r.services(ctx, clusters)
	if broken == nil {
		broken = err
	}
	used := map[string]bool{}
	counted := map[string]int32{} // tasks of services, by cluster
	for _, x := range services {
		used[aws.ToString(x.TaskDefinition)] = true
		for _, t := range x.TaskSets {
			used[aws.ToString(t.TaskDefinition)] = true
		}
		// While a deployment goes on, tasks of the former revision still run.
		for _, d := range x.Deployments {
			used[aws.ToString(d.TaskDefinition)] = true
		}
		counted[aws.ToString(x.ClusterArn)] += x.RunningCount + x.PendingCount
	}
	for _, c := range clusters {
		arn := aws.ToString(c.ClusterArn)
		if c.RunningTasksCount+c.PendingTasksCount <= counted[arn] {
			continue
		}
		tasks, err := r.tasksOf(ctx, c.ClusterArn)
		for _, t := range tasks {
			used[aws.ToString(t.TaskDefinitionArn)] = true
		}
		if err != nil && broken == nil {
			broken = err
		}
	}
	delete(used, "")
	var arns []string
	for arn := range used {
		arns = append(arns, arn)
	}
	slices.Sort(arns)
	errs := make([]error, len(arns))
	// One call for each distinct revision in use: DescribeTaskDefinition takes one (see the package's comment).
	s.Each(ctx, len(arns), func(ctx context.Context, i int) {
		out, err := r.client.DescribeTaskDefinition(ctx, &sdk.DescribeTaskDefinitionInput{TaskDefinition: &arns[i], Include: []types.TaskDefinitionField{types.TaskDefinitionFieldTags}})
		if err != nil {
			errs[i] = &collect.CallError{Call: DescribeTaskDefinition, Err: err}
			return
		}
		s.Emit(taskDefinition(s, arns[i], out))
	})
	if err := first(errs); err != nil {
		return err
	}
	return broken
}

func (r run) tasksOf(ctx context.Context, cluster *string) ([]types.Task, error) {
	var arns []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListTasksPaginator(r.client, &sdk.ListTasksInput{Cluster: cluster, MaxResults: aws.Int32(100)})) {
		if err != nil {
			broken = &collect.CallError{Call: ListTasks, Err: err}
			break
		}
		arns = append(arns, page.TaskArns...)
	}
	out, err := batches(arns, 100, func(part []string) ([]types.Task, []types.Failure, error) {
		out, err := r.client.DescribeTasks(ctx, &sdk.DescribeTasksInput{Cluster: cluster, Tasks: part})
		if err != nil {
			return nil, nil, err
		}
		return out.Tasks, out.Failures, nil
	})
	if err != nil && broken == nil {
		broken = &collect.CallError{Call: DescribeTasks, Err: err}
	}
	return out, broken
}

func taskDefinition(s *collect.Scan, arn string, got *sdk.DescribeTaskDefinitionOutput) *TaskDefinition {
	t, id := got.TaskDefinition, short(arn)
	out := &TaskDefinition{
		Ref:         tagged(s.Ref(id, "ecs", "task-definition/"+id), got.Tags),
		NetworkMode: inventory.Known(string(t.NetworkMode)), PIDMode: inventory.Known(string(t.PidMode)), IPCMode: inventory.Known(string(t.IpcMode)),
		TaskRoleARN: orNone(t.TaskRoleArn), ExecutionRoleARN: orNone(t.ExecutionRoleArn), OSFamily: inventory.Known(""),
	}
	out.ARN = arn
	if t.RuntimePlatform != nil {
		out.OSFamily = inventory.Known(string(t.RuntimePlatform.OperatingSystemFamily))
	}
	// A task definition has at least one container (API reference, RegisterTaskDefinition): one without is no answer.
	out.Containers = inventory.FromPtr[[]Container](nil)
	var all []Container
	for i := range t.ContainerDefinitions {
		all = append(all, container(&t.ContainerDefinitions[i]))
	}
	if len(all) > 0 {
		out.Containers = inventory.Known(all)
	}
	var volumes []Volume
	for _, x := range t.Volumes {
		v := Volume{Name: aws.ToString(x.Name)}
		if x.Host != nil {
			v.HostSourcePath = aws.ToString(x.Host.SourcePath)
		}
		if e := x.EfsVolumeConfiguration; e != nil {
			v.FileSystemID, v.TransitEncryption = aws.ToString(e.FileSystemId), string(e.TransitEncryption)
		}
		volumes = append(volumes, v)
	}
	out.Volumes = inventory.Known(volumes)
	return out
}

func container(c *types.ContainerDefinition) Container {
	out := Container{
		Name: aws.ToString(c.Name), Image: aws.ToString(c.Image), User: aws.ToString(c.User),
		Privileged: aws.ToBool(c.Privileged), ReadonlyRootFilesystem: aws.ToBool(c.ReadonlyRootFilesystem), Environment: environment(c.Environment),
	}
	if c.LogConfiguration != nil {
		out.LogDriver = string(c.LogConfiguration.LogDriver)
	}
	if p := c.LinuxParameters; p != nil && p.Capabilities != nil {
		out.AddedCapabilities = slices.Sorted(slices.Values(p.Capabilities.Add))
	}
	for _, x := range c.Secrets {
		out.Secrets = append(out.Secrets, aws.ToString(x.Name))
	}
	slices.Sort(out.Secrets)
	return out
}

// environment keeps the names of variables and the kinds of secrets in their values, which themselves are never kept.
func environment(vars []types.KeyValuePair) []Variable {
	var out []Variable
	for _, x := range vars {
		out = append(out, secrets.VariableOf(aws.ToString(x.Name), aws.ToString(x.Value)))
	}
	slices.SortFunc(out, func(a, b Variable) int { return strings.Compare(a.Name, b.Name) })
	return out
}
