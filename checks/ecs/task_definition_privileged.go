package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNotPrivileged finds containers with all rights of the machine.
var TaskDefinitionNotPrivileged = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-not-privileged", Title: "Containers do not run privileged", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "A privileged container is root on the machine: whoever breaks into it owns every other container there, and the role of the instance.",
		Fix:  "Register a revision without \"privileged\": true, and add the one capability that is needed (linuxParameters.capabilities.add). Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4"},
	},
	Run: taskDefinitionNotPrivileged,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "not_privileged", Given: task(), Want: checks.Pass},
		{Name: "privileged", Given: task(with(func(c *ecs.Container) { c.Privileged = true })), Want: checks.Fail},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionNotPrivileged(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		if c.Privileged {
			return "is privileged"
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("none of %d containers is privileged", len(list))
}
