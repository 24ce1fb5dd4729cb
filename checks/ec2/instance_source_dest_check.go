package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceSourceDestCheck finds instances that may pass on other machines' packets.
var InstanceSourceDestCheck = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-source-dest-check", Title: "Network interfaces of instances check source and destination", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why: "Without the check a machine may send packets in others' names and take in what is not for it. Routers, firewalls and NAT instances need that; anything else that has it can be made into one.",
		Fix: "aws ec2 modify-network-interface-attribute --network-interface-id ENI --source-dest-check, unless the instance is meant to route.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-180",
		},
	},
	With: []inventory.Want{{Type: ec2.NetworkInterfaceType}},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		ns, gap := checks.SomeReferrers(v, interfacesByInstance, v.Resource.ID)
		if len(ns) == 0 && gap == nil {
			return v.Unknown("no network interface of the instance is among those listed")
		}
		var off []string
		for _, n := range ns {
			if check, ok := checks.Peek(v, n.SourceDestCheck); ok && !check {
				off = append(off, n.ID)
			}
		}
		if len(off) > 0 {
			return v.Fail("SourceDestCheck is false on %s", few(off))
		}
		return v.Pass("SourceDestCheck is true on each of its interfaces (%s)", few(interfaceIDs(ns)))
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "checks", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{attached()}, Want: checks.Pass},
		{Name: "routes", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{
			networkInterface(func(n *ec2.NetworkInterface) { n.SourceDestCheck = inventory.Known(false) }),
		}, Want: checks.Fail},
		{Name: "routesAsFarAsListed", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{
			networkInterface(func(n *ec2.NetworkInterface) { n.SourceDestCheck = inventory.Known(false) }),
		}, Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Fail},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), With: []inventory.Resource{attached()}, Want: checks.Pass},
		{Name: "noneListed", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
		{Name: "notListed", Given: instance(func(*ec2.Instance) {}), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Unknown},
	},
}
