package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// networkCollectors lists the collectors of networks, sorted by kind. Each brings one kind, so that a check pays for
// the lists that it reads and no others.
var networkCollectors = []*collect.Collector{
	AddressCollector,
	ClientVPNEndpointCollector,
	FlowLogCollector,
	InternetGatewayCollector,
	NetworkACLCollector,
	NetworkInterfaceCollector,
	PrefixListCollector,
	RouteTableCollector,
	SecurityGroupCollector,
	SubnetCollector,
	TransitGatewayCollector,
	VPCCollector,
	VPCBlockPublicAccessCollector,
	VPCEndpointCollector,
	VPCPeeringConnectionCollector,
	VPNConnectionCollector,
}

// walk hands each page of a list to page, and returns the error that broke the list off.
func walk[Out any](ctx context.Context, p collect.Pager[Out, sdk.Options], page func(*Out)) error {
	for out, err := range collect.Pages(ctx, p) {
		if err != nil {
			return err
		}
		page(out)
	}
	return nil
}

// owned is the identity of a resource that another account may own and share (AWS RAM): its account and ARN are the
// owner's where the answer names one. resource is the last part of its ARN.
func owned(s *collect.Scan, id, resource string, owner *string, tags []types.Tag) inventory.Ref {
	r := s.Ref(id, "ec2", resource)
	if o := aws.ToString(owner); o != "" && o != s.Account {
		r.Account = o
		r.ARN = "arn:" + s.Partition + ":ec2:" + s.Region + ":" + o + ":" + resource
	}
	return tagged(r, tags)
}

// listed returns a list that every answer has, if only empty: a missing one says nothing.
func listed[A, B any](in []A, convert func(A) B) inventory.Fact[[]B] {
	if in == nil {
		return inventory.FromPtr[[]B](nil)
	}
	return inventory.Known(each(in, convert))
}

// each converts a list.
func each[A, B any](in []A, convert func(A) B) []B {
	out := make([]B, len(in))
	for i, x := range in {
		out[i] = convert(x)
	}
	return out
}
