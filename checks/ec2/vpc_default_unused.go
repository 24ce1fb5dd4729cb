package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCDefaultUnused wants nothing to run in the VPC that AWS made.
var VPCDefaultUnused = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-default-unused", Title: "Nothing runs in the default VPC", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "Every subnet of a default VPC leads to the internet and gives out public addresses, and all that was launched without a thought about networks is there together.",
		Fix: "Move what is there to a VPC with private subnets, then aws ec2 delete-vpc --vpc-id VPC. It can be made again with aws ec2 create-default-vpc.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
		},
	},
	With: []inventory.Want{{Type: ec2.NetworkInterfaceType}},
	Run: func(v *checks.View[ec2.VPC]) checks.Verdict {
		if isDefault, _ := checks.Read(v, v.Resource.IsDefault); !isDefault {
			return v.NotApplicable("it is not a default VPC")
		}
		if ns, _ := checks.SomeReferrers(v, interfacesByVPC, v.Resource.ID); len(ns) > 0 {
			return v.Fail("%d network interfaces are in the default VPC (%s)", len(ns), few(interfaceIDs(ns)))
		}
		return v.Pass("no network interface is in it")
	},
	Cases: []checks.Case[ec2.VPC]{
		{Name: "empty", Given: vpc(func(v *ec2.VPC) { v.IsDefault = inventory.Known(true) }), Want: checks.Pass},
		{Name: "used", Given: vpc(func(v *ec2.VPC) { v.IsDefault = inventory.Known(true) }), With: []inventory.Resource{attached()}, Want: checks.Fail},
		{Name: "usedAsFarAsListed", Given: vpc(func(v *ec2.VPC) { v.IsDefault = inventory.Known(true) }), With: []inventory.Resource{attached()}, Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Fail},
		{Name: "notListed", Given: vpc(func(v *ec2.VPC) { v.IsDefault = inventory.Known(true) }), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Unknown},
		{Name: "notDefault", Given: plainVPC(), With: []inventory.Resource{attached()}, Want: checks.NotApplicable},
	},
}

// interfaceIDs returns the ids of interfaces.
func interfaceIDs(ns []*ec2.NetworkInterface) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = n.ID
	}
	return out
}
