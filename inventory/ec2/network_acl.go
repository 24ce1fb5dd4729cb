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

// A NetworkACL is the stateless, ordered filter of the subnets that it is associated with.
type NetworkACL struct {
	inventory.Ref
	OwnerID   inventory.Fact[string]     `json:"OwnerId,omitzero"`
	VPCID     inventory.Fact[string]     `json:"VpcId,omitzero"`
	IsDefault inventory.Fact[bool]       `json:"IsDefault,omitzero"`
	Entries   inventory.Fact[[]ACLEntry] `json:"Entries,omitzero"`
	// Subnets are the ids of the associated subnets.
	Subnets inventory.Fact[[]string] `json:"Associations.SubnetId,omitzero"`
}

// An ACLEntry is one numbered rule of a network ACL.
type ACLEntry struct {
	// RuleNumber orders the entries; the first that matches decides. 32767 is the last word, shown as "*".
	RuleNumber int32 `json:"RuleNumber"`
	Egress     bool  `json:"Egress"`
	// Protocol is a number in decimal, or "-1" for all.
	Protocol string `json:"Protocol"`
	// RuleAction is "allow" or "deny".
	RuleAction string `json:"RuleAction"`
	// One of the two is set.
	CIDRBlock     string `json:"CidrBlock,omitempty"`
	IPv6CIDRBlock string `json:"Ipv6CidrBlock,omitempty"`
	// FromPort and ToPort are the PortRange of tcp and udp; nil is all ports.
	FromPort *int32 `json:"PortRange.From,omitempty"`
	ToPort   *int32 `json:"PortRange.To,omitempty"`
	// ICMPType and ICMPCode are the IcmpTypeCode of icmp and icmpv6; nil and -1 are all.
	ICMPType *int32 `json:"IcmpTypeCode.Type,omitempty"`
	ICMPCode *int32 `json:"IcmpTypeCode.Code,omitempty"`
}

// NetworkACLType describes NetworkACL.
var NetworkACLType = inventory.Describe[NetworkACL]("ec2.network_acl", DescribeNetworkAcls).Of(responsibility.EC2NetworkACL)

// Type implements inventory.Resource.
func (*NetworkACL) Type() *inventory.Type { return NetworkACLType }

// Classify implements inventory.Resource. A network ACL has no variants.
func (*NetworkACL) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2NetworkACL, Why: "every network ACL is configuration of the customer"}
}

// NetworkACLCollector lists network ACLs.
var NetworkACLCollector = &collect.Collector{
	Types:   []*inventory.Type{NetworkACLType},
	Lists:   []*inventory.Call{DescribeNetworkAcls},
	Collect: collectNetworkACLs,
}

func collectNetworkACLs(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeNetworkAclsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeNetworkAclsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeNetworkAclsOutput) {
		for i := range out.NetworkAcls {
			if id, ok := identified(s, NetworkACLType, out.NetworkAcls[i].NetworkAclId); ok {
				s.Emit(newNetworkACL(s, id, &out.NetworkAcls[i]))
			}
		}
	})
}

func newNetworkACL(s *collect.Scan, id string, x *types.NetworkAcl) *NetworkACL {
	a := &NetworkACL{
		Ref:       owned(s, id, "network-acl/"+id, x.OwnerId, x.Tags),
		OwnerID:   inventory.FromPtr(x.OwnerId),
		VPCID:     inventory.FromPtr(x.VpcId),
		IsDefault: inventory.FromPtr(x.IsDefault),
		Subnets:   listed(x.Associations, func(a types.NetworkAclAssociation) string { return aws.ToString(a.SubnetId) }),
	}
	// Every ACL ends with an entry that denies what is left, so an answer without entries is no answer.
	if len(x.Entries) > 0 {
		a.Entries = listed(x.Entries, newACLEntry)
	} else {
		a.Entries = inventory.FromPtr[[]ACLEntry](nil)
	}
	return a
}

func newACLEntry(x types.NetworkAclEntry) ACLEntry {
	e := ACLEntry{
		RuleNumber:    aws.ToInt32(x.RuleNumber),
		Egress:        aws.ToBool(x.Egress),
		Protocol:      aws.ToString(x.Protocol),
		RuleAction:    string(x.RuleAction),
		CIDRBlock:     aws.ToString(x.CidrBlock),
		IPv6CIDRBlock: aws.ToString(x.Ipv6CidrBlock),
	}
	if x.PortRange != nil {
		e.FromPort, e.ToPort = x.PortRange.From, x.PortRange.To
	}
	if x.IcmpTypeCode != nil {
		e.ICMPType, e.ICMPCode = x.IcmpTypeCode.Type, x.IcmpTypeCode.Code
	}
	return e
}
