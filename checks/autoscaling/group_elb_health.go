package autoscaling

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// GroupELBHealth asks that a group behind a load balancer believes the load balancer.
var GroupELBHealth = &checks.Check[autoscaling.Group]{
	Meta: checks.Meta{
		ID: "autoscaling-group-elb-health-check", Title: "Groups behind a load balancer use its health checks", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "An instance whose application is dead still answers EC2's own checks: the group keeps it, and the load balancer has one less to send to.",
		Fix:  "aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --health-check-type ELB --health-check-grace-period 300",
		Refs: []string{"https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1"},
	},
	Run: groupELBHealth,
	Cases: []checks.Case[autoscaling.Group]{
		{Name: "elb", Given: group(), Want: checks.Pass},
		{Name: "ebs_and_elb", Given: group(func(g *autoscaling.Group) { g.HealthCheckType = inventory.Known("EC2,EBS,ELB") }), Want: checks.Pass},
		{Name: "ec2", Given: group(func(g *autoscaling.Group) { g.HealthCheckType = inventory.Known("EC2") }), Want: checks.Fail},
		{Name: "no_load_balancer", Given: group(func(g *autoscaling.Group) { g.TrafficSources = inventory.Known[[]string](nil) }), Want: checks.NotApplicable},
		{Name: "unread", Given: group(func(g *autoscaling.Group) { g.HealthCheckType = denied[string](autoscaling.DescribeAutoScalingGroups) }), Want: checks.Unknown},
	},
}

func groupELBHealth(v *checks.View[autoscaling.Group]) checks.Verdict {
	sources, known := checks.Read(v, v.Resource.TrafficSources)
	if known && len(sources) == 0 {
		return v.NotApplicable("the group has no load balancer")
	}
	how, _ := checks.Read(v, v.Resource.HealthCheckType)
	for _, x := range strings.Split(how, ",") {
		if x = strings.TrimSpace(x); x == "ELB" || x == "VPC_LATTICE" {
			return v.Pass("HealthCheckType is %s", how)
		}
	}
	return v.Fail("HealthCheckType is %s, and traffic comes from %s", how, checks.First(sources, 2))
}
