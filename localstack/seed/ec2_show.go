package seed

import (
	"context"
	"crypto/rand"
	"encoding/base64"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// show builds what bulk does not have: one of each kind that complies and one that does not. Nothing here is built
// twice: a region whose open group is there already has been shown.
func (r *regionBuilder) show(ctx context.Context) error {
	found, err := r.client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{Filters: []types.Filter{{Name: aws.String("group-name"), Values: []string{"demarc-open"}}}})
	if err != nil || len(found.SecurityGroups) > 0 {
		return err
	}
	for _, step := range []func(context.Context) error{
		r.showGroups, r.showTenancy, r.showStorage, r.showTemplates, r.showNetwork, r.showPeers, r.showSettings,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// showGroups makes a group that is open to the internet on port 22 and used, by an instance with a public address, and
// one that is open and unused.
func (r *regionBuilder) showGroups(ctx context.Context) error {
	open, err := r.group(ctx, "demarc-open", 22, "0.0.0.0/0")
	if err != nil {
		return err
	}
	if _, err := r.group(ctx, "demarc-open-unused", 3389, "0.0.0.0/0"); err != nil {
		return err
	}
	_, err = r.client.RunInstances(ctx, &ec2.RunInstancesInput{
		ImageId: aws.String(r.image), MinCount: aws.Int32(1), MaxCount: aws.Int32(1), InstanceType: types.InstanceTypeT3Micro,
		SubnetId: aws.String(r.subnets[0]), SecurityGroupIds: []string{open}, TagSpecifications: label(types.ResourceTypeInstance, "demarc-bastion"),
	})
	return err
}

// showTenancy makes an instance of each tenancy, a stopped one, and dedicated hosts, one of them idle.
func (r *regionBuilder) showTenancy(ctx context.Context) error {
	hosts, err := r.client.AllocateHosts(ctx, &ec2.AllocateHostsInput{
		AvailabilityZone: aws.String(r.region + "a"), InstanceType: aws.String("m5.large"), Quantity: aws.Int32(2), AutoPlacement: types.AutoPlacementOff, HostRecovery: types.HostRecoveryOn,
	})
	if err := r.optional("EC2.AllocateHosts", err); err != nil {
		return err
	}
	placements := map[string]*types.Placement{
		"demarc-dedicated": {Tenancy: types.TenancyDedicated},
		"demarc-stopped":   {Tenancy: types.TenancyDefault},
	}
	if hosts != nil && len(hosts.HostIds) > 0 {
		placements["demarc-host"] = &types.Placement{Tenancy: types.TenancyHost, HostId: aws.String(hosts.HostIds[0])}
	}
	for what, placement := range placements {
		out, err := r.client.RunInstances(ctx, &ec2.RunInstancesInput{
			ImageId: aws.String(r.image), MinCount: aws.Int32(1), MaxCount: aws.Int32(1), InstanceType: types.InstanceTypeM5Large,
			SubnetId: aws.String(r.subnets[1]), SecurityGroupIds: []string{r.private}, Placement: placement, TagSpecifications: label(types.ResourceTypeInstance, what),
		})
		if err != nil {
			return err
		}
		if what == "demarc-stopped" {
			if _, err := r.client.StopInstances(ctx, &ec2.StopInstancesInput{InstanceIds: []string{aws.ToString(out.Instances[0].InstanceId)}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// showStorage makes a private and a public snapshot, encrypted and not, and a private and a public image.
func (r *regionBuilder) showStorage(ctx context.Context) error {
	everybody := []string{"all"}
	for _, public := range []bool{false, true} {
		volume, err := r.volume(ctx, !public)
		if err != nil {
			return err
		}
		out, err := r.client.CreateSnapshot(ctx, &ec2.CreateSnapshotInput{VolumeId: aws.String(volume), TagSpecifications: label(types.ResourceTypeSnapshot, "demarc")})
		if err != nil {
			return err
		}
		if public {
			_, err := r.client.ModifySnapshotAttribute(ctx, &ec2.ModifySnapshotAttributeInput{
				SnapshotId: out.SnapshotId, Attribute: types.SnapshotAttributeNameCreateVolumePermission, OperationType: types.OperationTypeAdd, GroupNames: everybody,
			})
			if err := r.optional("EC2.ModifySnapshotAttribute", err); err != nil {
				return err
			}
		}
		image, err := r.client.RegisterImage(ctx, &ec2.RegisterImageInput{
			Name: aws.String(map[bool]string{false: "demarc-private", true: "demarc-public"}[public]), RootDeviceName: aws.String("/dev/xvda"),
			BlockDeviceMappings: []types.BlockDeviceMapping{{DeviceName: aws.String("/dev/xvda"), Ebs: &types.EbsBlockDevice{SnapshotId: out.SnapshotId, VolumeSize: aws.Int32(1)}}},
		})
		if err != nil || !public {
			if err := r.optional("EC2.RegisterImage", err); err != nil {
				return err
			}
			continue
		}
		_, err = r.client.ModifyImageAttribute(ctx, &ec2.ModifyImageAttributeInput{
			ImageId: image.ImageId, Attribute: aws.String("launchPermission"), OperationType: types.OperationTypeAdd, UserGroups: everybody,
		})
		if err := r.optional("EC2.ModifyImageAttribute", err); err != nil {
			return err
		}
	}
	return nil
}

// showTemplates makes a launch template that requires IMDSv2 and one with a secret in its user data. The secret has
// the form of an access key, and is random: it opens nothing.
func (r *regionBuilder) showTemplates(ctx context.Context) error {
	for what, data := range map[string]*types.RequestLaunchTemplateData{
		"demarc-good": {InstanceType: types.InstanceTypeM5Large, MetadataOptions: &types.LaunchTemplateInstanceMetadataOptionsRequest{HttpTokens: types.LaunchTemplateHttpTokensStateRequired}},
		"demarc-leaky": {InstanceType: types.InstanceTypeM5Large, UserData: aws.String(base64.StdEncoding.EncodeToString([]byte(
			"#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIA" + rand.Text()[:16] + "\nexport AWS_SECRET_ACCESS_KEY=" + (rand.Text() + rand.Text())[:40] + "\n")))},
	} {
		_, err := r.client.CreateLaunchTemplate(ctx, &ec2.CreateLaunchTemplateInput{LaunchTemplateName: aws.String(what), LaunchTemplateData: data})
		if err := r.optional("EC2.CreateLaunchTemplate", err); err != nil && !taken(err) {
			return err
		}
	}
	return nil
}

// showSettings turns on EBS encryption by default in the first region; in the others it stays off.
func (r *regionBuilder) showSettings(ctx context.Context) error {
	_, err := r.client.EnableEbsEncryptionByDefault(ctx, nil)
	return r.optional("EC2.EnableEbsEncryptionByDefault", err)
}
