package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceTenancy holds instances to the tenancy that the policy asks for. Shared tenancy is no weakness in itself:
// without a policy nothing is asked.
var InstanceTenancy = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-tenancy", Title: "Instances run on the tenancy that the policy requires", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why: "A licence, a contract or a regulator can require hardware that no other customer uses, or a known physical server. An instance on shared tenancy breaks that promise without any sign of it.",
		Fix: "Stop the instance; aws ec2 modify-instance-placement --instance-id INSTANCE --tenancy dedicated (or --tenancy host --host-id HOST); start it. Between default and the other tenancies only a new launch helps: set Placement.Tenancy in the launch template, or create the VPC with tenancy dedicated.",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-instance.html",
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-overview.html",
		},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceTypes},
	Run:   tenancy,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "nothingRequired", Given: instance(func(*ec2.Instance) {}), Want: checks.NotApplicable},
		{Name: "shared", Given: instance(func(*ec2.Instance) {}), Policy: require("dedicated", ""), Want: checks.Fail},
		{Name: "dedicated", Given: onTenancy("dedicated"), Policy: require("dedicated", ""), Want: checks.Pass},
		{Name: "hostIsDedicated", Given: onTenancy("host"), Policy: require("dedicated", ""), Want: checks.Pass},
		{Name: "bareMetalIsDedicated", Given: instance(func(i *ec2.Instance) { i.BareMetal = inventory.Known(true) }), Policy: require("dedicated", ""), Want: checks.Pass},
		{Name: "dedicatedIsNoHost", Given: onTenancy("dedicated"), Policy: require("host", ""), Want: checks.Fail},
		{Name: "host", Given: onTenancy("host"), Policy: require("host", ""), Want: checks.Pass},
		{Name: "otherTag", Given: tierOf("web"), Policy: require("dedicated", "tier=pci"), Want: checks.NotApplicable},
		{Name: "tagged", Given: tierOf("pci"), Policy: require("dedicated", "tier=pci"), Want: checks.Fail},
		{Name: "taggedWithAnyValue", Given: tierOf("pci"), Policy: require("dedicated", "tier"), Want: checks.Fail},
		{Name: "notAnswered", Given: instance(func(i *ec2.Instance) { i.Tenancy = inventory.FromEnum("") }), Policy: require("dedicated", ""), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Policy: require("dedicated", ""), Want: checks.NotCustomer},
	},
}

func tenancy(v *checks.View[ec2.Instance]) checks.Verdict {
	got, known := checks.Read(v, v.Resource.Tenancy)
	want := v.Policy().Tenancy
	switch {
	case !known:
		return v.Unknown("Placement.Tenancy is not known")
	case want == "":
		return v.NotApplicable("Placement.Tenancy is %s, and the policy requires no tenancy", got)
	}
	if tag := v.Policy().TenancyTag; tag != "" {
		tags, _ := checks.Read(v, v.Resource.Tags)
		key, value, exact := strings.Cut(tag, "=")
		if have, ok := tags[key]; !ok || exact && have != value {
			return v.NotApplicable("the policy requires tenancy %s of instances with tag %s", want, tag)
		}
	}
	if got == "host" || got == want {
		return v.Pass("Placement.Tenancy is %s", got)
	}
	if want == "dedicated" {
		if metal, _ := checks.Read(v, v.Resource.BareMetal); metal {
			return v.Pass("BareMetal is true: the instance has its server to itself")
		}
	}
	return v.Fail("Placement.Tenancy is %s, and the policy requires %s", got, want)
}

func require(tenancy, tag string) func(*checks.Policy) {
	return func(p *checks.Policy) { p.Tenancy, p.TenancyTag = tenancy, tag }
}

func onTenancy(t string) ec2.Instance {
	return instance(func(i *ec2.Instance) { i.Tenancy = inventory.Known(t) })
}

// tierOf is an instance on shared tenancy with a tag.
func tierOf(tier string) ec2.Instance {
	return instance(func(i *ec2.Instance) { i.Tags = inventory.Known(map[string]string{"tier": tier}) })
}
