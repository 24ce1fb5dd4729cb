package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A ClientVPNEndpoint is where people's machines dial in to a VPC.
type ClientVPNEndpoint struct {
	inventory.Ref
	// Status is "available" when clients can connect.
	Status     inventory.Fact[string] `json:"Status.Code,omitzero"`
	LogEnabled inventory.Fact[bool]   `json:"ConnectionLogOptions.Enabled,omitzero"`
}

// ClientVPNEndpointType describes ClientVPNEndpoint.
var ClientVPNEndpointType = inventory.Describe[ClientVPNEndpoint]("ec2.client_vpn_endpoint", DescribeClientVpnEndpoints).Of(responsibility.EC2VPC)

// Type implements inventory.Resource.
func (*ClientVPNEndpoint) Type() *inventory.Type { return ClientVPNEndpointType }

// Classify implements inventory.Resource. The matrix has no row of its own for the way into a VPC: its duties are
// those of a VPC.
func (*ClientVPNEndpoint) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2VPC, Why: "a Client VPN endpoint is a way into a VPC"}
}

// ClientVPNEndpointCollector lists Client VPN endpoints.
var ClientVPNEndpointCollector = &collect.Collector{
	Types:   []*inventory.Type{ClientVPNEndpointType},
	Lists:   []*inventory.Call{DescribeClientVpnEndpoints},
	Collect: collectClientVPNEndpoints,
}

func collectClientVPNEndpoints(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeClientVpnEndpointsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeClientVpnEndpointsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeClientVpnEndpointsOutput) {
		for _, x := range out.ClientVpnEndpoints {
			id, ok := identified(s, ClientVPNEndpointType, x.ClientVpnEndpointId)
			if !ok {
				continue
			}
			e := &ClientVPNEndpoint{
				Ref:        tagged(s.Ref(id, "ec2", "client-vpn-endpoint/"+id), x.Tags),
				Status:     inventory.FromPtr[string](nil),
				LogEnabled: inventory.FromPtr[bool](nil),
			}
			if x.Status != nil {
				e.Status = inventory.FromEnum(x.Status.Code)
			}
			if x.ConnectionLogOptions != nil {
				e.LogEnabled = inventory.FromPtr(x.ConnectionLogOptions.Enabled)
			}
			s.Emit(e)
		}
	})
}
