package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceHVM finds paravirtual instances.
var InstanceHVM = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-hvm", Title: "Instances use hardware virtualization", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why: "Paravirtual images run on the oldest generation of hosts only, which has neither Nitro's isolation nor encryption between instances, and on kernels that get no more fixes.",
		Fix: "Launch an HVM image of the same system on a current instance type, move the data volumes to it, and terminate the old instance.",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-24",
		},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		kind, _ := checks.Read(v, v.Resource.VirtualizationType)
		if kind == "paravirtual" {
			return v.Fail("VirtualizationType is paravirtual")
		}
		return v.Pass("VirtualizationType is %s", kind)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "hvm", Given: instance(func(i *ec2.Instance) { i.VirtualizationType = inventory.Known("hvm") }), Want: checks.Pass},
		{Name: "paravirtual", Given: instance(func(i *ec2.Instance) { i.VirtualizationType = inventory.Known("paravirtual") }), Want: checks.Fail},
		{Name: "notAnswered", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}
