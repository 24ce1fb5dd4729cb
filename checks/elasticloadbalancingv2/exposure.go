package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// NoInnerPorts follows the whole way from the internet through a load balancer to its targets.
var NoInnerPorts = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-no-admin-or-database-targets", Title: "The internet reaches no administration or database port through load balancers", Duty: responsibility.NetExposure, Severity: checks.Critical, Since: "0.1",
		Why: "A database in a private subnet, without a public address, is on the internet all the same when an internet-facing load balancer leads to it: scanners find the listener within hours, and the security groups of the database admit it.",
		Fix: "Break the path in the message: aws elbv2 delete-listener --listener-arn LISTENER_ARN, or make the load balancer internal (a scheme cannot be changed: aws elbv2 create-load-balancer --scheme internal), or revoke the rule by which the target admits it (aws ec2 revoke-security-group-ingress).",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners},
	With:  network.WantsBalancers(),
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
			return verdict
		}
		return network.JudgeExposure(v, network.ViewBalancers(v, v.Resource.Region, nil), network.SeeBalancer(v, v.Resource))
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "webOnly", Given: application(), With: example(8443), Want: checks.Pass},
		{Name: "shell", Given: tcpListener(22), With: example(22, unfiltered), Want: checks.Fail},
		{Name: "shellByAnotherPort", Given: tcpListener(443), With: example(22, unfiltered), Want: checks.Fail},
		{Name: "unhealthy", Given: tcpListener(22), With: append(example(22, unfiltered)[:10:10], tcp(22, func(g *elbv2.TargetGroup) {
			g.Targets = inventory.Known([]elbv2.Target{{ID: "i-0aaa", Port: 22, State: "unhealthy", Reason: "Target.Timeout"}})
		})), Want: checks.Fail},
		{Name: "internal", Given: tcpListener(22, func(b *elbv2.LoadBalancer) { b.Scheme = inventory.Known("internal") }), With: example(22, unfiltered), Want: checks.Pass},
		{Name: "targetAdmitsNobody", Given: tcpListener(22), With: example(22, unfiltered, func(x *network.Example) { x.Behind.Ingress = inventory.Known([]ec2.IPPermission{}) }), Want: checks.Pass},
		{Name: "searchEngineByHTTP", Given: application(), With: example(9200), Want: checks.Fail},
		{Name: "shellBehindHTTP", Given: application(), With: example(22), Want: checks.Pass},
		{Name: "preservingUnread", Given: tcpListener(22), With: append(example(22, unfiltered, func(x *network.Example) { x.Behind.Ingress = inventory.Known(byVPC(22)) })[:10:10], tcp(22, func(g *elbv2.TargetGroup) {
			g.PreserveClientIP = denied[string](elbv2.DescribeTargetGroupAttributes)
		})), Want: checks.Unknown},
		{Name: "listenersDenied", Given: application(unheard), With: example(8443), Want: checks.Unknown},
		{Name: "groupsNotListed", Given: tcpListener(22), With: example(22), Incomplete: []inventory.Kind{"elbv2.target_group"}, Want: checks.Unknown},
		{Name: "interfacesNotListed", Given: tcpListener(22), Incomplete: []inventory.Kind{"ec2.network_interface"}, Want: checks.Unknown},
		{Name: "noTargets", Given: application(), Want: checks.NotApplicable},
		{Name: "gateway", Given: gateway(), Want: checks.NotApplicable},
	},
}

// example is the network of the load balancers of the examples, with the target group at a port. That of a port for
// administration is for TCP.
func example(port int32, changes ...func(*network.Example)) []inventory.Resource {
	id := "app/web/50dc6c495c0c9188"
	g := group(func(g *elbv2.TargetGroup) {
		g.Protocol, g.Port, g.Targets = inventory.Known("HTTP"), inventory.Known(port), inventory.Known([]elbv2.Target{{ID: "i-0aaa", Port: port, State: "healthy"}})
	})
	out := network.NewExample(id, port, changes...)
	if n := out[0].(*ec2.NetworkInterface); n.InterfaceType.Or("") == "network_load_balancer" {
		g = tcp(port)
	}
	return append(out, g)
}

// unfiltered makes the node that of a network load balancer without security groups, whose clients the target admits.
func unfiltered(x *network.Example) {
	x.Node.Description, x.Node.InterfaceType, x.Node.Groups = inventory.Known("ELB net/edi/60ed7d5a6d1da299"), inventory.Known("network_load_balancer"), inventory.Known([]string{})
	from, to := int32(0), int32(65535)
	x.Behind.Ingress = inventory.Known([]ec2.IPPermission{{Protocol: "tcp", FromPort: &from, ToPort: &to, IPRanges: []string{"0.0.0.0/0"}}})
}

// byVPC admits the addresses of the VPC.
func byVPC(port int32) []ec2.IPPermission {
	return []ec2.IPPermission{{Protocol: "tcp", FromPort: &port, ToPort: &port, IPRanges: []string{"10.0.0.0/16"}}}
}

// tcp is the target group for a TCP port, with the changes.
func tcp(port int32, changes ...func(*elbv2.TargetGroup)) *elbv2.TargetGroup {
	return group(append([]func(*elbv2.TargetGroup){func(g *elbv2.TargetGroup) {
		g.Protocol, g.Port, g.Targets = inventory.Known("TCP"), inventory.Known(port), inventory.Known([]elbv2.Target{{ID: "i-0aaa", Port: port, State: "healthy"}})
	}}, changes...)...)
}

// tcpListener is the network load balancer with a TCP listener.
func tcpListener(port int32, changes ...func(*elbv2.LoadBalancer)) elbv2.LoadBalancer {
	l := elbv2.Listener{ARN: "l", Port: port, Protocol: "TCP", DefaultActions: []elbv2.Action{{Type: "forward", TargetGroups: []string{arns + "targetgroup/web/6d0ecf831eec9f09"}}}}
	return net(append([]func(*elbv2.LoadBalancer){listening(l)}, changes...)...)
}
