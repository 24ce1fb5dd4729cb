package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNonAdministrator asks for another user than the administrator in Windows containers. Nothing said is ContainerAdministrator in the images of Windows Server.
var TaskDefinitionNonAdministrator = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-non-administrator", Title: "Windows containers do not run as administrator", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "An administrator inside a container can change all of it, and reaches further wherever process isolation has a hole.",
		Fix:  "Register a revision with \"user\": \"ContainerUser\". Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-21"},
	},
	Run: taskDefinitionNonAdministrator,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "user", Given: task(windows, with(func(c *ecs.Container) { c.User = "ContainerUser" })), Want: checks.Pass},
		{Name: "none", Given: task(windows, with(func(c *ecs.Container) { c.User = "" })), Want: checks.Fail},
		{Name: "administrator", Given: task(windows, with(func(c *ecs.Container) { c.User = "containeradministrator" })), Want: checks.Fail},
		{Name: "linux", Given: task(), Want: checks.NotApplicable},
		{Name: "unread", Given: task(windows, unread), Want: checks.Unknown},
	},
}

func taskDefinitionNonAdministrator(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if !isWindows(v) {
		return v.NotApplicable("the containers are of Linux")
	}
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		if c.User == "" {
			return "names no user"
		}
		if strings.EqualFold(c.User, "ContainerAdministrator") {
			return "runs as " + c.User
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("all %d containers name a user other than the administrator", len(list))
}
