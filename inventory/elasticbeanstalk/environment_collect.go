package elasticbeanstalk

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk"
	"github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// EnvironmentCollector brings the environments of a region that are not deleted.
var EnvironmentCollector = &collect.Collector{
	Types: []*inventory.Type{EnvironmentType},
	Lists: []*inventory.Call{DescribeEnvironments},
	Details: []*inventory.Call{
		DescribeConfigurationSettings, DescribePlatformVersion, DescribeEnvironmentManagedActionHistory, DescribeEnvironmentResources, ListTagsForResource,
	},
	Collect: collectEnvironments,
}

// pageSize is the most that DescribeEnvironments returns in a page, and history how many managed actions are asked for.
const (
	pageSize = 1000
	history  = 10
)

type run struct {
	*collect.Scan
	client *sdk.Client
}

func collectEnvironments(ctx context.Context, s *collect.Scan) error {
	r := run{s, sdk.NewFromConfig(s.Config())}
	var list []*Environment
	var broken error
	pages := &environmentPages{client: r.client, in: sdk.DescribeEnvironmentsInput{IncludeDeleted: aws.Bool(false), MaxRecords: aws.Int32(pageSize)}}
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Environments {
			if e := r.environment(&x); e != nil {
				list = append(list, e)
			}
		}
	}
	platforms := r.platforms(ctx, list)
	// Elastic Beanstalk tells settings, history and instances of one environment at a time.
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		r.details(ctx, list[i])
		if arn, gap := list[i].PlatformARN.Get(); gap == nil && platforms != nil {
			list[i].Platform = platforms[arn]
		} else if platforms != nil {
			list[i].Platform = inventory.Missing[Platform](gap)
		}
		s.Emit(list[i])
	})
	return broken
}

func (r run) environment(x *types.EnvironmentDescription) *Environment {
	id := aws.ToString(x.EnvironmentId)
	if id == "" || x.Status == types.EnvironmentStatusTerminated {
		return nil
	}
	name := aws.ToString(x.EnvironmentName)
	e := &Environment{
		Ref:             r.Ref(id, "elasticbeanstalk", "environment/"+aws.ToString(x.ApplicationName)+"/"+name),
		ApplicationName: inventory.FromPtr(x.ApplicationName), Status: inventory.FromEnum(x.Status), PlatformARN: inventory.FromPtr(x.PlatformArn),
	}
	e.Name = name
	if x.EnvironmentArn != nil {
		e.ARN = *x.EnvironmentArn
	}
	return e
}

func (r run) details(ctx context.Context, e *Environment) {
	if r.Wants(DescribeConfigurationSettings) {
		out, err := r.client.DescribeConfigurationSettings(ctx, &sdk.DescribeConfigurationSettingsInput{ApplicationName: aws.String(e.ApplicationName.Or("")), EnvironmentName: &e.Name})
		if err != nil {
			e.unset(r.Gap(DescribeConfigurationSettings, err))
		} else {
			e.set(out.ConfigurationSettings)
		}
	}
	if managed, gap := e.ManagedActionsEnabled.Get(); r.Wants(DescribeEnvironmentManagedActionHistory) && (managed || gap != nil) {
		e.ManagedActions = r.actions(ctx, e.ID)
	}
	if r.Wants(DescribeEnvironmentResources) {
		e.Instances = r.instances(ctx, e.ID)
	}
	if r.Wants(ListTagsForResource) {
		e.Tags = r.tags(ctx, e.ARN)
	}
}

func (r run) actions(ctx context.Context, id string) inventory.Fact[[]ManagedAction] {
	out, err := r.client.DescribeEnvironmentManagedActionHistory(ctx, &sdk.DescribeEnvironmentManagedActionHistoryInput{EnvironmentId: &id, MaxItems: aws.Int32(history)})
	var actions []ManagedAction
	if err == nil {
		for _, a := range out.ManagedActionHistoryItems {
			actions = append(actions, ManagedAction{string(a.ActionType), string(a.Status), string(a.FailureType), aws.ToTime(a.FinishedTime)})
		}
		slices.SortStableFunc(actions, func(a, b ManagedAction) int { return b.FinishedTime.Compare(a.FinishedTime) })
	}
	return collect.Answer(r.Scan, DescribeEnvironmentManagedActionHistory, actions, err)
}

func (r run) instances(ctx context.Context, id string) inventory.Fact[[]string] {
	out, err := r.client.DescribeEnvironmentResources(ctx, &sdk.DescribeEnvironmentResourcesInput{EnvironmentId: &id})
	if err == nil && out.EnvironmentResources == nil {
		return inventory.FromPtr[[]string](nil)
	}
	var ids []string
	if err == nil {
		for _, i := range out.EnvironmentResources.Instances {
			ids = append(ids, aws.ToString(i.Id))
		}
		slices.Sort(ids)
	}
	return collect.Answer(r.Scan, DescribeEnvironmentResources, ids, err)
}

func (r run) tags(ctx context.Context, arn string) inventory.Fact[map[string]string] {
	out, err := r.client.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceArn: &arn})
	tags := map[string]string{}
	if err == nil {
		for _, t := range out.ResourceTags {
			tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
	}
	return collect.Answer(r.Scan, ListTagsForResource, tags, err)
}

// platforms asks for each platform version once. It returns nil when nothing reads them.
func (r run) platforms(ctx context.Context, list []*Environment) map[string]inventory.Fact[Platform] {
	if !r.Wants(DescribePlatformVersion) {
		return nil
	}
	var arns []string
	for _, e := range list {
		if arn, gap := e.PlatformARN.Get(); gap == nil {
			arns = append(arns, arn)
		}
	}
	slices.Sort(arns)
	arns = slices.Compact(arns)
	facts := make([]inventory.Fact[Platform], len(arns))
	r.Each(ctx, len(arns), func(ctx context.Context, i int) {
		out, err := r.client.DescribePlatformVersion(ctx, &sdk.DescribePlatformVersionInput{PlatformArn: &arns[i]})
		if err == nil && out.PlatformDescription == nil {
			facts[i] = inventory.FromPtr[Platform](nil)
			return
		}
		var p Platform
		if err == nil {
			p = platform(out.PlatformDescription)
		}
		facts[i] = collect.Answer(r.Scan, DescribePlatformVersion, p, err)
	})
	out := make(map[string]inventory.Fact[Platform], len(arns))
	for i, arn := range arns {
		out[arn] = facts[i]
	}
	return out
}

func platform(d *types.PlatformDescription) Platform {
	p := Platform{
		PlatformBranchName: aws.ToString(d.PlatformBranchName), PlatformBranchLifecycleState: aws.ToString(d.PlatformBranchLifecycleState),
		PlatformLifecycleState: aws.ToString(d.PlatformLifecycleState), PlatformVersion: aws.ToString(d.PlatformVersion), PlatformOwner: aws.ToString(d.PlatformOwner),
		OperatingSystemName: aws.ToString(d.OperatingSystemName), OperatingSystemVersion: aws.ToString(d.OperatingSystemVersion),
	}
	for _, a := range d.CustomAmiList {
		p.CustomAMIList = append(p.CustomAMIList, aws.ToString(a.ImageId))
	}
	return p
}

// environmentPages is the paginator of DescribeEnvironments, for which the SDK has none.
type environmentPages struct {
	client *sdk.Client
	in     sdk.DescribeEnvironmentsInput
	done   bool
}

// HasMorePages implements collect.Pager.
func (p *environmentPages) HasMorePages() bool { return !p.done }

// NextPage implements collect.Pager.
func (p *environmentPages) NextPage(ctx context.Context, o ...func(*sdk.Options)) (*sdk.DescribeEnvironmentsOutput, error) {
	out, err := p.client.DescribeEnvironments(ctx, &p.in, o...)
	if err != nil {
		return nil, err
	}
	p.in.NextToken = out.NextToken
	p.done = aws.ToString(out.NextToken) == ""
	return out, nil
}
