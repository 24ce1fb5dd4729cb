package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A VPCPeeringConnection joins two VPCs, of one account or two.
type VPCPeeringConnection struct {
	inventory.Ref
	// Status is "active" while packets pass.
	Status    inventory.Fact[string]      `json:"Status.Code,omitzero"`
	Requester inventory.Fact[PeeringSide] `json:"RequesterVpcInfo,omitzero"`
	Accepter  inventory.Fact[PeeringSide] `json:"AccepterVpcInfo,omitzero"`
}

// A PeeringSide is one VPC of a peering connection.
type PeeringSide struct {
	VPCID   string `json:"VpcId"`
	OwnerID string `json:"OwnerId"`
	Region  string `json:"Region"`
	// CIDRBlocks are the ranges of both IP versions; none before the connection was active.
	CIDRBlocks []string `json:"CidrBlocks,omitempty"`
}

// VPCPeeringConnectionType describes VPCPeeringConnection.
var VPCPeeringConnectionType = inventory.Describe[VPCPeeringConnection]("ec2.vpc_peering_connection", DescribeVpcPeeringConnections)

// Type implements inventory.Resource.
func (*VPCPeeringConnection) Type() *inventory.Type { return VPCPeeringConnectionType }

// Classify implements inventory.Resource. Peering connections are read by the checks of their VPCs.
func (*VPCPeeringConnection) Classify() inventory.Classification { return inventory.Classification{} }

// VPCPeeringConnectionCollector lists VPC peering connections.
var VPCPeeringConnectionCollector = &collect.Collector{
	Types:   []*inventory.Type{VPCPeeringConnectionType},
	Lists:   []*inventory.Call{DescribeVpcPeeringConnections},
	Collect: collectVPCPeeringConnections,
}

func collectVPCPeeringConnections(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeVpcPeeringConnectionsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeVpcPeeringConnectionsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeVpcPeeringConnectionsOutput) {
		for _, x := range out.VpcPeeringConnections {
			id, ok := identified(s, VPCPeeringConnectionType, x.VpcPeeringConnectionId)
			if !ok {
				continue
			}
			c := &VPCPeeringConnection{
				Ref:       tagged(s.Ref(id, "ec2", "vpc-peering-connection/"+id), x.Tags),
				Status:    inventory.FromPtr[string](nil),
				Requester: peeringSide(x.RequesterVpcInfo),
				Accepter:  peeringSide(x.AccepterVpcInfo),
			}
			if x.Status != nil {
				c.Status = inventory.FromEnum(x.Status.Code)
			}
			s.Emit(c)
		}
	})
}

func peeringSide(x *types.VpcPeeringConnectionVpcInfo) inventory.Fact[PeeringSide] {
	if x == nil {
		return inventory.FromPtr[PeeringSide](nil)
	}
	side := PeeringSide{VPCID: aws.ToString(x.VpcId), OwnerID: aws.ToString(x.OwnerId), Region: aws.ToString(x.Region)}
	for _, b := range x.CidrBlockSet {
		side.CIDRBlocks = append(side.CIDRBlocks, aws.ToString(b.CidrBlock))
	}
	if len(side.CIDRBlocks) == 0 && x.CidrBlock != nil {
		side.CIDRBlocks = append(side.CIDRBlocks, *x.CidrBlock)
	}
	for _, b := range x.Ipv6CidrBlockSet {
		side.CIDRBlocks = append(side.CIDRBlocks, aws.ToString(b.Ipv6CidrBlock))
	}
	return inventory.Known(side)
}
