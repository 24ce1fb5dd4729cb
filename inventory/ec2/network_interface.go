package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A NetworkInterface is what everything in a VPC has its addresses and security groups on: instances, and the
// services that put interfaces into subnets (RDS, load balancers, Lambda, EFS, ...).
type NetworkInterface struct {
	inventory.Ref
	VPCID    inventory.Fact[string] `json:"VpcId,omitzero"`
	SubnetID inventory.Fact[string] `json:"SubnetId,omitzero"`
	Status   inventory.Fact[string] `json:"Status,omitzero"`
	// InterfaceType is "interface" for an ordinary one, else the service's: "nat_gateway", "lambda", "vpc_endpoint", ...
	InterfaceType inventory.Fact[string] `json:"InterfaceType,omitzero"`
	// Description is what the service that made the interface wrote: "ELB app/web/50dc6c495c0c9188".
	Description      inventory.Fact[string] `json:"Description,omitzero"`
	RequesterManaged inventory.Fact[bool]   `json:"RequesterManaged,omitzero"`
	// RequesterID is the service or account that asked for the interface; empty for the account's own.
	RequesterID inventory.Fact[string] `json:"RequesterId,omitzero"`
	// Operator is the principal of the AWS service that operates the interface; empty when there is none.
	Operator        inventory.Fact[string] `json:"Operator.Principal,omitzero"`
	SourceDestCheck inventory.Fact[bool]   `json:"SourceDestCheck,omitzero"`
	// DenyAllIgwTraffic is true where inbound IPv6 from the internet is dropped.
	DenyAllIgwTraffic inventory.Fact[bool] `json:"DenyAllIgwTraffic,omitzero"`
	// Groups are the ids of the security groups, of which any may admit.
	Groups inventory.Fact[[]string] `json:"Groups.GroupId,omitzero"`
	// PublicIP is the address associated with the interface as a whole, which is that of its primary private address;
	// empty for none. Emulators give it here alone, and AWS also in Addresses.
	PublicIP inventory.Fact[string] `json:"Association.PublicIp,omitzero"`
	// Addresses are the private IPv4 addresses with what is associated with each.
	Addresses     inventory.Fact[[]InterfaceAddress] `json:"PrivateIpAddresses,omitzero"`
	IPv6Addresses inventory.Fact[[]string]           `json:"Ipv6Addresses.Ipv6Address,omitzero"`
	// IPv4Prefixes and IPv6Prefixes are delegated to the interface beside its addresses.
	IPv4Prefixes inventory.Fact[[]string] `json:"Ipv4Prefixes.Ipv4Prefix,omitzero"`
	IPv6Prefixes inventory.Fact[[]string] `json:"Ipv6Prefixes.Ipv6Prefix,omitzero"`
	// InstanceID is the instance that it is attached to; empty for none.
	InstanceID inventory.Fact[string] `json:"Attachment.InstanceId,omitzero"`
	// DeviceIndex is the interface's place on what it is attached to; 0 is the primary one.
	DeviceIndex inventory.Fact[int32] `json:"Attachment.DeviceIndex,omitzero"`
}

// An InterfaceAddress is a private IPv4 address of an interface and the public one, if any, that stands for it.
type InterfaceAddress struct {
	PrivateIP string `json:"PrivateIpAddress"`
	Primary   bool   `json:"Primary,omitempty"`
	// PublicIP is an Elastic IP address or one that AWS assigned; CarrierIP is one of a Wavelength Zone, and
	// CustomerOwnedIP one of an Outpost's local network.
	PublicIP        string `json:"Association.PublicIp,omitempty"`
	CarrierIP       string `json:"Association.CarrierIp,omitempty"`
	CustomerOwnedIP string `json:"Association.CustomerOwnedIp,omitempty"`
	// IPOwnerID is "amazon" for an address that AWS assigned, else the account that has the Elastic IP address.
	IPOwnerID string `json:"Association.IpOwnerId,omitempty"`
}

// NetworkInterfaceType describes NetworkInterface.
var NetworkInterfaceType = inventory.Describe[NetworkInterface]("ec2.network_interface", DescribeNetworkInterfaces)

// Type implements inventory.Resource.
func (*NetworkInterface) Type() *inventory.Type { return NetworkInterfaceType }

// Classify implements inventory.Resource. Interfaces are read by the checks of what they belong to.
func (*NetworkInterface) Classify() inventory.Classification { return inventory.Classification{} }

// NetworkInterfaceCollector lists network interfaces, those that AWS services operate among them.
var NetworkInterfaceCollector = &collect.Collector{
	Types:   []*inventory.Type{NetworkInterfaceType},
	Lists:   []*inventory.Call{DescribeNetworkInterfaces},
	Collect: collectNetworkInterfaces,
}

func collectNetworkInterfaces(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeNetworkInterfacesPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeNetworkInterfacesInput{
		MaxResults: aws.Int32(pageOfMost), IncludeManagedResources: aws.Bool(true),
	})
	return walk(ctx, p, func(out *sdk.DescribeNetworkInterfacesOutput) {
		for i := range out.NetworkInterfaces {
			if id, ok := identified(s, NetworkInterfaceType, out.NetworkInterfaces[i].NetworkInterfaceId); ok {
				s.Emit(newNetworkInterface(s, id, &out.NetworkInterfaces[i]))
			}
		}
	})
}

func newNetworkInterface(s *collect.Scan, id string, x *types.NetworkInterface) *NetworkInterface {
	n := &NetworkInterface{
		Ref:              owned(s, id, "network-interface/"+id, x.OwnerId, x.TagSet),
		VPCID:            inventory.FromPtr(x.VpcId),
		SubnetID:         inventory.FromPtr(x.SubnetId),
		Status:           inventory.FromEnum(x.Status),
		InterfaceType:    inventory.FromEnum(x.InterfaceType),
		Description:      inventory.Known(aws.ToString(x.Description)),
		RequesterManaged: inventory.FromPtr(x.RequesterManaged),
		// The API leaves out the requester and the operator where there is none.
		RequesterID:     inventory.Known(aws.ToString(x.RequesterId)),
		Operator:        inventory.Known(""),
		SourceDestCheck: inventory.FromPtr(x.SourceDestCheck),
		// The API leaves it out for an interface that does not deny.
		DenyAllIgwTraffic: inventory.Known(aws.ToBool(x.DenyAllIgwTraffic)),
		Groups:            listed(x.Groups, func(g types.GroupIdentifier) string { return aws.ToString(g.GroupId) }),
		IPv6Addresses:     listed(x.Ipv6Addresses, func(a types.NetworkInterfaceIpv6Address) string { return aws.ToString(a.Ipv6Address) }),
		// Only an interface with delegated prefixes has the two sets.
		IPv4Prefixes: inventory.Known(each(x.Ipv4Prefixes, func(p types.Ipv4PrefixSpecification) string { return aws.ToString(p.Ipv4Prefix) })),
		IPv6Prefixes: inventory.Known(each(x.Ipv6Prefixes, func(p types.Ipv6PrefixSpecification) string { return aws.ToString(p.Ipv6Prefix) })),
		Addresses:    listed(x.PrivateIpAddresses, newInterfaceAddress),
		// The API leaves the association out for an interface without one.
		PublicIP: inventory.Known(""),
		// An interface that is not attached, or not to an instance, has none.
		InstanceID:  inventory.Known(""),
		DeviceIndex: inventory.FromPtr[int32](nil),
	}
	if x.Operator != nil {
		n.Operator = inventory.Known(aws.ToString(x.Operator.Principal))
	}
	if x.Association != nil {
		n.PublicIP = inventory.Known(aws.ToString(x.Association.PublicIp))
	}
	if x.Attachment != nil {
		n.InstanceID, n.DeviceIndex = inventory.Known(aws.ToString(x.Attachment.InstanceId)), inventory.FromPtr(x.Attachment.DeviceIndex)
	}
	return n
}

func newInterfaceAddress(x types.NetworkInterfacePrivateIpAddress) InterfaceAddress {
	a := InterfaceAddress{PrivateIP: aws.ToString(x.PrivateIpAddress), Primary: aws.ToBool(x.Primary)}
	if as := x.Association; as != nil {
		a.PublicIP, a.CarrierIP, a.CustomerOwnedIP = aws.ToString(as.PublicIp), aws.ToString(as.CarrierIp), aws.ToString(as.CustomerOwnedIp)
		a.IPOwnerID = aws.ToString(as.IpOwnerId)
	}
	return a
}
