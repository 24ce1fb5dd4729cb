package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNonRoot asks for another user than root in Linux containers. Nothing said is the user of the image, which no call tells: FSBP takes it for root, as most images have it.
var TaskDefinitionNonRoot = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-non-root", Title: "Linux containers do not run as root", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "Root in a container is root of the machine as soon as one weakness of the kernel or of a mount lets it out.",
		Fix:  "Register a revision with \"user\": \"1000\" (or the user that the image makes), and give that user the files that it needs. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20"},
	},
	Run: taskDefinitionNonRoot,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "user", Given: task(), Want: checks.Pass},
		{Name: "user_and_group", Given: task(with(func(c *ecs.Container) { c.User = "1000:0" })), Want: checks.Pass},
		{Name: "none", Given: task(with(func(c *ecs.Container) { c.User = "" })), Want: checks.Fail},
		{Name: "root", Given: task(with(func(c *ecs.Container) { c.User = "root" })), Want: checks.Fail},
		{Name: "zero_and_group", Given: task(with(func(c *ecs.Container) { c.User = "0:1000" })), Want: checks.Fail},
		{Name: "windows", Given: task(windows), Want: checks.NotApplicable},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionNonRoot(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if isWindows(v) {
		return v.NotApplicable("the containers are of Windows")
	}
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		switch user, _, _ := strings.Cut(c.User, ":"); user {
		case "":
			return "names no user"
		case "root", "0":
			return "runs as " + user
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("all %d containers name a user other than root", len(list))
}
