package ec2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SecurityGroupUsed finds security groups that nothing refers to: hygiene, not exposure.
var SecurityGroupUsed = &checks.Check[ec2.SecurityGroup]{
	Meta: checks.Meta{
		ID: "ec2-security-group-used", Title: "Security groups are used", Duty: responsibility.NetFirewall, Severity: checks.Informational, Since: "0.1",
		Why: "Leftover groups are picked again for their name, with whatever rules they had; and they hide the few that matter.",
		Fix: "aws ec2 delete-security-group --group-id GROUP; it fails, and harms nothing, when something uses the group after all (an older launch template version, a group of another account).",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html",
		},
	},
	With: []inventory.Want{{Type: ec2.LaunchTemplateType}, {Type: ec2.NetworkInterfaceType}},
	Run:  securityGroupUsed,
	Cases: []checks.Case[ec2.SecurityGroup]{
		{Name: "onAnInterface", Given: groupWith(), With: []inventory.Resource{attached()}, Want: checks.Pass},
		{Name: "inAnotherGroup", Given: groupWith(), With: []inventory.Resource{otherGroup(admitGroup(22, "sg-0aaa"))}, Want: checks.Pass},
		{Name: "inATemplate", Given: groupWith(), With: []inventory.Resource{templateWithGroups("sg-0aaa")}, Want: checks.Pass},
		{Name: "byNameInATemplate", Given: groupWith(), With: []inventory.Resource{templateWithGroups("web")}, Want: checks.Pass},
		{Name: "unused", Given: groupWith(), With: []inventory.Resource{otherGroup(admitGroup(22, "sg-0ccc")), templateWithGroups("sg-0ccc")}, Want: checks.Fail},
		{Name: "refersToItselfAlone", Given: groupWith(admitGroup(22, "sg-0aaa")), Want: checks.Fail},
		{Name: "theDefault", Given: defaultGroupWith(nil, nil), Want: checks.NotApplicable},
		{Name: "interfacesNotListed", Given: groupWith(), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Unknown},
		{Name: "templatesNotListed", Given: groupWith(), Incomplete: []inventory.Kind{"ec2.launch_template"}, Want: checks.Unknown},
		{Name: "groupsNotListed", Given: groupWith(), Incomplete: []inventory.Kind{"ec2.security_group"}, Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignGroup(), Want: checks.NotApplicable},
	},
}

// Indexes of what refers to a security group.
var (
	groupsByGroup = &checks.Index[ec2.SecurityGroup]{Keys: func(g *ec2.SecurityGroup) inventory.Fact[[]string] {
		var ids []string
		for _, rules := range []inventory.Fact[[]ec2.IPPermission]{g.Ingress, g.Egress} {
			list, gap := rules.Get()
			if gap != nil {
				return inventory.Missing[[]string](gap)
			}
			for _, p := range list {
				for _, r := range p.Groups {
					if r.GroupID != g.ID && !slices.Contains(ids, r.GroupID) {
						ids = append(ids, r.GroupID)
					}
				}
			}
		}
		return inventory.Known(ids)
	}}
	templatesByGroup = &checks.Index[ec2.LaunchTemplate]{Keys: func(t *ec2.LaunchTemplate) inventory.Fact[[]string] {
		vs, gap := t.Versions.Get()
		if gap != nil {
			return inventory.Missing[[]string](gap)
		}
		var keys []string
		for _, v := range vs {
			keys = append(keys, v.SecurityGroups...)
		}
		slices.Sort(keys)
		return inventory.Known(slices.Compact(keys))
	}}
)

func securityGroupUsed(v *checks.View[ec2.SecurityGroup]) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	name, _ := checks.Read(v, v.Resource.GroupName)
	if name == "default" {
		return v.NotApplicable("the default group of a VPC cannot be deleted")
	}
	if ns := checks.Referrers(v, interfacesByGroup, v.Resource.ID); len(ns) > 0 {
		return v.Pass("%s", haveIt(ns))
	}
	if gs := checks.Referrers(v, groupsByGroup, v.Resource.ID); len(gs) > 0 {
		return v.Pass("rules of %s refer to it", gs[0].ID)
	}
	for _, key := range []string{v.Resource.ID, name} {
		if ts := checks.Referrers(v, templatesByGroup, key); len(ts) > 0 {
			return v.Pass("launch template %s names it", ts[0].ID)
		}
	}
	return v.Fail("no network interface has it, and no other group and no default or latest version of a launch template in this account refers to it")
}

// otherGroup is another security group, with inbound rules.
func otherGroup(rules ...ec2.IPPermission) *ec2.SecurityGroup {
	g := groupWith(rules...)
	g.ID, g.Name, g.GroupName = "sg-0bbb", "other", inventory.Known("other")
	return &g
}

// templateWithGroups is a launch template that names security groups.
func templateWithGroups(groups ...string) *ec2.LaunchTemplate {
	t := template(func(v *ec2.TemplateVersion) { v.SecurityGroups = groups })
	return &t
}
