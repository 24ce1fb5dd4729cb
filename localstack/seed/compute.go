package seed

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// anyImage is what instances run in a plan without images of its own. Emulators do not look for it.
const anyImage = "ami-12345678"

// ownImage registers the image that a showcase's instances run, unless an earlier run did.
func (r *regionBuilder) ownImage(ctx context.Context) error {
	r.image = anyImage
	if !r.plan.Showcase {
		return nil
	}
	found, err := r.client.DescribeImages(ctx, &ec2.DescribeImagesInput{Filters: []types.Filter{{Name: aws.String("name"), Values: []string{"demarc-base"}}}})
	if err != nil {
		return err
	}
	if len(found.Images) > 0 {
		r.image = aws.ToString(found.Images[0].ImageId)
		return nil
	}
	out, err := r.client.RegisterImage(ctx, &ec2.RegisterImageInput{
		Name: aws.String("demarc-base"), Architecture: types.ArchitectureValuesX8664, RootDeviceName: aws.String("/dev/xvda"), VirtualizationType: aws.String("hvm"),
		BlockDeviceMappings: []types.BlockDeviceMapping{{DeviceName: aws.String("/dev/xvda"), Ebs: &types.EbsBlockDevice{VolumeSize: aws.Int32(8), VolumeType: types.VolumeTypeGp3}}},
	})
	if err := r.optional("EC2.RegisterImage", err); err != nil {
		return err
	}
	if out != nil && out.ImageId != nil {
		r.image = *out.ImageId
	}
	return nil
}

// run launches the region's share of instances in groups of twenty. In each group the root volumes are encrypted or
// not, and IMDSv2 is required or not, so that half complies with each.
func (r *regionBuilder) run(ctx context.Context) error {
	have, err := count(ctx, ec2.NewDescribeInstancesPaginator(r.client, &ec2.DescribeInstancesInput{}), func(p *ec2.DescribeInstancesOutput) int {
		n := 0
		for _, reservation := range p.Reservations {
			n += len(reservation.Instances)
		}
		return n
	})
	if err != nil {
		return err
	}
	for i := 0; have < r.share.instances; i++ {
		n := min(20, (r.share.instances+3)/4, r.share.instances-have)
		ids, err := r.launch(ctx, n, name("instance", i), i%2 == 0, i%4 < 2)
		if err != nil {
			return err
		}
		r.instances = append(r.instances, ids...)
		have += n
	}
	return nil
}

// launch runs n instances in the private subnet. SubnetId and SecurityGroupIds are set rather than a network
// interface: moto forgets the groups of the latter.
func (r *regionBuilder) launch(ctx context.Context, n int, what string, encrypted, v2 bool) ([]string, error) {
	tokens := types.HttpTokensStateOptional
	if v2 {
		tokens = types.HttpTokensStateRequired
	}
	out, err := r.client.RunInstances(ctx, &ec2.RunInstancesInput{
		ImageId: aws.String(r.image), MinCount: aws.Int32(int32(n)), MaxCount: aws.Int32(int32(n)), InstanceType: types.InstanceTypeM5Large,
		SubnetId: aws.String(r.subnets[1]), SecurityGroupIds: []string{r.private},
		IamInstanceProfile:  &types.IamInstanceProfileSpecification{Name: aws.String(profile)},
		MetadataOptions:     &types.InstanceMetadataOptionsRequest{HttpTokens: tokens, HttpEndpoint: types.InstanceMetadataEndpointStateEnabled},
		BlockDeviceMappings: []types.BlockDeviceMapping{{DeviceName: aws.String("/dev/xvda"), Ebs: &types.EbsBlockDevice{VolumeSize: aws.Int32(8), Encrypted: aws.Bool(encrypted)}}},
		TagSpecifications:   label(types.ResourceTypeInstance, what),
	})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, instance := range out.Instances {
		ids = append(ids, aws.ToString(instance.InstanceId))
	}
	return ids, nil
}

// volumes makes EBS volumes until the region has its share; every second one is encrypted.
func (r *regionBuilder) volumes(ctx context.Context) error {
	have, err := count(ctx, ec2.NewDescribeVolumesPaginator(r.client, &ec2.DescribeVolumesInput{}), func(p *ec2.DescribeVolumesOutput) int { return len(p.Volumes) })
	if err != nil {
		return err
	}
	return r.each(ctx, max(0, r.share.volumes-have), func(ctx context.Context, i int) error {
		_, err := r.volume(ctx, i%2 == 0)
		return err
	})
}

func (r *regionBuilder) volume(ctx context.Context, encrypted bool) (string, error) {
	out, err := r.client.CreateVolume(ctx, &ec2.CreateVolumeInput{
		AvailabilityZone: aws.String(r.region + "a"), Size: aws.Int32(1), Encrypted: aws.Bool(encrypted), TagSpecifications: label(types.ResourceTypeVolume, "demarc"),
	})
	if err != nil {
		return "", err
	}
	return aws.ToString(out.VolumeId), nil
}
