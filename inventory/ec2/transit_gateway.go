package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A TransitGateway routes between VPCs, VPNs and other accounts' networks. One that another account shares is listed
// too; its Ref names the owner.
type TransitGateway struct {
	inventory.Ref
	OwnerID inventory.Fact[string] `json:"OwnerId,omitzero"`
	State   inventory.Fact[string] `json:"State,omitzero"`
	// AutoAcceptSharedAttachments is "enable" or "disable".
	AutoAcceptSharedAttachments inventory.Fact[string] `json:"Options.AutoAcceptSharedAttachments,omitzero"`
}

// TransitGatewayType describes TransitGateway.
var TransitGatewayType = inventory.Describe[TransitGateway]("ec2.transit_gateway", DescribeTransitGateways).Of(responsibility.EC2VPC)

// Type implements inventory.Resource.
func (*TransitGateway) Type() *inventory.Type { return TransitGatewayType }

// Classify implements inventory.Resource. The matrix has no row of its own for the router between VPCs: its duties
// are those of a VPC.
func (*TransitGateway) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2VPC, Why: "a transit gateway is the router between VPCs"}
}

// TransitGatewayCollector lists transit gateways.
var TransitGatewayCollector = &collect.Collector{
	Types:   []*inventory.Type{TransitGatewayType},
	Lists:   []*inventory.Call{DescribeTransitGateways},
	Collect: collectTransitGateways,
}

func collectTransitGateways(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeTransitGatewaysPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeTransitGatewaysInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeTransitGatewaysOutput) {
		for _, x := range out.TransitGateways {
			id, ok := identified(s, TransitGatewayType, x.TransitGatewayId)
			if !ok {
				continue
			}
			g := &TransitGateway{
				Ref:                         owned(s, id, "transit-gateway/"+id, x.OwnerId, x.Tags),
				OwnerID:                     inventory.FromPtr(x.OwnerId),
				State:                       inventory.FromEnum(x.State),
				AutoAcceptSharedAttachments: inventory.FromPtr[string](nil),
			}
			if x.Options != nil {
				g.AutoAcceptSharedAttachments = inventory.FromEnum(x.Options.AutoAcceptSharedAttachments)
			}
			s.Emit(g)
		}
	})
}
