package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A RouteTable says where packets go that leave its subnets, or that enter by the gateway it is associated with.
type RouteTable struct {
	inventory.Ref
	OwnerID      inventory.Fact[string]                  `json:"OwnerId,omitzero"`
	VPCID        inventory.Fact[string]                  `json:"VpcId,omitzero"`
	Routes       inventory.Fact[[]Route]                 `json:"Routes,omitzero"`
	Associations inventory.Fact[[]RouteTableAssociation] `json:"Associations,omitzero"`
}

// A Route is one destination and its target. One of the destinations and one of the targets is set.
type Route struct {
	DestinationCIDRBlock     string `json:"DestinationCidrBlock,omitempty"`
	DestinationIPv6CIDRBlock string `json:"DestinationIpv6CidrBlock,omitempty"`
	DestinationPrefixListID  string `json:"DestinationPrefixListId,omitempty"`
	// GatewayID is "local", an internet gateway (igw-), a virtual private gateway (vgw-), or a VPC endpoint (vpce-).
	GatewayID                   string `json:"GatewayId,omitempty"`
	CarrierGatewayID            string `json:"CarrierGatewayId,omitempty"`
	CoreNetworkARN              string `json:"CoreNetworkArn,omitempty"`
	EgressOnlyInternetGatewayID string `json:"EgressOnlyInternetGatewayId,omitempty"`
	InstanceID                  string `json:"InstanceId,omitempty"`
	LocalGatewayID              string `json:"LocalGatewayId,omitempty"`
	NATGatewayID                string `json:"NatGatewayId,omitempty"`
	NetworkInterfaceID          string `json:"NetworkInterfaceId,omitempty"`
	TransitGatewayID            string `json:"TransitGatewayId,omitempty"`
	VPCPeeringConnectionID      string `json:"VpcPeeringConnectionId,omitempty"`
	// State is "active", or "blackhole" where the target is not there.
	State string `json:"State,omitempty"`
}

// A RouteTableAssociation says what a route table serves: a subnet, a gateway, or (Main) each subnet of the VPC that
// has no association of its own.
type RouteTableAssociation struct {
	SubnetID  string `json:"SubnetId,omitempty"`
	GatewayID string `json:"GatewayId,omitempty"`
	Main      bool   `json:"Main,omitempty"`
	// State is "associated" when it is in force; empty where the answer leaves it out.
	State string `json:"AssociationState.State,omitempty"`
}

// RouteTableType describes RouteTable.
var RouteTableType = inventory.Describe[RouteTable]("ec2.route_table", DescribeRouteTables)

// Type implements inventory.Resource.
func (*RouteTable) Type() *inventory.Type { return RouteTableType }

// Classify implements inventory.Resource. Route tables are read by the checks of what they serve.
func (*RouteTable) Classify() inventory.Classification { return inventory.Classification{} }

// RouteTableCollector lists route tables.
var RouteTableCollector = &collect.Collector{
	Types:   []*inventory.Type{RouteTableType},
	Lists:   []*inventory.Call{DescribeRouteTables},
	Collect: collectRouteTables,
}

func collectRouteTables(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeRouteTablesPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeRouteTablesInput{MaxResults: aws.Int32(pageOfRouteTables)})
	return walk(ctx, p, func(out *sdk.DescribeRouteTablesOutput) {
		for i := range out.RouteTables {
			if id, ok := identified(s, RouteTableType, out.RouteTables[i].RouteTableId); ok {
				s.Emit(newRouteTable(s, id, &out.RouteTables[i]))
			}
		}
	})
}

func newRouteTable(s *collect.Scan, id string, x *types.RouteTable) *RouteTable {
	return &RouteTable{
		Ref:          owned(s, id, "route-table/"+id, x.OwnerId, x.Tags),
		OwnerID:      inventory.FromPtr(x.OwnerId),
		VPCID:        inventory.FromPtr(x.VpcId),
		Routes:       listed(x.Routes, newRoute),
		Associations: listed(x.Associations, newRouteTableAssociation),
	}
}

func newRoute(x types.Route) Route {
	return Route{
		DestinationCIDRBlock:        aws.ToString(x.DestinationCidrBlock),
		DestinationIPv6CIDRBlock:    aws.ToString(x.DestinationIpv6CidrBlock),
		DestinationPrefixListID:     aws.ToString(x.DestinationPrefixListId),
		GatewayID:                   aws.ToString(x.GatewayId),
		CarrierGatewayID:            aws.ToString(x.CarrierGatewayId),
		CoreNetworkARN:              aws.ToString(x.CoreNetworkArn),
		EgressOnlyInternetGatewayID: aws.ToString(x.EgressOnlyInternetGatewayId),
		InstanceID:                  aws.ToString(x.InstanceId),
		LocalGatewayID:              aws.ToString(x.LocalGatewayId),
		NATGatewayID:                aws.ToString(x.NatGatewayId),
		NetworkInterfaceID:          aws.ToString(x.NetworkInterfaceId),
		TransitGatewayID:            aws.ToString(x.TransitGatewayId),
		VPCPeeringConnectionID:      aws.ToString(x.VpcPeeringConnectionId),
		State:                       string(x.State),
	}
}

func newRouteTableAssociation(x types.RouteTableAssociation) RouteTableAssociation {
	a := RouteTableAssociation{SubnetID: aws.ToString(x.SubnetId), GatewayID: aws.ToString(x.GatewayId), Main: aws.ToBool(x.Main)}
	if x.AssociationState != nil {
		a.State = string(x.AssociationState.State)
	}
	return a
}
