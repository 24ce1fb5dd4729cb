package elasticloadbalancingv2

import (
	"strconv"

	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
)

func port(p int32) string { return strconv.Itoa(int(p)) }

const arns = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:"

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDenied", Needs: c.Needs})
}

// undescribed is a load balancer whose attributes could not be read.
func undescribed(b *elbv2.LoadBalancer) {
	d := denied[string](elbv2.DescribeLoadBalancerAttributes)
	b.AccessLogs, b.CrossZone, b.DeletionProtection, b.DesyncMitigationMode, b.DropInvalidHeaders = d, d, d, d, d
}

// unheard is a load balancer whose listeners could not be read.
func unheard(b *elbv2.LoadBalancer) {
	b.Listeners = denied[[]elbv2.Listener](elbv2.DescribeListeners)
}

// application is an application load balancer with which nothing is wrong, with the changes.
func application(changes ...func(*elbv2.LoadBalancer)) elbv2.LoadBalancer {
	const id = "app/web/50dc6c495c0c9188"
	b := elbv2.LoadBalancer{
		Ref:              inventory.Ref{ID: id, Name: "web", ARN: arns + "loadbalancer/" + id, Account: checks.CaseAccount, Region: checks.CaseRegion},
		LoadBalancerType: inventory.Known(elbv2.Application), Scheme: inventory.Known(elbv2.InternetFacing), State: inventory.Known("active"),
		DNSName: inventory.Known("web-1.eu-central-1.elb.amazonaws.com"), VPCID: inventory.Known("vpc-0aaa"), SecurityGroups: inventory.Known([]string{"sg-0lb"}), IPAddressType: inventory.Known("ipv4"),
		AvailabilityZones: inventory.Known([]elbv2.Zone{{ZoneName: "eu-central-1a", SubnetID: "subnet-0aaa"}, {ZoneName: "eu-central-1b", SubnetID: "subnet-0bbb"}}),
		Listeners: inventory.Known([]elbv2.Listener{
			{ARN: "l80", Port: 80, Protocol: "HTTP", DefaultActions: []elbv2.Action{{Type: "redirect", RedirectProtocol: "HTTPS", RedirectStatus: "HTTP_301"}}},
			{ARN: "l443", Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", DefaultActions: []elbv2.Action{{Type: "forward", TargetGroups: []string{arns + "targetgroup/web/6d0ecf831eec9f09"}}}},
		}),
		AccessLogs: inventory.Known("true"), CrossZone: inventory.Known("true"), DeletionProtection: inventory.Known("true"), DesyncMitigationMode: inventory.Known("defensive"), DropInvalidHeaders: inventory.Known("true"),
	}
	for _, change := range changes {
		change(&b)
	}
	return b
}

// net is a network load balancer for TLS, without security groups, with the changes.
func net(changes ...func(*elbv2.LoadBalancer)) elbv2.LoadBalancer {
	const id = "net/edi/60ed7d5a6d1da299"
	return application(append([]func(*elbv2.LoadBalancer){func(b *elbv2.LoadBalancer) {
		b.ID, b.Name, b.ARN, b.LoadBalancerType, b.SecurityGroups = id, "edi", arns+"loadbalancer/"+id, inventory.Known(elbv2.Network), inventory.Known([]string(nil))
		none := inventory.FromPtr[string](nil)
		b.DesyncMitigationMode, b.DropInvalidHeaders = none, none
		listening(elbv2.Listener{ARN: "l443", Port: 443, Protocol: "TLS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", DefaultActions: []elbv2.Action{{Type: "forward", TargetGroups: []string{arns + "targetgroup/web/6d0ecf831eec9f09"}}}})(b)
	}}, changes...)...)
}

// gateway is a gateway load balancer, which hands packets to appliances.
func gateway(changes ...func(*elbv2.LoadBalancer)) elbv2.LoadBalancer {
	return net(append([]func(*elbv2.LoadBalancer){func(b *elbv2.LoadBalancer) {
		b.ID, b.LoadBalancerType, b.Scheme, b.AccessLogs = "gwy/firewall/70fe8e6b7e2eb3aa", inventory.Known(elbv2.Gateway), inventory.FromPtr[string](nil), inventory.FromPtr[string](nil)
		listening(elbv2.Listener{ARN: "l"})(b)
	}}, changes...)...)
}

// listening gives a load balancer other listeners.
func listening(ls ...elbv2.Listener) func(*elbv2.LoadBalancer) {
	return func(b *elbv2.LoadBalancer) { b.Listeners = inventory.Known(ls) }
}

// group is the target group of the load balancers above: one instance, by HTTPS on 8443.
func group(changes ...func(*elbv2.TargetGroup)) *elbv2.TargetGroup {
	const id = "web/6d0ecf831eec9f09"
	g := &elbv2.TargetGroup{
		Ref:      inventory.Ref{ID: id, Name: "web", ARN: arns + "targetgroup/" + id, Account: checks.CaseAccount, Region: checks.CaseRegion},
		Protocol: inventory.Known("HTTPS"), Port: inventory.Known[int32](8443), VPCID: inventory.Known("vpc-0aaa"), TargetType: inventory.Known("instance"),
		LoadBalancerARNs:    inventory.Known([]string{arns + "loadbalancer/app/web/50dc6c495c0c9188", arns + "loadbalancer/net/edi/60ed7d5a6d1da299"}),
		HealthCheckProtocol: inventory.Known("HTTPS"), HealthCheckEnabled: inventory.Known(true), PreserveClientIP: inventory.Known("true"),
		Targets: inventory.Known([]elbv2.Target{{ID: "i-0aaa", Port: 8443, State: "healthy"}}),
	}
	for _, change := range changes {
		change(g)
	}
	return g
}
