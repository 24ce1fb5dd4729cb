package elasticloadbalancingv2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// AccessLogs wants a record of who asked for what.
var AccessLogs = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-access-logs", Title: "Load balancers write access logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why: "The targets see what reaches them; only the load balancer sees every client, with the requests that it refused. Without its log nobody can say afterwards who came, or from where.",
		Fix: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=BUCKET",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners, elbv2.DescribeLoadBalancerAttributes},
	Run:   accessLogs,
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "good", Given: application(), Want: checks.Pass},
		{Name: "bad", Given: application(func(b *elbv2.LoadBalancer) { b.AccessLogs = inventory.Known("false") }), Want: checks.Fail},
		{Name: "denied", Given: application(undescribed), Want: checks.Unknown},
		{Name: "networkForTLS", Given: net(func(b *elbv2.LoadBalancer) { b.AccessLogs = inventory.Known("false") }), Want: checks.Fail},
		{Name: "networkForTCP", Given: net(listening(elbv2.Listener{Port: 22, Protocol: "TCP"})), Want: checks.NotApplicable},
		{Name: "listenersDenied", Given: net(unheard), Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), Want: checks.NotApplicable},
	},
}

func accessLogs(v *view) checks.Verdict {
	if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
		return verdict
	}
	if v.Resource.LoadBalancerType.Or("") == elbv2.Network {
		ls, ok := checks.Read(v, v.Resource.Listeners)
		if ok && !slices.ContainsFunc(ls, func(l elbv2.Listener) bool { return l.Protocol == "TLS" }) {
			return v.NotApplicable("a network load balancer logs the connections of TLS listeners alone, and this one has none")
		}
	}
	return switched(v, "access_logs.s3.enabled", v.Resource.AccessLogs)
}
