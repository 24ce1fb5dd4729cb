package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// NetworkACLUsed finds network ACLs that protect nothing.
var NetworkACLUsed = &checks.Check[ec2.NetworkACL]{
	Meta: checks.Meta{
		ID: "ec2-network-acl-used", Title: "Network ACLs are used by a subnet", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why: "An ACL without a subnet looks like protection and is none; it hides that its subnets were moved to another one.",
		Fix: "aws ec2 delete-network-acl --network-acl-id ACL, or associate it again with aws ec2 replace-network-acl-association.",
		Refs: []string{
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16",
		},
	},
	Run: func(v *checks.View[ec2.NetworkACL]) checks.Verdict {
		if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
			return verdict
		}
		if subnets, _ := checks.Read(v, v.Resource.Subnets); len(subnets) > 0 {
			return v.Pass("used by %s", few(subnets))
		}
		if isDefault, _ := checks.Read(v, v.Resource.IsDefault); isDefault {
			return v.NotApplicable("the default ACL of a VPC cannot be deleted")
		}
		return v.Fail("no subnet uses it")
	},
	Cases: []checks.Case[ec2.NetworkACL]{
		{Name: "used", Given: acl(), Want: checks.Pass},
		{Name: "unused", Given: aclWith(func(a *ec2.NetworkACL) { a.Subnets = inventory.Known([]string{}) }), Want: checks.Fail},
		{Name: "unusedDefault", Given: aclWith(func(a *ec2.NetworkACL) {
			a.Subnets, a.IsDefault = inventory.Known([]string{}), inventory.Known(true)
		}), Want: checks.NotApplicable},
		{Name: "subnetsNotRead", Given: aclWith(func(a *ec2.NetworkACL) { a.Subnets = denied[[]string](ec2.DescribeNetworkAcls) }), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: aclWith(func(a *ec2.NetworkACL) { a.OwnerID = inventory.Known(stranger) }), Want: checks.NotApplicable},
	},
}
