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

// VPCBlockPublicAccess is the account's setting, in one region, that cuts VPCs off from internet gateways.
// There is exactly one in each region; it has no ARN.
type VPCBlockPublicAccess struct {
	inventory.Ref
	// InternetGatewayBlockMode is "off", "block-ingress" or "block-bidirectional".
	InternetGatewayBlockMode inventory.Fact[string] `json:"VpcBlockPublicAccessOptions.InternetGatewayBlockMode,omitzero"`
	// ManagedBy is "account" or "declarative-policy".
	ManagedBy inventory.Fact[string] `json:"VpcBlockPublicAccessOptions.ManagedBy,omitzero"`
	// Exclusions are the VPCs and subnets that the setting spares.
	Exclusions inventory.Fact[[]BlockPublicAccessExclusion] `json:"VpcBlockPublicAccessExclusions,omitzero" call:"DescribeVpcBlockPublicAccessExclusions"`
}

// A BlockPublicAccessExclusion spares a VPC or a subnet from VPC Block Public Access.
type BlockPublicAccessExclusion struct {
	ExclusionID string `json:"ExclusionId"`
	ResourceARN string `json:"ResourceArn"`
	// Mode is "allow-bidirectional" or "allow-egress".
	Mode string `json:"InternetGatewayExclusionMode"`
	// State is "create-complete" or "update-complete" when the exclusion is in force.
	State string `json:"State"`
}

// VPCBlockPublicAccessType describes VPCBlockPublicAccess.
var VPCBlockPublicAccessType = inventory.Describe[VPCBlockPublicAccess]("ec2.vpc_block_public_access",
	DescribeVpcBlockPublicAccessOptions, DescribeVpcBlockPublicAccessExclusions).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*VPCBlockPublicAccess) Type() *inventory.Type { return VPCBlockPublicAccessType }

// Classify implements inventory.Resource. The matrix counts the setting as one of the account.
func (*VPCBlockPublicAccess) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "a setting of the account in one region"}
}

// VPCBlockPublicAccessCollector reads the setting and, where a check wants them, its exclusions.
var VPCBlockPublicAccessCollector = &collect.Collector{
	Types:   []*inventory.Type{VPCBlockPublicAccessType},
	Lists:   []*inventory.Call{DescribeVpcBlockPublicAccessOptions},
	Details: []*inventory.Call{DescribeVpcBlockPublicAccessExclusions},
	Collect: collectVPCBlockPublicAccess,
}

func collectVPCBlockPublicAccess(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	out, err := client.DescribeVpcBlockPublicAccessOptions(ctx, &sdk.DescribeVpcBlockPublicAccessOptionsInput{})
	if err != nil {
		return err
	}
	o := out.VpcBlockPublicAccessOptions
	if o == nil {
		o = &types.VpcBlockPublicAccessOptions{}
	}
	b := &VPCBlockPublicAccess{
		Ref:                      inventory.Ref{ID: "vpc-block-public-access", Name: "VPC Block Public Access", Account: s.Account, Region: s.Region},
		InternetGatewayBlockMode: inventory.FromEnum(o.InternetGatewayBlockMode),
		ManagedBy:                inventory.FromEnum(o.ManagedBy),
	}
	if s.Wants(DescribeVpcBlockPublicAccessExclusions) {
		b.Exclusions = blockPublicAccessExclusions(ctx, s, client)
	}
	s.Emit(b)
	return nil
}

// blockPublicAccessExclusions reads all exclusions of a region. The SDK has no paginator for them.
func blockPublicAccessExclusions(ctx context.Context, s *collect.Scan, client *sdk.Client) inventory.Fact[[]BlockPublicAccessExclusion] {
	list := []BlockPublicAccessExclusion{}
	in := &sdk.DescribeVpcBlockPublicAccessExclusionsInput{MaxResults: aws.Int32(pageOfMost)}
	for {
		out, err := client.DescribeVpcBlockPublicAccessExclusions(ctx, in)
		if err == nil && aws.ToString(out.NextToken) != "" && aws.ToString(out.NextToken) == aws.ToString(in.NextToken) {
			err = collect.ErrTokenLoop
		}
		if err != nil {
			return collect.Answer(s, DescribeVpcBlockPublicAccessExclusions, list, err)
		}
		for _, x := range out.VpcBlockPublicAccessExclusions {
			list = append(list, BlockPublicAccessExclusion{
				aws.ToString(x.ExclusionId), aws.ToString(x.ResourceArn), string(x.InternetGatewayExclusionMode), string(x.State),
			})
		}
		if aws.ToString(out.NextToken) == "" {
			return inventory.Known(list)
		}
		in.NextToken = out.NextToken
	}
}
