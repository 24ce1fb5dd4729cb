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

// A Subnet is a part of a VPC in one zone. One that another account shares is listed too; its Ref names the owner.
type Subnet struct {
	inventory.Ref
	OwnerID                     inventory.Fact[string]      `json:"OwnerId,omitzero"`
	VPCID                       inventory.Fact[string]      `json:"VpcId,omitzero"`
	CIDRBlock                   inventory.Fact[string]      `json:"CidrBlock,omitzero"`
	IPv6CIDRBlocks              inventory.Fact[[]CIDRBlock] `json:"Ipv6CidrBlockAssociationSet,omitzero"`
	MapPublicIPOnLaunch         inventory.Fact[bool]        `json:"MapPublicIpOnLaunch,omitzero"`
	AssignIPv6AddressOnCreation inventory.Fact[bool]        `json:"AssignIpv6AddressOnCreation,omitzero"`
	DefaultForAZ                inventory.Fact[bool]        `json:"DefaultForAz,omitzero"`
	AvailabilityZone            inventory.Fact[string]      `json:"AvailabilityZone,omitzero"`
	// OutpostARN is empty for a subnet in an AWS zone.
	OutpostARN inventory.Fact[string] `json:"OutpostArn,omitzero"`
	// InternetGatewayBlockMode is as on VPC, for this subnet.
	InternetGatewayBlockMode inventory.Fact[string] `json:"BlockPublicAccessStates.InternetGatewayBlockMode,omitzero"`
}

// SubnetType describes Subnet.
var SubnetType = inventory.Describe[Subnet]("ec2.subnet", DescribeSubnets).Of(responsibility.EC2VPC)

// Type implements inventory.Resource.
func (*Subnet) Type() *inventory.Type { return SubnetType }

// Classify implements inventory.Resource. The matrix counts subnets as parts of their VPC.
func (*Subnet) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2VPC, Why: "a subnet is a part of its VPC"}
}

// SubnetCollector lists subnets.
var SubnetCollector = &collect.Collector{
	Types:   []*inventory.Type{SubnetType},
	Lists:   []*inventory.Call{DescribeSubnets},
	Collect: collectSubnets,
}

func collectSubnets(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeSubnetsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeSubnetsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeSubnetsOutput) {
		for i := range out.Subnets {
			if id, ok := identified(s, SubnetType, out.Subnets[i].SubnetId); ok {
				s.Emit(newSubnet(s, id, &out.Subnets[i]))
			}
		}
	})
}

func newSubnet(s *collect.Scan, id string, x *types.Subnet) *Subnet {
	return &Subnet{
		Ref:       owned(s, id, "subnet/"+id, x.OwnerId, x.Tags),
		OwnerID:   inventory.FromPtr(x.OwnerId),
		VPCID:     inventory.FromPtr(x.VpcId),
		CIDRBlock: inventory.FromPtr(x.CidrBlock),
		// The set is left out of the answer, or empty, for a subnet without IPv6.
		IPv6CIDRBlocks: inventory.Known(each(x.Ipv6CidrBlockAssociationSet, func(b types.SubnetIpv6CidrBlockAssociation) CIDRBlock {
			c := CIDRBlock{CIDR: aws.ToString(b.Ipv6CidrBlock)}
			if b.Ipv6CidrBlockState != nil {
				c.State = string(b.Ipv6CidrBlockState.State)
			}
			return c
		})),
		MapPublicIPOnLaunch:         inventory.FromPtr(x.MapPublicIpOnLaunch),
		AssignIPv6AddressOnCreation: inventory.FromPtr(x.AssignIpv6AddressOnCreation),
		DefaultForAZ:                inventory.FromPtr(x.DefaultForAz),
		AvailabilityZone:            inventory.FromPtr(x.AvailabilityZone),
		// Only a subnet on an Outpost has one.
		OutpostARN:               inventory.Known(aws.ToString(x.OutpostArn)),
		InternetGatewayBlockMode: blockMode(x.BlockPublicAccessStates),
	}
}
