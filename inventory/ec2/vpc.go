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

// A VPC is a virtual network. One that another account shares is listed too; its Ref names the owner.
type VPC struct {
	inventory.Ref
	OwnerID         inventory.Fact[string] `json:"OwnerId,omitzero"`
	State           inventory.Fact[string] `json:"State,omitzero"`
	IsDefault       inventory.Fact[bool]   `json:"IsDefault,omitzero"`
	InstanceTenancy inventory.Fact[string] `json:"InstanceTenancy,omitzero"`
	// CIDRBlocks and IPv6CIDRBlocks are all blocks that were ever asked for, with their state.
	CIDRBlocks     inventory.Fact[[]CIDRBlock] `json:"CidrBlockAssociationSet,omitzero"`
	IPv6CIDRBlocks inventory.Fact[[]CIDRBlock] `json:"Ipv6CidrBlockAssociationSet,omitzero"`
	// InternetGatewayBlockMode is what VPC Block Public Access does here, exclusions counted:
	// "off", "block-ingress" or "block-bidirectional".
	InternetGatewayBlockMode inventory.Fact[string] `json:"BlockPublicAccessStates.InternetGatewayBlockMode,omitzero"`
}

// A CIDRBlock is an address range of a VPC or subnet, and whether it is in force ("associated").
type CIDRBlock struct {
	CIDR  string `json:"Cidr"`
	State string `json:"State"`
}

// VPCType describes VPC.
var VPCType = inventory.Describe[VPC]("ec2.vpc", DescribeVpcs).Of(responsibility.EC2VPC)

// Type implements inventory.Resource.
func (*VPC) Type() *inventory.Type { return VPCType }

// Classify implements inventory.Resource. A VPC has no variants.
func (*VPC) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2VPC, Why: "every VPC is configuration of the customer"}
}

// VPCCollector lists VPCs.
var VPCCollector = &collect.Collector{
	Types:   []*inventory.Type{VPCType},
	Lists:   []*inventory.Call{DescribeVpcs},
	Collect: collectVPCs,
}

func collectVPCs(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeVpcsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeVpcsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeVpcsOutput) {
		for i := range out.Vpcs {
			if id, ok := identified(s, VPCType, out.Vpcs[i].VpcId); ok {
				s.Emit(newVPC(s, id, &out.Vpcs[i]))
			}
		}
	})
}

func newVPC(s *collect.Scan, id string, x *types.Vpc) *VPC {
	return &VPC{
		Ref:             owned(s, id, "vpc/"+id, x.OwnerId, x.Tags),
		OwnerID:         inventory.FromPtr(x.OwnerId),
		State:           inventory.FromEnum(x.State),
		IsDefault:       inventory.FromPtr(x.IsDefault),
		InstanceTenancy: inventory.FromEnum(x.InstanceTenancy),
		CIDRBlocks: listed(x.CidrBlockAssociationSet, func(b types.VpcCidrBlockAssociation) CIDRBlock {
			return CIDRBlock{aws.ToString(b.CidrBlock), vpcBlockState(b.CidrBlockState)}
		}),
		// The set is left out of the answer for a VPC without IPv6.
		IPv6CIDRBlocks: inventory.Known(each(x.Ipv6CidrBlockAssociationSet, func(b types.VpcIpv6CidrBlockAssociation) CIDRBlock {
			return CIDRBlock{aws.ToString(b.Ipv6CidrBlock), vpcBlockState(b.Ipv6CidrBlockState)}
		})),
		InternetGatewayBlockMode: blockMode(x.BlockPublicAccessStates),
	}
}

func vpcBlockState(s *types.VpcCidrBlockState) string {
	if s == nil {
		return ""
	}
	return string(s.State)
}

func blockMode(s *types.BlockPublicAccessStates) inventory.Fact[string] {
	if s == nil {
		return inventory.FromPtr[string](nil)
	}
	return inventory.FromEnum(s.InternetGatewayBlockMode)
}
