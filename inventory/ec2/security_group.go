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

// A SecurityGroup is a stateful set of allow rules. The name of its Ref is the Name tag, or else its GroupName.
type SecurityGroup struct {
	inventory.Ref
	OwnerID   inventory.Fact[string] `json:"OwnerId,omitzero"`
	VPCID     inventory.Fact[string] `json:"VpcId,omitzero"`
	GroupName inventory.Fact[string] `json:"GroupName,omitzero"`
	// Ingress and Egress are the rules, grouped by protocol and ports as the API groups them.
	Ingress inventory.Fact[[]IPPermission] `json:"IpPermissions,omitzero"`
	Egress  inventory.Fact[[]IPPermission] `json:"IpPermissionsEgress,omitzero"`
}

// An IPPermission is what a security group admits of one protocol and range of ports.
type IPPermission struct {
	// Protocol is "tcp", "udp", "icmp", "icmpv6", a protocol number, or "-1" for all protocols.
	Protocol string `json:"IpProtocol"`
	// FromPort and ToPort bound the ports of tcp and udp; for icmp and icmpv6 they are type and code, -1 being any.
	// Other protocols have none, and for them any is ignored.
	FromPort *int32 `json:"FromPort,omitempty"`
	ToPort   *int32 `json:"ToPort,omitempty"`
	// The four kinds of peers. A permission without any admits nobody.
	IPRanges      []string    `json:"IpRanges,omitempty"`
	IPv6Ranges    []string    `json:"Ipv6Ranges,omitempty"`
	PrefixListIDs []string    `json:"PrefixListIds,omitempty"`
	Groups        []GroupPair `json:"UserIdGroupPairs,omitempty"`
}

// A GroupPair names a security group whose interfaces are admitted.
type GroupPair struct {
	GroupID string `json:"GroupId"`
	// UserID is the account of the group.
	UserID string `json:"UserId,omitempty"`
	// VPCPeeringConnectionID is set for a group beyond a peering connection.
	VPCPeeringConnectionID string `json:"VpcPeeringConnectionId,omitempty"`
}

// SecurityGroupType describes SecurityGroup.
var SecurityGroupType = inventory.Describe[SecurityGroup]("ec2.security_group", DescribeSecurityGroups).Of(responsibility.EC2SecurityGroup)

// Type implements inventory.Resource.
func (*SecurityGroup) Type() *inventory.Type { return SecurityGroupType }

// Classify implements inventory.Resource. A security group has no variants.
func (*SecurityGroup) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2SecurityGroup, Why: "every security group is configuration of the customer"}
}

// SecurityGroupCollector lists security groups with their rules.
var SecurityGroupCollector = &collect.Collector{
	Types:   []*inventory.Type{SecurityGroupType},
	Lists:   []*inventory.Call{DescribeSecurityGroups},
	Collect: collectSecurityGroups,
}

func collectSecurityGroups(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeSecurityGroupsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeSecurityGroupsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeSecurityGroupsOutput) {
		for i := range out.SecurityGroups {
			if id, ok := identified(s, SecurityGroupType, out.SecurityGroups[i].GroupId); ok {
				s.Emit(newSecurityGroup(s, id, &out.SecurityGroups[i]))
			}
		}
	})
}

func newSecurityGroup(s *collect.Scan, id string, x *types.SecurityGroup) *SecurityGroup {
	g := &SecurityGroup{
		Ref:       owned(s, id, "security-group/"+id, x.OwnerId, x.Tags),
		OwnerID:   inventory.FromPtr(x.OwnerId),
		VPCID:     inventory.FromPtr(x.VpcId),
		GroupName: inventory.FromPtr(x.GroupName),
		Ingress:   listed(x.IpPermissions, newIPPermission),
		Egress:    listed(x.IpPermissionsEgress, newIPPermission),
	}
	if g.Name == "" {
		g.Name = aws.ToString(x.GroupName)
	}
	return g
}

func newIPPermission(x types.IpPermission) IPPermission {
	return IPPermission{
		Protocol:      aws.ToString(x.IpProtocol),
		FromPort:      x.FromPort,
		ToPort:        x.ToPort,
		IPRanges:      each(x.IpRanges, func(r types.IpRange) string { return aws.ToString(r.CidrIp) }),
		IPv6Ranges:    each(x.Ipv6Ranges, func(r types.Ipv6Range) string { return aws.ToString(r.CidrIpv6) }),
		PrefixListIDs: each(x.PrefixListIds, func(r types.PrefixListId) string { return aws.ToString(r.PrefixListId) }),
		Groups: each(x.UserIdGroupPairs, func(p types.UserIdGroupPair) GroupPair {
			return GroupPair{aws.ToString(p.GroupId), aws.ToString(p.UserId), aws.ToString(p.VpcPeeringConnectionId)}
		}),
	}
}
