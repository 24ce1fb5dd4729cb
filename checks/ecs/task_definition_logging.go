package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionLogging asks that the output of every container is kept.
var TaskDefinitionLogging = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-logging", Title: "Every container has a log configuration", Duty: responsibility.OpsLogging, Severity: checks.High, Since: "0.1",
		Why:  "What a container wrote is gone with it: without a log driver there is nothing to look at after a crash or a break-in.",
		Fix:  "Register a revision with a logConfiguration for each container, such as {\"logDriver\": \"awslogs\", \"options\": {\"awslogs-group\": \"GROUP\", \"awslogs-region\": \"REGION\", \"awslogs-stream-prefix\": \"app\"}}. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9"},
	},
	Run: taskDefinitionLogging,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "awslogs", Given: task(), Want: checks.Pass},
		{Name: "none", Given: task(with(func(c *ecs.Container) { c.LogDriver = "" })), Want: checks.Fail},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionLogging(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		if c.LogDriver == "" {
			return "has no logConfiguration"
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("all %d containers have a logDriver", len(list))
}
