package ec2

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// HostType describes Dedicated Hosts.
var HostType = inventory.Describe[Host]("ec2.host", DescribeHosts).Of(responsibility.EC2Host)

// A Host is a Dedicated Host: the account's own, or one that another account shares with it through RAM. Released
// hosts are not collected.
type Host struct {
	inventory.Ref

	State              inventory.Fact[string]         `json:"State,omitzero"`
	OwnerID            inventory.Fact[string]         `json:"OwnerId,omitzero"`
	AllocationTime     inventory.Fact[time.Time]      `json:"AllocationTime,omitzero"`
	AvailabilityZone   inventory.Fact[string]         `json:"AvailabilityZone,omitzero"`
	AutoPlacement      inventory.Fact[string]         `json:"AutoPlacement,omitzero"`   // on, off
	HostRecovery       inventory.Fact[string]         `json:"HostRecovery,omitzero"`    // on, off
	HostMaintenance    inventory.Fact[string]         `json:"HostMaintenance,omitzero"` // on, off
	InstanceFamily     inventory.Fact[string]         `json:"HostProperties.InstanceFamily,omitzero"`
	InstanceType       inventory.Fact[string]         `json:"HostProperties.InstanceType,omitzero"` // empty when it takes several types
	Instances          inventory.Fact[[]HostInstance] `json:"Instances,omitzero"`
	AvailableVCPUs     inventory.Fact[int32]          `json:"AvailableCapacity.AvailableVCpus,omitzero"`
	OutpostARN         inventory.Fact[string]         `json:"OutpostArn,omitzero"`                         // empty when not on an Outpost
	LicenseManagerHost inventory.Fact[bool]           `json:"MemberOfServiceLinkedResourceGroup,omitzero"` // in a host resource group of License Manager
}

// A HostInstance is an instance on a Dedicated Host, perhaps of an account that the host is shared with.
type HostInstance struct {
	InstanceID   string `json:"InstanceId"`
	InstanceType string `json:"InstanceType,omitempty"`
	OwnerID      string `json:"OwnerId,omitempty"`
}

// Type implements inventory.Resource.
func (*Host) Type() *inventory.Type { return HostType }

// Classify implements inventory.Resource.
func (*Host) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Host, Why: "a Dedicated Host"}
}

// HostCollector brings Dedicated Hosts.
var HostCollector = &collect.Collector{
	Types:   []*inventory.Type{HostType},
	Lists:   []*inventory.Call{DescribeHosts},
	Collect: collectHosts,
}

func collectHosts(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeHostsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeHostsInput{MaxResults: aws.Int32(500)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return err
		}
		for i := range page.Hosts {
			x := &page.Hosts[i]
			id, ok := identified(s, HostType, x.HostId)
			if ok && x.State != types.AllocationStateReleased && x.State != types.AllocationStateReleasedPermanentFailure {
				s.Emit(newHost(owned(s, id, "dedicated-host/"+id, x.OwnerId, x.Tags), x))
			}
		}
	}
	return nil
}

func newHost(ref inventory.Ref, x *types.Host) *Host {
	h := &Host{
		Ref:                ref,
		State:              inventory.FromEnum(x.State),
		OwnerID:            inventory.FromPtr(x.OwnerId),
		AllocationTime:     inventory.FromPtr(x.AllocationTime),
		AvailabilityZone:   inventory.FromPtr(x.AvailabilityZone),
		AutoPlacement:      inventory.FromEnum(x.AutoPlacement),
		HostRecovery:       inventory.FromEnum(x.HostRecovery),
		HostMaintenance:    inventory.FromEnum(x.HostMaintenance),
		OutpostARN:         orNone(x.OutpostArn),
		LicenseManagerHost: inventory.FromPtr(x.MemberOfServiceLinkedResourceGroup),
	}
	if p := x.HostProperties; p != nil {
		h.InstanceFamily, h.InstanceType = inventory.FromPtr(p.InstanceFamily), orNone(p.InstanceType)
	}
	if c := x.AvailableCapacity; c != nil {
		h.AvailableVCPUs = inventory.FromPtr(c.AvailableVCpus)
	}
	on := []HostInstance{} // the list is empty when nothing runs on the host
	for _, i := range x.Instances {
		on = append(on, HostInstance{aws.ToString(i.InstanceId), aws.ToString(i.InstanceType), aws.ToString(i.OwnerId)})
	}
	h.Instances = inventory.Known(on)
	return h
}
