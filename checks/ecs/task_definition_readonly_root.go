package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionReadonlyRoot asks that containers cannot change their own files. Windows containers have no such setting.
var TaskDefinitionReadonlyRoot = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-readonly-root", Title: "The root file systems of containers are read-only", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "In a file system that can be written an intruder leaves tools and changes the program; in a read-only one nothing of it stays.",
		Fix:  "Register a revision with \"readonlyRootFilesystem\": true, and mount volumes where the program must write. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5"},
	},
	Run: taskDefinitionReadonlyRoot,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "read_only", Given: task(), Want: checks.Pass},
		{Name: "writable", Given: task(with(func(c *ecs.Container) { c.ReadonlyRootFilesystem = false })), Want: checks.Fail},
		{Name: "windows", Given: task(windows), Want: checks.NotApplicable},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionReadonlyRoot(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if isWindows(v) {
		return v.NotApplicable("Windows containers have no read-only root file system")
	}
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		if !c.ReadonlyRootFilesystem {
			return "can write its root file system"
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("readonlyRootFilesystem is true for all %d containers", len(list))
}
