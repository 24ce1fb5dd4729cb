package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServiceNoPublicIP finds services whose tasks get public addresses.
var ServiceNoPublicIP = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-no-public-ip", Title: "Services give their tasks no public IP addresses", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A task with a public address can be reached from the internet around the load balancer, with nothing but a security group between.",
		Fix:  "aws ecs update-service --cluster CLUSTER --service SERVICE --network-configuration \"awsvpcConfiguration={subnets=[PRIVATE_SUBNETS],securityGroups=[GROUPS],assignPublicIp=DISABLED}\". Images then come through a NAT gateway or VPC endpoints.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2"},
	},
	Run: serviceNoPublicIP,
	Cases: []checks.Case[ecs.Service]{
		{Name: "private", Given: service(), Want: checks.Pass},
		{Name: "public", Given: service(func(s *ecs.Service) { s.AssignPublicIP = inventory.Known("ENABLED") }), Want: checks.Fail},
		{Name: "bridge", Given: service(launch("EC2"), func(s *ecs.Service) { s.AssignPublicIP = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.AssignPublicIP = denied[string](ecs.DescribeServices) }), Want: checks.Unknown},
	},
}

func serviceNoPublicIP(v *checks.View[ecs.Service]) checks.Verdict {
	switch assign, _ := checks.Read(v, v.Resource.AssignPublicIP); assign {
	case "ENABLED":
		return v.Fail("assignPublicIp is ENABLED")
	case "":
		return v.NotApplicable("the service has no awsvpcConfiguration: its tasks have no interface of their own")
	default:
		return v.Pass("assignPublicIp is %s", assign)
	}
}
