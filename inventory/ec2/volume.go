package ec2

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// VolumeType describes EBS volumes.
var VolumeType = inventory.Describe[Volume]("ec2.volume", DescribeVolumes).Of(responsibility.EC2Volume)

// A Volume is an EBS volume.
type Volume struct {
	inventory.Ref

	State            inventory.Fact[string]       `json:"State,omitzero"` // creating, available, in-use, deleting, deleted, error
	Encrypted        inventory.Fact[bool]         `json:"Encrypted,omitzero"`
	KMSKeyID         inventory.Fact[string]       `json:"KmsKeyId,omitzero"` // an ARN; empty when not encrypted
	VolumeType       inventory.Fact[string]       `json:"VolumeType,omitzero"`
	Size             inventory.Fact[int32]        `json:"Size,omitzero"` // GiB
	CreateTime       inventory.Fact[time.Time]    `json:"CreateTime,omitzero"`
	SnapshotID       inventory.Fact[string]       `json:"SnapshotId,omitzero"` // empty when made without one
	AvailabilityZone inventory.Fact[string]       `json:"AvailabilityZone,omitzero"`
	Attachments      inventory.Fact[[]Attachment] `json:"Attachments,omitzero"`
	Operator         inventory.Fact[Operator]     `json:"Operator,omitzero"`
}

// An Attachment is one use of a volume. AWS leaves InstanceId out where the volume hangs on something that a service
// runs for the account; then InstanceOwningService names the service.
type Attachment struct {
	InstanceID            string `json:"InstanceId,omitempty"`
	InstanceOwningService string `json:"InstanceOwningService,omitempty"`
	Device                string `json:"Device,omitempty"`
	State                 string `json:"State,omitempty"`
	DeleteOnTermination   *bool  `json:"DeleteOnTermination,omitempty"`
}

// Type implements inventory.Resource.
func (*Volume) Type() *inventory.Type { return VolumeType }

// Classify implements inventory.Resource.
func (*Volume) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Volume, Why: "an EBS volume"}
}

// VolumeCollector brings volumes.
var VolumeCollector = &collect.Collector{
	Types:   []*inventory.Type{VolumeType},
	Lists:   []*inventory.Call{DescribeVolumes},
	Collect: collectVolumes,
}

func collectVolumes(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeVolumesPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeVolumesInput{
		MaxResults:              aws.Int32(500), // more are not returned
		IncludeManagedResources: aws.Bool(true),
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return err
		}
		for i := range page.Volumes {
			x := &page.Volumes[i]
			if id, ok := identified(s, VolumeType, x.VolumeId); ok && x.State != types.VolumeStateDeleted {
				s.Emit(newVolume(tagged(s.Ref(id, "ec2", "volume/"+id), x.Tags), x))
			}
		}
	}
	return nil
}

func newVolume(ref inventory.Ref, x *types.Volume) *Volume {
	v := &Volume{
		Ref:              ref,
		State:            inventory.FromEnum(x.State),
		Encrypted:        inventory.FromPtr(x.Encrypted),
		KMSKeyID:         keyOf(x.Encrypted, x.KmsKeyId),
		VolumeType:       inventory.FromEnum(x.VolumeType),
		Size:             inventory.FromPtr(x.Size),
		CreateTime:       inventory.FromPtr(x.CreateTime),
		SnapshotID:       orNone(x.SnapshotId), // "if applicable"
		AvailabilityZone: inventory.FromPtr(x.AvailabilityZone),
		Operator:         inventory.Known(operatorOf(x.Operator)),
	}
	uses := []Attachment{}
	for _, a := range x.Attachments {
		uses = append(uses, Attachment{aws.ToString(a.InstanceId), aws.ToString(a.InstanceOwningService), aws.ToString(a.Device), string(a.State), a.DeleteOnTermination})
	}
	v.Attachments = inventory.Known(uses)
	return v
}

// keyOf returns the key of something that may be encrypted. What is not encrypted has none; what is, and names none,
// says nothing about its key.
func keyOf(encrypted *bool, key *string) inventory.Fact[string] {
	if key == nil && encrypted != nil && !*encrypted {
		return inventory.Known("")
	}
	return inventory.FromPtr(key)
}
