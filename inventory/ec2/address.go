package ec2

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// An Address is an Elastic IP address of the account.
type Address struct {
	inventory.Ref
	PublicIP inventory.Fact[string] `json:"PublicIp,omitzero"`
	// AssociationID, NetworkInterfaceID and InstanceID are empty for an address that nothing uses.
	AssociationID      inventory.Fact[string] `json:"AssociationId,omitzero"`
	NetworkInterfaceID inventory.Fact[string] `json:"NetworkInterfaceId,omitzero"`
	InstanceID         inventory.Fact[string] `json:"InstanceId,omitzero"`
	// ServiceManaged is the service that manages the address; empty for the account itself.
	ServiceManaged inventory.Fact[string] `json:"ServiceManaged,omitzero"`
}

// AddressType describes Address.
var AddressType = inventory.Describe[Address]("ec2.address", DescribeAddresses)

// Type implements inventory.Resource.
func (*Address) Type() *inventory.Type { return AddressType }

// Classify implements inventory.Resource. Addresses are read by the checks of what they lead to.
func (*Address) Classify() inventory.Classification { return inventory.Classification{} }

// AddressCollector lists Elastic IP addresses. The operation has no pages.
var AddressCollector = &collect.Collector{
	Types:   []*inventory.Type{AddressType},
	Lists:   []*inventory.Call{DescribeAddresses},
	Collect: collectAddresses,
}

func collectAddresses(ctx context.Context, s *collect.Scan) error {
	out, err := sdk.NewFromConfig(s.Config()).DescribeAddresses(ctx, &sdk.DescribeAddressesInput{})
	if err != nil {
		return err
	}
	for _, x := range out.Addresses {
		id, ok := identified(s, AddressType, cmp.Or(x.AllocationId, x.PublicIp))
		if !ok {
			continue
		}
		s.Emit(&Address{
			Ref:      tagged(s.Ref(id, "ec2", "elastic-ip/"+id), x.Tags),
			PublicIP: inventory.FromPtr(x.PublicIp),
			// The API leaves these out for an address that is not associated.
			AssociationID:      inventory.Known(aws.ToString(x.AssociationId)),
			NetworkInterfaceID: inventory.Known(aws.ToString(x.NetworkInterfaceId)),
			InstanceID:         inventory.Known(aws.ToString(x.InstanceId)),
			ServiceManaged:     inventory.Known(string(x.ServiceManaged)),
		})
	}
	return nil
}
