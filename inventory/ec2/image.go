package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// ImageType describes machine images.
var ImageType = inventory.Describe[Image]("ec2.image", DescribeImages, DescribeImageAttribute).Of(responsibility.EC2ImageOwn)

// An Image is a machine image (AMI) that the account owns, deprecated and disabled ones among them. The images of
// others that instances run are facts of those instances.
type Image struct {
	inventory.Ref

	State           inventory.Fact[string]        `json:"State,omitzero"` // available, disabled, pending, failed, ...
	OwnerID         inventory.Fact[string]        `json:"OwnerId,omitzero"`
	Public          inventory.Fact[bool]          `json:"Public,omitzero"`
	CreationDate    inventory.Fact[string]        `json:"CreationDate,omitzero"`    // RFC 3339
	DeprecationTime inventory.Fact[string]        `json:"DeprecationTime,omitzero"` // RFC 3339; empty when none is set
	ImdsSupport     inventory.Fact[string]        `json:"ImdsSupport,omitzero"`     // v2.0, or empty
	PlatformDetails inventory.Fact[string]        `json:"PlatformDetails,omitzero"`
	BlockDevices    inventory.Fact[[]ImageDevice] `json:"BlockDeviceMappings,omitzero"`
	// LaunchPermissions says with whom the image is shared.
	LaunchPermissions inventory.Fact[[]LaunchPermission] `json:"LaunchPermissions,omitzero" call:"DescribeImageAttribute"`
}

// An ImageDevice is an EBS volume that the image brings. Encrypted is nil where AWS did not say.
type ImageDevice struct {
	DeviceName string `json:"DeviceName"`
	SnapshotID string `json:"SnapshotId,omitempty"`
	Encrypted  *bool  `json:"Encrypted,omitempty"`
}

// A LaunchPermission lets an account, an organisation, a unit of one, or the group "all", launch an image. One field
// is set.
type LaunchPermission struct {
	Group                 string `json:"Group,omitempty"`
	UserID                string `json:"UserId,omitempty"`
	OrganizationARN       string `json:"OrganizationArn,omitempty"`
	OrganizationalUnitARN string `json:"OrganizationalUnitArn,omitempty"`
}

// Type implements inventory.Resource.
func (*Image) Type() *inventory.Type { return ImageType }

// Classify implements inventory.Resource.
func (*Image) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2ImageOwn, Why: "an image that the account owns"}
}

// ImageCollector brings the account's own images. DescribeImageAttribute has no batch form: it is made once for each
// image, and only when a check of sharing with single accounts is selected.
var ImageCollector = &collect.Collector{
	Types:   []*inventory.Type{ImageType},
	Lists:   []*inventory.Call{DescribeImages},
	Details: []*inventory.Call{DescribeImageAttribute},
	Collect: collectImages,
}

func collectImages(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	own, err := listImages(ctx, s, client)
	if s.Wants(DescribeImageAttribute) {
		s.Each(ctx, len(own), func(ctx context.Context, i int) {
			out, err := client.DescribeImageAttribute(ctx, &sdk.DescribeImageAttributeInput{ImageId: &own[i].ID, Attribute: types.ImageAttributeNameLaunchPermission})
			switch {
			case err != nil:
				own[i].LaunchPermissions = collect.Answer[[]LaunchPermission](s, DescribeImageAttribute, nil, err)
			case aws.ToString(out.ImageId) != own[i].ID:
				own[i].LaunchPermissions = inventory.FromPtr[[]LaunchPermission](nil) // an answer to another question
			default:
				own[i].LaunchPermissions = inventory.Known(launchPermissionsOf(out.LaunchPermissions))
			}
		})
	}
	for _, x := range own {
		s.Emit(x)
	}
	return err
}

// listImages keeps the images of the account: some emulators ignore Owners and return all they have.
func listImages(ctx context.Context, s *collect.Scan, client *sdk.Client) ([]*Image, error) {
	p := sdk.NewDescribeImagesPaginator(client, &sdk.DescribeImagesInput{
		Owners: []string{"self"}, IncludeDeprecated: aws.Bool(true), IncludeDisabled: aws.Bool(true), MaxResults: aws.Int32(1000),
	})
	var out []*Image
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return out, err
		}
		for i := range page.Images {
			x := &page.Images[i]
			id, ok := identified(s, ImageType, x.ImageId)
			if !ok || x.OwnerId != nil && *x.OwnerId != s.Account || x.State == types.ImageStateDeregistered {
				continue
			}
			ref := tagged(s.Ref(id, "ec2", "image/"+id), x.Tags)
			ref.ARN = "arn:" + s.Partition + ":ec2:" + s.Region + "::image/" + id
			if x.Name != nil {
				ref.Name = *x.Name
			}
			out = append(out, newImage(ref, x))
		}
	}
	return out, nil
}

func newImage(ref inventory.Ref, x *types.Image) *Image {
	disks := []ImageDevice{}
	for _, d := range x.BlockDeviceMappings {
		if d.Ebs != nil {
			disks = append(disks, ImageDevice{aws.ToString(d.DeviceName), aws.ToString(d.Ebs.SnapshotId), d.Ebs.Encrypted})
		}
	}
	return &Image{
		Ref:             ref,
		State:           inventory.FromEnum(x.State),
		OwnerID:         inventory.FromPtr(x.OwnerId),
		Public:          inventory.FromPtr(x.Public),
		CreationDate:    inventory.FromPtr(x.CreationDate),
		DeprecationTime: orNone(x.DeprecationTime),
		ImdsSupport:     inventory.Known(string(x.ImdsSupport)), // there only when the image asks for IMDSv2
		PlatformDetails: inventory.FromPtr(x.PlatformDetails),
		BlockDevices:    inventory.Known(disks),
	}
}

func launchPermissionsOf(ps []types.LaunchPermission) []LaunchPermission {
	out := []LaunchPermission{}
	for _, p := range ps {
		out = append(out, LaunchPermission{string(p.Group), aws.ToString(p.UserId), aws.ToString(p.OrganizationArn), aws.ToString(p.OrganizationalUnitArn)})
	}
	return out
}
