package batch

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/batch"
	"github.com/aws/aws-sdk-go-v2/service/batch/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// ComputeEnvironmentCollector brings the compute environments of a region.
var ComputeEnvironmentCollector = &collect.Collector{
	Types:   []*inventory.Type{ComputeEnvironmentType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeComputeEnvironments},
	Collect: collectComputeEnvironments,
}

// JobDefinitionCollector brings the newest active revision of each job definition of a region.
var JobDefinitionCollector = &collect.Collector{
	Types:   []*inventory.Type{JobDefinitionType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeJobDefinitions},
	Collect: collectJobDefinitions,
}

// expected are the members without which an answer is none: the SDK reads an empty object as "there is nothing".
var expected = map[string][]string{"DescribeComputeEnvironments": {"computeEnvironments"}, "DescribeJobDefinitions": {"jobDefinitions"}}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

func collectComputeEnvironments(ctx context.Context, s *collect.Scan) error {
	pages := sdk.NewDescribeComputeEnvironmentsPaginator(newClient(s), &sdk.DescribeComputeEnvironmentsInput{MaxResults: aws.Int32(100)})
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			return err
		}
		for i := range page.ComputeEnvironments {
			s.Emit(computeEnvironment(s, &page.ComputeEnvironments[i]))
		}
	}
	return nil
}

func computeEnvironment(s *collect.Scan, x *types.ComputeEnvironmentDetail) *ComputeEnvironment {
	name := aws.ToString(x.ComputeEnvironmentName)
	none := inventory.Known("")
	c := &ComputeEnvironment{
		Ref: s.Ref(name, "batch", "compute-environment/"+name), ManagedType: inventory.FromEnum(x.Type), State: inventory.FromEnum(x.State), Status: inventory.FromEnum(x.Status),
		Compute: none, ImageID: none, LaunchTemplate: none, EC2KeyPair: none, Images: inventory.Known[[]Image](nil), ECSClusterARN: inventory.Known(aws.ToString(x.EcsClusterArn)),
	}
	if x.ComputeEnvironmentArn != nil {
		c.ARN = *x.ComputeEnvironmentArn
	}
	c.Tags = inventory.Known(x.Tags)
	r := x.ComputeResources
	if r == nil {
		if x.Type != types.CETypeUnmanaged {
			c.Compute = inventory.FromPtr[string](nil)
		}
		return c
	}
	c.Compute, c.ImageID, c.EC2KeyPair = inventory.FromEnum(r.Type), inventory.Known(aws.ToString(r.ImageId)), inventory.Known(aws.ToString(r.Ec2KeyPair)) //nolint:staticcheck // SA1019: environments made before the newer field still say it here
	if t := r.LaunchTemplate; t != nil {
		id := aws.ToString(t.LaunchTemplateId)
		if id == "" {
			id = aws.ToString(t.LaunchTemplateName)
		}
		c.LaunchTemplate = inventory.Known(id)
	}
	var images []Image
	for _, e := range r.Ec2Configuration {
		images = append(images, Image{aws.ToString(e.ImageType), aws.ToString(e.ImageIdOverride), aws.ToString(e.BatchImageStatus)})
	}
	c.Images = inventory.Known(images)
	return c
}

func collectJobDefinitions(ctx context.Context, s *collect.Scan) error {
	newest := map[string]*types.JobDefinition{}
	var broken error
	pages := sdk.NewDescribeJobDefinitionsPaginator(newClient(s), &sdk.DescribeJobDefinitionsInput{MaxResults: aws.Int32(100), Status: aws.String("ACTIVE")})
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.JobDefinitions {
			d := &page.JobDefinitions[i]
			name := aws.ToString(d.JobDefinitionName)
			if old := newest[name]; old == nil || aws.ToInt32(old.Revision) < aws.ToInt32(d.Revision) {
				newest[name] = d
			}
		}
	}
	for _, d := range newest {
		s.Emit(jobDefinition(s, d))
	}
	return broken
}

func jobDefinition(s *collect.Scan, x *types.JobDefinition) *JobDefinition {
	id := aws.ToString(x.JobDefinitionName) + ":" + strconv.Itoa(int(aws.ToInt32(x.Revision)))
	d := &JobDefinition{Ref: s.Ref(id, "batch", "job-definition/"+id)}
	if x.JobDefinitionArn != nil {
		d.ARN = *x.JobDefinitionArn
	}
	d.Tags = inventory.Known(x.Tags)
	list, roles := containers(x.ContainerProperties, x.EcsProperties, x.EksProperties), jobRoles(x.ContainerProperties, x.EcsProperties)
	if n := x.NodeProperties; n != nil {
		for _, r := range n.NodeRangeProperties {
			list = append(list, containers(r.Container, r.EcsProperties, r.EksProperties)...)
			roles = append(roles, jobRoles(r.Container, r.EcsProperties)...)
		}
	}
	d.Containers, d.JobRoleARNs = inventory.FromPtr[[]Container](nil), inventory.FromPtr[[]string](nil)
	if len(list) > 0 {
		slices.Sort(roles)
		d.Containers, d.JobRoleARNs = inventory.Known(list), inventory.Known(slices.Compact(roles))
	}
	return d
}

// jobRoles gathers the roles of the two forms that have one.
func jobRoles(plain *types.ContainerProperties, ecs *types.EcsProperties) []string {
	var out []string
	if plain != nil && plain.JobRoleArn != nil {
		out = append(out, *plain.JobRoleArn)
	}
	if ecs != nil {
		for _, t := range ecs.TaskProperties {
			if t.TaskRoleArn != nil {
				out = append(out, *t.TaskRoleArn)
			}
		}
	}
	return out
}

// containers gathers the containers of the three forms that a job definition has.
func containers(plain *types.ContainerProperties, ecs *types.EcsProperties, eks *types.EksProperties) []Container {
	var out []Container
	if plain != nil {
		out = append(out, Container{"", aws.ToString(plain.Image), aws.ToBool(plain.Privileged), environment(plain.Environment)})
	}
	if ecs != nil {
		for _, t := range ecs.TaskProperties {
			for _, c := range t.Containers {
				out = append(out, Container{aws.ToString(c.Name), aws.ToString(c.Image), aws.ToBool(c.Privileged), environment(c.Environment)})
			}
		}
	}
	if eks == nil || eks.PodProperties == nil {
		return out
	}
	for _, c := range slices.Concat(eks.PodProperties.InitContainers, eks.PodProperties.Containers) {
		var vars []types.KeyValuePair
		for _, e := range c.Env {
			vars = append(vars, types.KeyValuePair{Name: e.Name, Value: e.Value})
		}
		privileged := c.SecurityContext != nil && aws.ToBool(c.SecurityContext.Privileged)
		out = append(out, Container{aws.ToString(c.Name), aws.ToString(c.Image), privileged, environment(vars)})
	}
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
