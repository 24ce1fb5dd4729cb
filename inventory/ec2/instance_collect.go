package ec2

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// InstanceCollector brings instances. DescribeInstanceTypes is among its lists because BareMetal decides the variant;
// it grows with the distinct types in use, a hundred to a call, and its failure is a gap in that one fact.
var InstanceCollector = &collect.Collector{
	Types:   []*inventory.Type{InstanceType},
	Lists:   []*inventory.Call{DescribeInstances, DescribeInstanceTypes},
	Details: []*inventory.Call{DescribeInstanceImageMetadata, DescribeInstanceAttribute},
	Collect: collectInstances,
}

func collectInstances(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	found, err := listInstances(ctx, s, client)
	addBareMetal(ctx, s, client, found)
	if s.Wants(DescribeInstanceImageMetadata) && len(found) > 0 {
		addImages(ctx, s, client, found)
	}
	if s.Wants(DescribeInstanceAttribute) {
		addUserData(ctx, s, client, found)
	}
	for _, i := range found {
		s.Emit(i)
	}
	return listError(DescribeInstances, err)
}

func listInstances(ctx context.Context, s *collect.Scan, client *sdk.Client) ([]*Instance, error) {
	p := sdk.NewDescribeInstancesPaginator(client, &sdk.DescribeInstancesInput{
		MaxResults:              aws.Int32(1000),
		IncludeManagedResources: aws.Bool(true), // or those that AWS operates may be missing
	})
	var out []*Instance
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return out, err
		}
		for _, r := range page.Reservations {
			for n := range r.Instances {
				if i := newInstance(s, &r.Instances[n]); i != nil {
					out = append(out, i)
				}
			}
		}
	}
	return out, nil
}

// newInstance returns nil for an instance that is terminated, or about to be.
func newInstance(s *collect.Scan, x *types.Instance) *Instance {
	id, ok := identified(s, InstanceType, x.InstanceId)
	if !ok {
		return nil
	}
	i := &Instance{
		Ref:                   tagged(s.Ref(id, "ec2", "instance/"+id), x.Tags),
		StateTransitionReason: inventory.FromPtr(x.StateTransitionReason),
		LaunchTime:            inventory.FromPtr(x.LaunchTime),
		InstanceType:          inventory.FromEnum(x.InstanceType),
		VirtualizationType:    inventory.FromEnum(x.VirtualizationType),
		PlatformDetails:       inventory.FromPtr(x.PlatformDetails),
		UsageOperation:        inventory.FromPtr(x.UsageOperation),
		OutpostARN:            orNone(x.OutpostArn),
		Operator:              inventory.Known(operatorOf(x.Operator)),
		// These are there "if applicable" (API reference, Instance).
		KeyName:         orNone(x.KeyName),
		PublicIPAddress: orNone(x.PublicIpAddress),
		SubnetID:        inventory.FromPtr(x.SubnetId),
		VPCID:           inventory.FromPtr(x.VpcId),
		EBSOptimized:    inventory.FromPtr(x.EbsOptimized),
		ImageID:         inventory.FromPtr(x.ImageId),
	}
	if x.State != nil {
		i.State = inventory.FromEnum(x.State.Name)
		if x.State.Name == types.InstanceStateNameTerminated || x.State.Name == types.InstanceStateNameShuttingDown {
			return nil
		}
	}
	i.place(x.Placement)
	i.metadata(x.MetadataOptions)
	i.attach(x)
	return i
}

// operatorOf reads an Operator. AWS sets it on what a service operates; its absence means that none does.
func operatorOf(o *types.OperatorResponse) Operator {
	if o == nil {
		return Operator{}
	}
	return Operator{Managed: aws.ToBool(o.Managed), Principal: aws.ToString(o.Principal)}
}

func (i *Instance) place(p *types.Placement) {
	if p == nil {
		p = &types.Placement{}
	}
	i.Tenancy = inventory.FromEnum(p.Tenancy)
	i.HostID, i.Affinity = orNone(p.HostId), orNone(p.Affinity) // only instances on a Dedicated Host have them
	i.AvailabilityZone = inventory.FromPtr(p.AvailabilityZone)
}

func (i *Instance) metadata(m *types.InstanceMetadataOptionsResponse) {
	if m == nil {
		m = &types.InstanceMetadataOptionsResponse{}
	}
	i.HTTPEndpoint = inventory.FromEnum(m.HttpEndpoint)
	i.HTTPTokens = inventory.FromEnum(m.HttpTokens)
	i.HTTPPutResponseHopLimit = inventory.FromPtr(m.HttpPutResponseHopLimit)
	i.HTTPProtocolIPv6 = inventory.FromEnum(m.HttpProtocolIpv6)
	i.InstanceMetadataTags = inventory.FromEnum(m.InstanceMetadataTags)
	i.MetadataState = inventory.FromEnum(m.State)
}

// attach reads what hangs on the instance.
func (i *Instance) attach(x *types.Instance) {
	profile := ""
	if x.IamInstanceProfile != nil {
		profile = aws.ToString(x.IamInstanceProfile.Arn)
	}
	i.IAMInstanceProfile = inventory.Known(profile)
	groups, nics, disks := []string{}, []string{}, []BlockDevice{}
	for _, g := range x.SecurityGroups {
		groups = append(groups, aws.ToString(g.GroupId))
	}
	for _, n := range x.NetworkInterfaces {
		nics = append(nics, aws.ToString(n.NetworkInterfaceId))
	}
	for _, d := range x.BlockDeviceMappings {
		if d.Ebs != nil {
			disks = append(disks, BlockDevice{aws.ToString(d.DeviceName), aws.ToString(d.Ebs.VolumeId), aws.ToBool(d.Ebs.DeleteOnTermination)})
		}
	}
	i.SecurityGroups, i.BlockDevices = inventory.Known(groups), inventory.Known(disks)
	// Every instance has a network interface, so a list without one is a hole in the answer.
	i.NetworkInterfaces = inventory.FromPtr[[]string](nil)
	if len(nics) > 0 {
		i.NetworkInterfaces = inventory.Known(nics)
	}
	if x.Monitoring != nil {
		i.Monitoring = inventory.FromEnum(x.Monitoring.State)
	}
	if x.EnclaveOptions != nil {
		i.EnclaveEnabled = inventory.FromPtr(x.EnclaveOptions.Enabled)
	}
}

// addBareMetal asks for the types in use by filter, not by name: a name that the region no longer offers would fail
// the whole call.
func addBareMetal(ctx context.Context, s *collect.Scan, client *sdk.Client, found []*Instance) {
	in := map[string][]*Instance{}
	for _, i := range found {
		if t, gap := i.InstanceType.Get(); gap == nil {
			in[t] = append(in[t], i)
		}
	}
	for names := range slices.Chunk(slices.Sorted(maps.Keys(in)), 100) {
		for _, n := range names {
			for _, i := range in[n] {
				i.BareMetal = inventory.FromPtr[bool](nil)
			}
		}
		p := sdk.NewDescribeInstanceTypesPaginator(client, &sdk.DescribeInstanceTypesInput{
			MaxResults: aws.Int32(100),
			Filters:    []types.Filter{{Name: aws.String("instance-type"), Values: names}},
		})
		for page, err := range collect.Pages(ctx, p) {
			if err != nil {
				for _, n := range names {
					for _, i := range in[n] {
						if !i.BareMetal.Known() {
							i.BareMetal = collect.Answer(s, DescribeInstanceTypes, false, err)
						}
					}
				}
				break
			}
			for _, t := range page.InstanceTypes {
				for _, i := range in[string(t.InstanceType)] {
					i.BareMetal = inventory.FromPtr(t.BareMetal)
				}
			}
		}
	}
}

// addImages reads the images of all instances in pages of a thousand. It also knows images that are gone or not
// shared with the account any more, which DescribeImages does not.
func addImages(ctx context.Context, s *collect.Scan, client *sdk.Client, found []*Instance) {
	by := make(map[string]*Instance, len(found))
	for _, i := range found {
		by[i.ID] = i
		i.image(&types.ImageMetadata{}, nil)
	}
	p := sdk.NewDescribeInstanceImageMetadataPaginator(client, &sdk.DescribeInstanceImageMetadataInput{MaxResults: aws.Int32(1000)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			gap := s.Gap(DescribeInstanceImageMetadata, err)
			for _, i := range by {
				i.image(nil, gap)
			}
			return
		}
		for _, m := range page.InstanceImageMetadata {
			if i := by[aws.ToString(m.InstanceId)]; i != nil && m.ImageMetadata != nil {
				i.image(m.ImageMetadata, nil)
				delete(by, i.ID)
			}
		}
	}
}

// image sets the facts of an instance's image, or gap in their place.
func (i *Instance) image(m *types.ImageMetadata, gap *inventory.Gap) {
	if gap != nil {
		none, no := inventory.Missing[string](gap), inventory.Missing[bool](gap)
		i.ImageName, i.ImageOwnerID, i.ImageOwnerAlias, i.ImageCreationDate, i.ImageDeprecationTime, i.ImageState = none, none, none, none, none, none
		i.ImageAllowed, i.ImageIsPublic = no, no
		return
	}
	i.ImageName, i.ImageOwnerID = inventory.FromPtr(m.Name), inventory.FromPtr(m.OwnerId)
	i.ImageCreationDate, i.ImageState = inventory.FromPtr(m.CreationDate), inventory.FromEnum(m.State)
	i.ImageAllowed, i.ImageIsPublic = inventory.FromPtr(m.ImageAllowed), inventory.FromPtr(m.IsPublic)
	i.ImageOwnerAlias, i.ImageDeprecationTime = inventory.FromPtr(m.ImageOwnerAlias), inventory.FromPtr(m.DeprecationTime)
	if m.ImageId != nil {
		// An image has an alias only when one of AWS's programmes owns it, and a deprecation time only when one is set.
		i.ImageOwnerAlias, i.ImageDeprecationTime = orNone(m.ImageOwnerAlias), orNone(m.DeprecationTime)
	}
}
