package ec2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// HostTenants looks whose instances run on a host. With whom a host is shared stands in Resource Access Manager;
// whoever uses the share shows here.
var HostTenants = &checks.Check[ec2.Host]{
	Meta: checks.Meta{
		ID: "ec2-host-trusted-tenants", Title: "Only instances of trusted accounts run on Dedicated Hosts", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A Dedicated Host is bought to keep others off the hardware. Sharing it through Resource Access Manager lets them back on, and their instances use up what was reserved.",
		Fix:  "aws ram disassociate-resource-share --resource-share-arn SHARE --principals ACCOUNT, or name the account in the policy's trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dh-sharing.html"},
	},
	Run: func(v *checks.View[ec2.Host]) checks.Verdict {
		if verdict, own := ownHost(v); !own {
			return verdict
		}
		on, _ := checks.Read(v, v.Resource.Instances)
		var foreign []string
		for _, i := range on {
			switch {
			case i.OwnerID == "":
				return v.Unknown("the owner of instance %s on the host is not known", i.InstanceID)
			case !trusted(v, i.OwnerID):
				foreign = append(foreign, i.OwnerID)
			}
		}
		slices.Sort(foreign)
		if foreign = slices.Compact(foreign); len(foreign) > 0 {
			return v.Fail("instances of accounts that the policy does not trust run on the host: %s", few(foreign))
		}
		return v.Pass("all %d instances on the host are of trusted accounts", len(on))
	},
	Cases: []checks.Case[ec2.Host]{
		{Name: "own", Given: tenants(checks.CaseAccount), Want: checks.Pass},
		{Name: "empty", Given: tenants(), Want: checks.Pass},
		{Name: "stranger", Given: tenants(checks.CaseAccount, stranger), Want: checks.Fail},
		{Name: "trusted", Given: tenants(stranger), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{stranger} }, Want: checks.Pass},
		{Name: "ownerNotAnswered", Given: tenants(""), Want: checks.Unknown},
		{Name: "ofAnotherAccount", Given: host(func(h *ec2.Host) { h.OwnerID = inventory.Known(stranger) }), Want: checks.NotApplicable},
	},
}

// tenants is a host with an instance of each account.
func tenants(accounts ...string) ec2.Host {
	on := []ec2.HostInstance{}
	for _, a := range accounts {
		on = append(on, ec2.HostInstance{InstanceID: "i-0aaa", InstanceType: "m7i.large", OwnerID: a})
	}
	return host(func(h *ec2.Host) { h.Instances = inventory.Known(on) })
}
