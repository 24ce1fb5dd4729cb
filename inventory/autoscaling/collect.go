package autoscaling

import (
	"context"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// GroupCollector brings the Auto Scaling groups of a region with their instances.
var GroupCollector = &collect.Collector{
	Types:   []*inventory.Type{GroupType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeAutoScalingGroups},
	Collect: collectGroups,
}

// LaunchConfigurationCollector brings the launch configurations of a region.
var LaunchConfigurationCollector = &collect.Collector{
	Types:   []*inventory.Type{LaunchConfigurationType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeLaunchConfigurations},
	Collect: collectLaunchConfigurations,
}

func collectGroups(ctx context.Context, s *collect.Scan) error {
	pages := sdk.NewDescribeAutoScalingGroupsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeAutoScalingGroupsInput{MaxRecords: aws.Int32(100)})
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			return err
		}
		for i := range page.AutoScalingGroups {
			s.Emit(group(s, &page.AutoScalingGroups[i]))
		}
	}
	return nil
}

// group takes over what the answer says. Auto Scaling leaves out what a group does not have.
func group(s *collect.Scan, x *types.AutoScalingGroup) *Group {
	name := aws.ToString(x.AutoScalingGroupName)
	g := &Group{
		Ref: s.Ref(name, "autoscaling", "autoScalingGroup:"+name), LaunchConfigurationName: inventory.Known(aws.ToString(x.LaunchConfigurationName)),
		AvailabilityZones: inventory.Known(slices.Sorted(slices.Values(x.AvailabilityZones))), HealthCheckType: inventory.FromPtr(x.HealthCheckType),
		MaxInstanceLifetime: inventory.Known(aws.ToInt32(x.MaxInstanceLifetime)), CapacityRebalance: inventory.Known(aws.ToBool(x.CapacityRebalance)),
		MaxSize: inventory.FromPtr(x.MaxSize),
	}
	if x.AutoScalingGroupARN != nil {
		g.ARN = *x.AutoScalingGroupARN
	}
	tags := map[string]string{}
	for _, t := range x.Tags {
		tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	g.Tags = inventory.Known(tags)
	spec := x.LaunchTemplate
	var kinds []string
	byRequirements := false
	if p := x.MixedInstancesPolicy; p != nil && p.LaunchTemplate != nil {
		spec = p.LaunchTemplate.LaunchTemplateSpecification
		for _, o := range p.LaunchTemplate.Overrides {
			if o.InstanceType != nil {
				kinds = append(kinds, *o.InstanceType)
			}
			byRequirements = byRequirements || o.InstanceRequirements != nil
		}
	}
	slices.Sort(kinds)
	g.InstanceTypes, g.InstanceRequirements = inventory.Known(kinds), inventory.Known(byRequirements)
	template := ""
	if spec != nil {
		if template = aws.ToString(spec.LaunchTemplateId); template == "" {
			template = aws.ToString(spec.LaunchTemplateName)
		}
	}
	g.LaunchTemplateID = inventory.Known(template)
	sources := slices.Concat(x.LoadBalancerNames, x.TargetGroupARNs)
	for _, t := range x.TrafficSources {
		sources = append(sources, aws.ToString(t.Identifier))
	}
	slices.Sort(sources)
	g.TrafficSources = inventory.Known(slices.Compact(sources))
	var ids []string
	for _, i := range x.Instances {
		ids = append(ids, aws.ToString(i.InstanceId))
	}
	slices.Sort(ids)
	g.Instances = inventory.Known(ids)
	return g
}

func collectLaunchConfigurations(ctx context.Context, s *collect.Scan) error {
	pages := sdk.NewDescribeLaunchConfigurationsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeLaunchConfigurationsInput{MaxRecords: aws.Int32(100)})
	for page, err := range collect.Pages(ctx, pages) {
		if err != nil {
			return err
		}
		for i := range page.LaunchConfigurations {
			s.Emit(launchConfiguration(s, &page.LaunchConfigurations[i]))
		}
	}
	return nil
}

func launchConfiguration(s *collect.Scan, x *types.LaunchConfiguration) *LaunchConfiguration {
	name := aws.ToString(x.LaunchConfigurationName)
	c := &LaunchConfiguration{
		Ref: s.Ref(name, "autoscaling", "launchConfiguration:"+name), ImageID: inventory.FromPtr(x.ImageId), AssociatePublicIPAddress: inventory.Known(word(x.AssociatePublicIpAddress)),
		HTTPTokens: inventory.Known(""), HTTPEndpoint: inventory.Known(""), HopLimit: inventory.Known[int32](0),
		IAMInstanceProfile: inventory.Known(aws.ToString(x.IamInstanceProfile)),
	}
	if x.LaunchConfigurationARN != nil {
		c.ARN = *x.LaunchConfigurationARN
	}
	c.Tags = inventory.Known(map[string]string{}) // a launch configuration cannot have any
	if m := x.MetadataOptions; m != nil {
		c.HTTPTokens, c.HTTPEndpoint, c.HopLimit = inventory.Known(string(m.HttpTokens)), inventory.Known(string(m.HttpEndpoint)), inventory.Known(aws.ToInt32(m.HttpPutResponseHopLimit))
	}
	found, state := secrets.UserData(aws.ToString(x.UserData))
	c.UserData = inventory.Known(UserData{state, found})
	var devices []Device
	for _, b := range x.BlockDeviceMappings {
		if b.Ebs != nil {
			devices = append(devices, Device{aws.ToString(b.DeviceName), word(b.Ebs.Encrypted)})
		}
	}
	c.BlockDevices = inventory.Known(devices)
	return c
}

// word writes a flag that may be missing.
func word(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}
