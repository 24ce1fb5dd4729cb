package lightsail

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lightsail"
	"github.com/aws/aws-sdk-go-v2/service/lightsail/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// An Instance is a virtual private server. Its id is its name.
type Instance struct {
	inventory.Ref
	BlueprintID     inventory.Fact[string] `json:"blueprintId,omitzero"` // such as ubuntu_22_04, wordpress
	BlueprintName   inventory.Fact[string] `json:"blueprintName,omitzero"`
	PublicIPAddress inventory.Fact[string] `json:"publicIpAddress,omitzero"` // empty for none
	// Ports are what the instance's firewall lets in, sorted.
	Ports      inventory.Fact[[]Port] `json:"networking.ports,omitzero"`
	HTTPTokens inventory.Fact[string] `json:"metadataOptions.httpTokens,omitzero"` // optional, required
	// AutoSnapshot is the status of the add-on AutoSnapshot: Enabled, Disabled; empty where it was never added.
	AutoSnapshot inventory.Fact[string] `json:"addOns.AutoSnapshot,omitzero"`
}

// A Port is one rule of an instance's firewall.
type Port struct {
	Protocol         string // tcp, udp, icmp, icmpv6, all
	FromPort, ToPort int32
	CIDRs            []string // IPv4 and IPv6
	Aliases          []string // lightsail-connect: the browser-based client of the Lightsail console
}

// InstanceType describes kind lightsail.instance.
var InstanceType = inventory.Describe[Instance]("lightsail.instance", GetInstances).Of(responsibility.LightsailInstance)

// Type implements inventory.Resource.
func (*Instance) Type() *inventory.Type { return InstanceType }

// Classify implements inventory.Resource.
func (*Instance) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LightsailInstance, Why: "GetInstances lists it"}
}

// InstanceCollector brings the instances of a region.
var InstanceCollector = &collect.Collector{
	Types: []*inventory.Type{InstanceType},
	Lists: []*inventory.Call{GetInstances},
	Collect: pages(func(ctx context.Context, s *collect.Scan, client *sdk.Client, token *string) (*string, error) {
		out, err := client.GetInstances(ctx, &sdk.GetInstancesInput{PageToken: token})
		if err != nil {
			return nil, err
		}
		for _, x := range out.Instances {
			if aws.ToString(x.Name) != "" {
				s.Emit(instance(s, &x))
			}
		}
		return out.NextPageToken, nil
	}),
}

func instance(s *collect.Scan, x *types.Instance) *Instance {
	i := &Instance{
		Ref: ref(s, x.Name, x.Arn, x.Tags), BlueprintID: inventory.FromPtr(x.BlueprintId), BlueprintName: inventory.FromPtr(x.BlueprintName),
		PublicIPAddress: inventory.Known(aws.ToString(x.PublicIpAddress)), HTTPTokens: inventory.FromPtr[string](nil), Ports: inventory.FromPtr[[]Port](nil), AutoSnapshot: inventory.Known(""),
	}
	if x.MetadataOptions != nil {
		i.HTTPTokens = inventory.FromEnum(x.MetadataOptions.HttpTokens)
	}
	for _, a := range x.AddOns {
		if aws.ToString(a.Name) == string(types.AddOnTypeAutoSnapshot) {
			i.AutoSnapshot = inventory.FromPtr(a.Status)
		}
	}
	if x.Networking == nil {
		return i
	}
	var ports []Port
	for _, p := range x.Networking.Ports {
		if p.AccessDirection == types.AccessDirectionOutbound {
			continue
		}
		cidrs := slices.Concat(p.Cidrs, p.Ipv6Cidrs)
		slices.Sort(cidrs)
		ports = append(ports, Port{string(p.Protocol), p.FromPort, p.ToPort, cidrs, slices.Sorted(slices.Values(p.CidrListAliases))})
	}
	slices.SortFunc(ports, func(a, b Port) int {
		return cmp.Or(cmp.Compare(a.FromPort, b.FromPort), cmp.Compare(a.ToPort, b.ToPort), cmp.Compare(a.Protocol, b.Protocol))
	})
	i.Ports = inventory.Known(ports)
	return i
}
