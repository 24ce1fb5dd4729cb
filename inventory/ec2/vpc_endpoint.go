package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A VPCEndpoint is a private door from a VPC to a service.
type VPCEndpoint struct {
	inventory.Ref
	VPCID inventory.Fact[string] `json:"VpcId,omitzero"`
	// VpcEndpointType is "Interface", "Gateway", "GatewayLoadBalancer", "Resource" or "ServiceNetwork".
	VpcEndpointType inventory.Fact[string] `json:"VpcEndpointType,omitzero"`
	// ServiceName is "com.amazonaws.eu-central-1.ec2", or that of another vendor's endpoint service.
	ServiceName inventory.Fact[string] `json:"ServiceName,omitzero"`
	// State is "available" when the endpoint works. The API's spelling has varied in case.
	State inventory.Fact[string] `json:"State,omitzero"`
	// PolicyDocument limits who may use the endpoint for what; empty for a type that has none.
	PolicyDocument    inventory.Fact[string] `json:"PolicyDocument,omitzero"`
	PrivateDNSEnabled inventory.Fact[bool]   `json:"PrivateDnsEnabled,omitzero"`
}

// VPCEndpointType describes VPCEndpoint.
var VPCEndpointType = inventory.Describe[VPCEndpoint]("ec2.vpc_endpoint", DescribeVpcEndpoints)

// Type implements inventory.Resource.
func (*VPCEndpoint) Type() *inventory.Type { return VPCEndpointType }

// Classify implements inventory.Resource. Endpoints are read by the checks of their VPCs.
func (*VPCEndpoint) Classify() inventory.Classification { return inventory.Classification{} }

// VPCEndpointCollector lists VPC endpoints.
var VPCEndpointCollector = &collect.Collector{
	Types:   []*inventory.Type{VPCEndpointType},
	Lists:   []*inventory.Call{DescribeVpcEndpoints},
	Collect: collectVPCEndpoints,
}

func collectVPCEndpoints(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeVpcEndpointsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeVpcEndpointsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeVpcEndpointsOutput) {
		for _, x := range out.VpcEndpoints {
			id, ok := identified(s, VPCEndpointType, x.VpcEndpointId)
			if !ok {
				continue
			}
			s.Emit(&VPCEndpoint{
				Ref:             owned(s, id, "vpc-endpoint/"+id, x.OwnerId, x.Tags),
				VPCID:           inventory.FromPtr(x.VpcId),
				VpcEndpointType: inventory.FromEnum(x.VpcEndpointType),
				ServiceName:     inventory.FromPtr(x.ServiceName),
				State:           inventory.FromEnum(x.State),
				// Gateway Load Balancer endpoints have no policy, and the API leaves the field out.
				PolicyDocument:    inventory.Known(aws.ToString(x.PolicyDocument)),
				PrivateDNSEnabled: inventory.FromPtr(x.PrivateDnsEnabled),
			})
		}
	})
}
