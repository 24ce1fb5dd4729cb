package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServiceTaskSetsNoPublicIP finds task sets whose tasks get public addresses.
var ServiceTaskSetsNoPublicIP = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-task-sets-no-public-ip", Title: "Task sets give their tasks no public IP addresses", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A task set of an external deployment has a network configuration of its own: the service may be private while the tasks that it really runs have public addresses.",
		Fix:  "Create a task set with assignPublicIp=DISABLED (aws ecs create-task-set), make it the primary one and delete the other (aws ecs delete-task-set).",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-16"},
	},
	Run: serviceTaskSetsNoPublicIP,
	Cases: []checks.Case[ecs.Service]{
		{Name: "private", Given: service(sets(ecs.TaskSet{ID: "ecs-svc/1", AssignPublicIP: "DISABLED"})), Want: checks.Pass},
		{Name: "public", Given: service(sets(ecs.TaskSet{ID: "ecs-svc/1", AssignPublicIP: "DISABLED"}, ecs.TaskSet{ID: "ecs-svc/2", AssignPublicIP: "ENABLED"})), Want: checks.Fail},
		{Name: "none", Given: service(), Want: checks.NotApplicable},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.TaskSets = denied[[]ecs.TaskSet](ecs.DescribeServices) }), Want: checks.Unknown},
	},
}

func serviceTaskSetsNoPublicIP(v *checks.View[ecs.Service]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.TaskSets)
	var public []string
	for _, t := range list {
		if t.AssignPublicIP == "ENABLED" {
			public = append(public, t.ID)
		}
	}
	switch {
	case len(list) == 0:
		return v.NotApplicable("the service has no task sets")
	case len(public) > 0:
		return v.Fail("assignPublicIp is ENABLED for task sets %s", checks.First(public, 3))
	}
	return v.Pass("assignPublicIp is ENABLED for none of %d task sets", len(list))
}
