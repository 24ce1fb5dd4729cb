package elasticloadbalancing

import (
	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// AccessLogs wants a record of who asked for what.
var AccessLogs = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-access-logs", Title: "Classic Load Balancers write access logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "The instances see what reaches them; only the load balancer sees every client, with the requests that it refused. Without its log nobody can say afterwards who came, or from where.",
		Fix:  "aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes AccessLog={Enabled=true,S3BucketName=BUCKET,EmitInterval=60}",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html"},
	},
	Reads: []*inventory.Call{elb.DescribeLoadBalancerAttributes},
	Run:   func(v *view) checks.Verdict { return switched(v, "AccessLog.Enabled", v.Resource.AccessLog) },
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "on", Given: balancer(), Want: checks.Pass},
		{Name: "off", Given: balancer(func(b *elb.LoadBalancer) { b.AccessLog = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: balancer(undescribed), Want: checks.Unknown},
	},
}
