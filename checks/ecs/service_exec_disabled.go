package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServiceExecDisabled finds services into whose containers ECS Exec opens a shell.
var ServiceExecDisabled = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-exec-disabled", Title: "ECS Exec is off", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "While execute command is on, whoever has ecs:ExecuteCommand gets a shell in every container of the service, with the task role's credentials.",
		Fix:  "aws ecs update-service --cluster CLUSTER --service SERVICE --no-enable-execute-command --force-new-deployment. Turn it on for the time of a search for an error, not for good.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"},
	},
	Run: serviceExecDisabled,
	Cases: []checks.Case[ecs.Service]{
		{Name: "off", Given: service(), Want: checks.Pass},
		{Name: "on", Given: service(func(s *ecs.Service) { s.EnableExecuteCommand = inventory.Known(true) }), Want: checks.Fail},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.EnableExecuteCommand = denied[bool](ecs.DescribeServices) }), Want: checks.Unknown},
		{Name: "managed_instances", Given: service(launch("MANAGED_INSTANCES")), Want: checks.NotCustomer},
	},
}

func serviceExecDisabled(v *checks.View[ecs.Service]) checks.Verdict {
	if on, _ := checks.Read(v, v.Resource.EnableExecuteCommand); on {
		return v.Fail("enableExecuteCommand is true")
	}
	return v.Pass("enableExecuteCommand is false")
}
