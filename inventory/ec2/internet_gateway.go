package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// An InternetGateway joins a VPC to the internet.
type InternetGateway struct {
	inventory.Ref
	// VPCs are the ids of the VPCs that it is attached to: none or one.
	VPCs inventory.Fact[[]string] `json:"Attachments.VpcId,omitzero"`
}

// InternetGatewayType describes InternetGateway.
var InternetGatewayType = inventory.Describe[InternetGateway]("ec2.internet_gateway", DescribeInternetGateways)

// Type implements inventory.Resource.
func (*InternetGateway) Type() *inventory.Type { return InternetGatewayType }

// Classify implements inventory.Resource. Internet gateways are read by the checks of their VPCs.
func (*InternetGateway) Classify() inventory.Classification { return inventory.Classification{} }

// InternetGatewayCollector lists internet gateways.
var InternetGatewayCollector = &collect.Collector{
	Types:   []*inventory.Type{InternetGatewayType},
	Lists:   []*inventory.Call{DescribeInternetGateways},
	Collect: collectInternetGateways,
}

func collectInternetGateways(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeInternetGatewaysPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeInternetGatewaysInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeInternetGatewaysOutput) {
		for _, x := range out.InternetGateways {
			id, ok := identified(s, InternetGatewayType, x.InternetGatewayId)
			if !ok {
				continue
			}
			s.Emit(&InternetGateway{
				Ref:  owned(s, id, "internet-gateway/"+id, x.OwnerId, x.Tags),
				VPCs: listed(x.Attachments, func(a types.InternetGatewayAttachment) string { return aws.ToString(a.VpcId) }),
			})
		}
	})
}
