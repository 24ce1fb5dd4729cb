package ec2

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// Indexes of the interfaces by what they stand in.
var (
	interfacesByGroup    = &checks.Index[ec2.NetworkInterface]{Keys: func(n *ec2.NetworkInterface) inventory.Fact[[]string] { return n.Groups }}
	interfacesByInstance = &checks.Index[ec2.NetworkInterface]{Keys: func(n *ec2.NetworkInterface) inventory.Fact[[]string] { return one(n.InstanceID) }}
	interfacesByVPC      = &checks.Index[ec2.NetworkInterface]{Keys: func(n *ec2.NetworkInterface) inventory.Fact[[]string] { return one(n.VPCID) }}
)

// one makes a list of a fact, for an index key. An empty value refers to nothing.
func one(f inventory.Fact[string]) inventory.Fact[[]string] {
	s, gap := f.Get()
	switch {
	case gap != nil:
		return inventory.Missing[[]string](gap)
	case s == "":
		return inventory.Known([]string{})
	}
	return inventory.Known([]string{s})
}

// foreign reports whether another account owns the judged resource and shares it (AWS RAM); the verdict then says so.
// The duties are that account's. EC2 names the owner in every answer.
func foreign[T any](v *checks.View[T], owner inventory.Fact[string]) (checks.Verdict, bool) {
	id, ok := checks.Peek(v, owner)
	if !ok || id == v.Account() {
		return checks.Verdict{}, false
	}
	return v.NotApplicable("account %s owns it and shares it with this one", id), true
}

// openTo declares what the checks of open security groups look at besides the groups.
func openTo() []inventory.Want {
	return []inventory.Want{
		{Type: ec2.NetworkInterfaceType},
		{Type: ec2.PrefixListType, Calls: []*inventory.Call{ec2.GetManagedPrefixListEntries}},
	}
}

// judgeOpenings fails a security group for the openings to the internet that matter. A group that no interface has
// exposes nothing today: its rules are bad hygiene, and no more. what names the openings that are looked for.
func judgeOpenings(v *checks.View[ec2.SecurityGroup], what string, matters func(network.Opening) bool) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	permissions, _ := checks.Read(v, v.Resource.Ingress)
	rules := make([]network.Rule, len(permissions))
	for i, p := range permissions {
		r, err := network.NewRule(p)
		if err != nil {
			return v.Unknown("IpPermissions could not be understood: %v", err)
		}
		rules[i] = r
	}
	open, unknown := network.Openings(network.View(v, v.Resource.Region), rules)
	var bad []string
	for _, o := range open {
		if matters(o) {
			bad = append(bad, o.String())
		}
	}
	if len(bad) > 0 {
		users, gap := checks.SomeReferrers(v, interfacesByGroup, v.Resource.ID)
		switch {
		case len(users) > 0:
			return v.Fail("opens %s; %s", few(bad), haveIt(users))
		case gap == nil:
			return v.Fail("opens %s; no network interface has the group now", few(bad)).At(checks.Informational)
		}
		return v.Fail("opens %s; whether an interface has the group is not known: %s", few(bad), gap)
	}
	if len(unknown) > 0 {
		return v.Unknown("%s: %s", what, strings.Join(unknown, "; "))
	}
	return v.Pass("no rule opens %s to the internet", what)
}

// haveIt names the first interfaces that have a group.
func haveIt(ns []*ec2.NetworkInterface) string {
	ids := make([]string, len(ns))
	for i, n := range ns {
		ids[i] = n.ID
	}
	if len(ids) == 1 {
		return ids[0] + " has the group"
	}
	return fmt.Sprintf("%d network interfaces have the group (%s)", len(ids), few(ids))
}

// opensPort reports whether an opening includes one of some TCP ports.
func opensPort(o network.Opening, ports []int) bool {
	if o.Protocol == network.AnyProtocol {
		return true
	}
	if o.Protocol != network.TCP {
		return false
	}
	for _, p := range ports {
		if o.Ports.Contains(p) {
			return true
		}
	}
	return false
}
