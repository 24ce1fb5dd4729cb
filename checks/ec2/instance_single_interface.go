package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceSingleInterface finds instances with more than one network interface. The nodes of an EKS cluster have
// several by design: the CNI takes pod addresses from them.
var InstanceSingleInterface = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-single-interface", Title: "Instances have one network interface", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "An instance with interfaces in two subnets joins them: whoever takes it over walks round the routes and network ACLs between the two. Few instances need that, and those that do should be known.",
		Fix: "aws ec2 detach-network-interface --attachment-id ATTACHMENT, for each interface but the primary one. Accept the finding for appliances.",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-17",
		},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		nics, _ := checks.Read(v, v.Resource.NetworkInterfaces)
		if len(nics) <= 1 {
			return v.Pass("the instance has one network interface")
		}
		switch class := v.Resource.Classify(); class.Variant {
		case responsibility.EKSAutoMode, responsibility.EKSNodeGroupManaged, responsibility.EKSNodesSelfManaged:
			return v.NotApplicable("a node of an EKS cluster takes the addresses of its pods from further interfaces: %s", class.Why)
		}
		return v.Fail("the instance has %d network interfaces: %s", len(nics), few(nics))
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "one", Given: withInterfaces("eni-0aaa"), Want: checks.Pass},
		{Name: "two", Given: withInterfaces("eni-0aaa", "eni-0bbb"), Want: checks.Fail},
		{Name: "nodeOfACluster", Given: instance(func(i *ec2.Instance) {
			i.NetworkInterfaces = inventory.Known([]string{"eni-0aaa", "eni-0bbb"})
			i.Tags = inventory.Known(map[string]string{"eks:nodegroup-name": "blue"})
		}), Want: checks.NotApplicable},
		{Name: "notAnswered", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}

func withInterfaces(ids ...string) ec2.Instance {
	return instance(func(i *ec2.Instance) { i.NetworkInterfaces = inventory.Known(ids) })
}
