package ec2

import (
	"fmt"
	"net/netip"
	"slices"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCPeeringRoutes wants routes to peers no wider than needed.
var VPCPeeringRoutes = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-peering-routes", Title: "Routes to VPC peers lead to a part of the peer's network", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why: "A route to the whole of a peer joins two networks where two machines were meant to talk: whoever breaks into either side walks on into the other.",
		Fix: "aws ec2 delete-route for the wide destination, and aws ec2 create-route for each subnet or host of the peer that is needed, in the route tables of those subnets alone.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
			"https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html",
		},
	},
	With: []inventory.Want{{Type: ec2.RouteTableType}, {Type: ec2.VPCPeeringConnectionType}},
	Run:  vpcPeeringRoutes,
	Cases: []checks.Case[ec2.VPC]{
		{Name: "partOfThePeer", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("10.9.1.0/24")), peering("10.9.0.0/16")}, Want: checks.Pass},
		{Name: "wholePeer", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("10.9.0.0/16")), peering("10.9.0.0/16")}, Want: checks.Fail},
		{Name: "widerThanThePeer", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("10.0.0.0/8")), peering("10.9.0.0/16")}, Want: checks.Fail},
		{Name: "everything", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("0.0.0.0/0")), peering("10.9.0.0/16")}, Want: checks.Fail},
		{Name: "noPeers", Given: plainVPC(), With: []inventory.Resource{routeTable()}, Want: checks.NotApplicable},
		{Name: "peerWithoutRanges", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("10.9.1.0/24")), peering()}, Want: checks.Unknown},
		{Name: "destinationInAList", Given: plainVPC(), With: []inventory.Resource{routeTable(ec2.Route{DestinationPrefixListID: "pl-0aaa", VPCPeeringConnectionID: "pcx-0aaa", State: "active"}), peering("10.9.0.0/16")}, Want: checks.Unknown},
		{Name: "tablesNotListed", Given: plainVPC(), Incomplete: []inventory.Kind{"ec2.route_table"}, Want: checks.Unknown},
		{Name: "peeringNotListed", Given: plainVPC(), With: []inventory.Resource{routeTable(peerRoute("10.9.1.0/24"))}, Incomplete: []inventory.Kind{"ec2.vpc_peering_connection"}, Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignVPC(), Want: checks.NotApplicable},
	},
}

var routeTablesByVPC = &checks.Index[ec2.RouteTable]{Keys: func(t *ec2.RouteTable) inventory.Fact[[]string] { return one(t.VPCID) }}

func vpcPeeringRoutes(v *checks.View[ec2.VPC]) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	var whole, wider, unknown []string
	seen := 0
	for _, t := range checks.Referrers(v, routeTablesByVPC, v.Resource.ID) {
		routes, _ := checks.Read(v, t.Routes)
		for _, r := range routes {
			if r.VPCPeeringConnectionID == "" || r.State == "blackhole" {
				continue
			}
			seen++
			to, err := netip.ParsePrefix(r.DestinationCIDRBlock + r.DestinationIPv6CIDRBlock)
			ranges, ok := peerRanges(v, r.VPCPeeringConnectionID)
			name := fmt.Sprintf("%s in %s to %s", r.DestinationCIDRBlock+r.DestinationIPv6CIDRBlock, t.ID, r.VPCPeeringConnectionID)
			switch {
			case err != nil || !ok:
				unknown = append(unknown, fmt.Sprintf("%s in %s", r.VPCPeeringConnectionID, t.ID))
			case !network.Addresses(to).Minus(network.Addresses(ranges...)).Empty():
				wider = append(wider, name)
			case slices.ContainsFunc(ranges, func(p netip.Prefix) bool { return to.Bits() <= p.Bits() && to.Overlaps(p) }):
				whole = append(whole, name)
			}
		}
	}
	switch {
	case len(wider) > 0:
		return v.Fail("routes are wider than the peer's own ranges: %s", few(wider))
	case len(whole) > 0:
		return v.Fail("routes lead to a whole range of the peer: %s", few(whole)).At(checks.Low)
	case len(unknown) > 0:
		return v.Unknown("the peer's ranges or the destination are not known for %s", few(unknown))
	case seen == 0:
		return v.NotApplicable("no route of the VPC leads to a peer")
	}
	return v.Pass("each of the %d routes to peers leads to a part of one", seen)
}

// peerRanges returns the ranges of the other VPC of a peering connection, which AWS gives while it is active.
func peerRanges(v *checks.View[ec2.VPC], id string) ([]netip.Prefix, bool) {
	c, ok := checks.Find[ec2.VPCPeeringConnection](v, v.Resource.Region, id)
	if !ok {
		return nil, false
	}
	a, _ := checks.Read(v, c.Requester)
	b, _ := checks.Read(v, c.Accepter)
	peer := a
	if a.VPCID == v.Resource.ID {
		peer = b
	}
	var out []netip.Prefix
	for _, s := range peer.CIDRBlocks {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, false
		}
		out = append(out, p)
	}
	return out, len(out) > 0
}

// peerRoute is a route to the peering connection pcx-0aaa.
func peerRoute(to string) ec2.Route {
	return ec2.Route{DestinationCIDRBlock: to, VPCPeeringConnectionID: "pcx-0aaa", State: "active"}
}

// peering joins vpc-0aaa to a VPC with some ranges.
func peering(ranges ...string) *ec2.VPCPeeringConnection {
	return &ec2.VPCPeeringConnection{
		Ref:       inventory.Ref{ID: "pcx-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		Status:    inventory.Known("active"),
		Requester: inventory.Known(ec2.PeeringSide{VPCID: "vpc-0aaa", OwnerID: checks.CaseAccount, Region: checks.CaseRegion, CIDRBlocks: []string{"10.0.0.0/16"}}),
		Accepter:  inventory.Known(ec2.PeeringSide{VPCID: "vpc-0bbb", OwnerID: stranger, Region: checks.CaseRegion, CIDRBlocks: ranges}),
	}
}
