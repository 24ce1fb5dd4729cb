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

// SpotFleetRequestType describes Spot Fleet requests.
var SpotFleetRequestType = inventory.Describe[SpotFleetRequest]("ec2.spot_fleet_request", DescribeSpotFleetRequests).Of(responsibility.EC2LaunchTemplate)

// A SpotFleetRequest launches Spot Instances, by launch templates or by parameters of its own.
type SpotFleetRequest struct {
	inventory.Ref

	SpotFleetRequestState inventory.Fact[string] `json:"SpotFleetRequestState,omitzero"` // submitted, active, modifying
	// LaunchSpecifications are the parameters of the request's own; none where launch templates say what is launched.
	LaunchSpecifications inventory.Fact[[]SpotLaunch] `json:"SpotFleetRequestConfig.LaunchSpecifications,omitzero"`
}

// A SpotLaunch is one of the sets of parameters of a request. Its user data is not kept.
type SpotLaunch struct {
	ImageID      string           `json:"ImageId,omitempty"`
	BlockDevices []TemplateDevice `json:"BlockDeviceMappings,omitempty"`
}

// Type implements inventory.Resource.
func (*SpotFleetRequest) Type() *inventory.Type { return SpotFleetRequestType }

// Classify implements inventory.Resource. The matrix has no row for it.
func (*SpotFleetRequest) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2LaunchTemplate, Why: "a Spot Fleet request; the division of duties is borrowed from a launch template, which says what to launch as it does"}
}

// SpotFleetRequestCollector brings the Spot Fleet requests of a region that still launch, a thousand in a page. Requests
// that are cancelled or failed stay in the answer for a while and launch nothing.
var SpotFleetRequestCollector = &collect.Collector{
	Types:   []*inventory.Type{SpotFleetRequestType},
	Lists:   []*inventory.Call{DescribeSpotFleetRequests},
	Collect: collectSpotFleetRequests,
}

func collectSpotFleetRequests(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeSpotFleetRequestsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeSpotFleetRequestsInput{MaxResults: aws.Int32(1000)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return err
		}
		for i := range page.SpotFleetRequestConfigs {
			x := &page.SpotFleetRequestConfigs[i]
			switch x.SpotFleetRequestState {
			case types.BatchStateCancelled, types.BatchStateFailed, types.BatchStateCancelledRunning, types.BatchStateCancelledTerminatingInstances:
				continue
			}
			if id, ok := identified(s, SpotFleetRequestType, x.SpotFleetRequestId); ok {
				s.Emit(newSpotFleetRequest(s, id, x))
			}
		}
	}
	return nil
}

func newSpotFleetRequest(s *collect.Scan, id string, x *types.SpotFleetRequestConfig) *SpotFleetRequest {
	r := &SpotFleetRequest{Ref: tagged(s.Ref(id, "ec2", "spot-fleet-request/"+id), x.Tags), SpotFleetRequestState: inventory.FromEnum(x.SpotFleetRequestState)}
	if x.SpotFleetRequestConfig == nil {
		r.LaunchSpecifications = inventory.FromPtr[[]SpotLaunch](nil)
		return r
	}
	var list []SpotLaunch
	for _, l := range x.SpotFleetRequestConfig.LaunchSpecifications {
		launch := SpotLaunch{ImageID: aws.ToString(l.ImageId)}
		for _, b := range l.BlockDeviceMappings {
			if b.Ebs != nil {
				launch.BlockDevices = append(launch.BlockDevices, TemplateDevice{aws.ToString(b.DeviceName), b.Ebs.Encrypted, aws.ToString(b.Ebs.SnapshotId)})
			}
		}
		list = append(list, launch)
	}
	r.LaunchSpecifications = inventory.Known(list)
	return r
}
