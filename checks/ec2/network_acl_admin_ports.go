package ec2

import (
	"fmt"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// NetworkACLAdminPorts keeps administration ports of whole subnets closed to the internet.
var NetworkACLAdminPorts = &checks.Check[ec2.NetworkACL]{
	Meta: checks.Meta{
		ID: "ec2-network-acl-admin-ports", Title: "Network ACLs do not let the internet in to administration ports", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why: "The ACL is the one filter that holds for everything in a subnet, whatever security group somebody gives to a machine there. Left open, one careless group is enough.",
		Fix: "aws ec2 create-network-acl-entry --network-acl-id ACL --ingress --rule-number 90 --protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 --rule-action deny; the same for 3389 and for --ipv6-cidr-block ::/0.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
		},
	},
	Run: aclAdminPorts,
	Cases: []checks.Case[ec2.NetworkACL]{
		{Name: "webOnly", Given: acl(entry(100, "allow", "6", "0.0.0.0/0", 443, 443)), Want: checks.Pass},
		{Name: "deniedFirst", Given: acl(entry(90, "deny", "6", "0.0.0.0/0", 22, 22), entry(91, "deny", "6", "0.0.0.0/0", 3389, 3389), entry(100, "allow", "-1", "0.0.0.0/0")), Want: checks.Pass},
		{Name: "officeOnly", Given: acl(entry(100, "allow", "6", "198.51.100.0/24", 22, 22)), Want: checks.Pass},
		{Name: "outboundOnly", Given: acl(ec2.ACLEntry{RuleNumber: 100, Egress: true, Protocol: "-1", RuleAction: "allow", CIDRBlock: "0.0.0.0/0"}), Want: checks.Pass},
		{Name: "asMade", Given: acl(entry(100, "allow", "-1", "0.0.0.0/0")), Want: checks.Fail},
		{Name: "deniedTooLate", Given: acl(entry(100, "allow", "-1", "0.0.0.0/0"), entry(110, "deny", "6", "0.0.0.0/0", 22, 22)), Want: checks.Fail},
		{Name: "inARange", Given: acl(entry(100, "allow", "6", "0.0.0.0/0", 0, 1023)), Want: checks.Fail},
		{Name: "forIPv6", Given: acl(entry(100, "allow", "6", "::/0", 3389, 3389)), Want: checks.Fail},
		{Name: "worldInHalves", Given: acl(entry(100, "allow", "6", "0.0.0.0/1", 22, 22), entry(101, "allow", "6", "128.0.0.0/1", 22, 22)), Want: checks.Fail},
		{Name: "withoutSubnets", Given: aclWith(func(a *ec2.NetworkACL) { a.Subnets = inventory.Known([]string{}) }, entry(100, "allow", "-1", "0.0.0.0/0")), Want: checks.Fail},
		{Name: "entriesNotRead", Given: aclWith(func(a *ec2.NetworkACL) { a.Entries = denied[[]ec2.ACLEntry](ec2.DescribeNetworkAcls) }), Want: checks.Unknown},
		{Name: "entryNotUnderstood", Given: acl(entry(100, "allow", "tcp?", "0.0.0.0/0")), Want: checks.Unknown},
		{Name: "ownedByAnother", Given: aclWith(func(a *ec2.NetworkACL) { a.OwnerID = inventory.Known(stranger) }, entry(100, "allow", "-1", "0.0.0.0/0")), Want: checks.NotApplicable},
	},
}

func aclAdminPorts(v *checks.View[ec2.NetworkACL]) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	list, _ := checks.Read(v, v.Resource.Entries)
	entries := make([]network.Entry, len(list))
	for i, e := range list {
		var err error
		if entries[i], err = network.NewEntry(e); err != nil {
			return v.Unknown("Entries could not be understood: %v", err)
		}
	}
	var bad []string
	for _, port := range v.Policy().AdminPorts {
		if s := network.Exposed(entries, network.Target{Protocol: network.TCP, Port: port}); !s.Empty() {
			bad = append(bad, fmt.Sprintf("tcp/%d from %s", port, s))
		}
	}
	if len(bad) == 0 {
		return v.Pass("no inbound entry lets the internet in to an administration port")
	}
	subnets, ok := checks.Peek(v, v.Resource.Subnets)
	switch {
	case ok && len(subnets) == 0:
		return v.Fail("lets in %s; no subnet uses it", few(bad)).At(checks.Informational)
	case !ok:
		return v.Fail("lets in %s", few(bad))
	}
	return v.Fail("lets in %s; used by %s", few(bad), few(subnets))
}
