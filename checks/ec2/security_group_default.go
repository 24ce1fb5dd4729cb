package ec2

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupDefault empties the group that everything gets which names none.
var SecurityGroupDefault = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-default-closed", Title: "Default security groups have no rules", Duty: responsibility.NetFirewall, Severity: checks.High, Since: "0.1",
		Why: "Whatever is launched without a group gets the default one, whose first rules let all of its members talk to each other and to everybody outside. Empty, it makes the omission show at once.",
		Fix: "aws ec2 revoke-security-group-ingress and revoke-security-group-egress for every rule of the group, after moving its interfaces to groups of their own. The group itself cannot be deleted.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
		},
	},
	With: []inventory.Want{{Type: ec2.NetworkInterfaceType}},
	Run:  defaultGroup,
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "empty", Given: defaultGroupWith(nil, nil), Want: checks.Pass},
		{Name: "asMade", Given: defaultGroupWith([]ec2.IPPermission{{Protocol: "-1", Groups: []ec2.GroupPair{{GroupID: "sg-0aaa"}}}}, []ec2.IPPermission{admit("-1", 0, 0, "0.0.0.0/0")}), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "outboundOnly", Given: defaultGroupWith(nil, []ec2.IPPermission{admit("-1", 0, 0, "0.0.0.0/0")}), Want: checks.Fail},
		{Name: "usersNotListed", Given: defaultGroupWith(nil, []ec2.IPPermission{admit("-1", 0, 0, "0.0.0.0/0")}), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Fail},
		{Name: "notTheDefault", Given: groupWith(admit("-1", 0, 0, "0.0.0.0/0")), Want: checks.NotApplicable},
		{Name: "inboundKnownOutboundNot", Given: group(func(g *ec2.SecurityGroup) {
			g.GroupName, g.Egress = inventory.Known("default"), denied[[]ec2.IPPermission](ec2.DescribeSecurityGroups)
		}), Want: checks.Unknown},
		{Name: "nameNotRead", Given: group(func(g *ec2.SecurityGroup) { g.GroupName = denied[string](ec2.DescribeSecurityGroups) }), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}

func defaultGroup(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	// Nobody can make or rename a group to "default": the name is reserved for the one of the VPC.
	if name, _ := checks.Read(v, v.Resource.GroupName); name != "default" {
		return v.NotApplicable("it is not the default group of its VPC")
	}
	in, _ := checks.Peek(v, v.Resource.Ingress)
	out, _ := checks.Peek(v, v.Resource.Egress)
	if len(in) == 0 && len(out) == 0 {
		return v.Pass("it has neither inbound nor outbound rules")
	}
	text := fmt.Sprintf("it has %d inbound and %d outbound permissions", len(in), len(out))
	users, gap := checks.SomeReferrers(v, interfacesByGroup, v.Resource.ID)
	switch {
	case len(users) > 0:
		return v.Fail("%s; %s", text, haveIt(users))
	case gap == nil:
		return v.Fail("%s; no network interface has the group now", text).At(checks.Low)
	}
	return v.Fail("%s; whether an interface has the group is not known: %s", text, gap)
}

// defaultGroupWith is the default group of a VPC with rules.
func defaultGroupWith(in, out []ec2.IPPermission) ec2.SecurityGroup {
	return group(func(g *ec2.SecurityGroup) {
		g.GroupName, g.Ingress, g.Egress = inventory.Known("default"), inventory.Known(in), inventory.Known(out)
	})
}
