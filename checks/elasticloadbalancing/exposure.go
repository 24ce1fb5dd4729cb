package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// NoInnerPorts follows the whole way from the internet through a load balancer to its instances.
var NoInnerPorts = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-no-admin-or-database-targets", Title: "The internet reaches no administration or database port through Classic Load Balancers", Duty: responsibility.NetExposure, Severity: checks.Critical, Since: "0.1",
		Why:  "A database in a private subnet, without a public address, is on the internet all the same when an internet-facing load balancer leads to it. To the database and to network ACLs, every client comes from the load balancer's private address.",
		Fix:  "Break the path in the message: aws elb delete-load-balancer-listeners --load-balancer-name NAME --load-balancer-ports PORT, or revoke the rule by which the instance admits it (aws ec2 revoke-security-group-ingress).",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-groups.html"},
	},
	With: network.WantsBalancers(),
	Run: func(v *view) checks.Verdict {
		n, b := see(v)
		return network.JudgeExposure(v, n, b)
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "webOnly", Given: balancer(), With: network.NewExample("shop", 8080), Want: checks.Pass},
		{Name: "database", Given: balancer(listening(elb.Listener{LoadBalancerPort: 22, Protocol: "TCP", InstancePort: 3306, InstanceProtocol: "TCP"})), With: network.NewExample("shop", 3306), Want: checks.Fail},
		{Name: "databaseThatAdmitsTheVPC", Given: balancer(listening(elb.Listener{LoadBalancerPort: 443, Protocol: "SSL", InstancePort: 3306, InstanceProtocol: "TCP"})), With: network.NewExample("shop", 3306, func(x *network.Example) {
			port := int32(3306)
			x.Behind.Ingress = inventory.Known([]ec2.IPPermission{{Protocol: "tcp", FromPort: &port, ToPort: &port, IPRanges: []string{"10.0.0.0/16"}}})
		}), Want: checks.Fail},
		{Name: "internal", Given: balancer(func(b *elb.LoadBalancer) { b.Scheme = inventory.Known("internal") }, listening(elb.Listener{LoadBalancerPort: 3306, Protocol: "TCP", InstancePort: 3306})), With: network.NewExample("shop", 3306), Want: checks.Pass},
		{Name: "portNotAdmittedByItsGroup", Given: balancer(listening(elb.Listener{LoadBalancerPort: 3306, Protocol: "TCP", InstancePort: 3306})), With: network.NewExample("shop", 3306), Want: checks.Pass},
		{Name: "listenersOmitted", Given: balancer(unheard), With: network.NewExample("shop", 8080), Want: checks.Unknown},
		{Name: "interfacesNotListed", Given: balancer(listening(elb.Listener{LoadBalancerPort: 22, Protocol: "TCP", InstancePort: 22})), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Unknown},
		{Name: "noInstances", Given: balancer(func(b *elb.LoadBalancer) { b.Instances = inventory.Known([]string{}) }), Want: checks.NotApplicable},
	},
}

// see returns the network of a check, and the load balancer as it sees it.
func see(v *view) (network.Balancers, *network.Balancer) {
	x := v.Resource
	scheme, _ := checks.Read(v, x.Scheme)
	seen := *x
	seen.Scheme = inventory.Known(scheme)
	if ls, ok := checks.Peek(v, x.Listeners); ok {
		seen.Listeners = inventory.Known(ls)
	}
	if ids, ok := checks.Peek(v, x.Instances); ok {
		seen.Instances = inventory.Known(ids)
	}
	b, pools := network.NewClassic(&seen)
	return network.ViewBalancers(v, x.Region, pools), b
}
