package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNoHostPID finds tasks that see the processes of the machine.
var TaskDefinitionNoHostPID = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-host-pid", Title: "Tasks do not share the process namespace of the machine", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "With pidMode host a container sees all processes of the machine, reads their environment and may signal or trace them.",
		Fix:  "Register a revision without \"pidMode\": \"host\" (use \"task\" where containers of one task must see each other). Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3"},
	},
	Run: taskDefinitionNoHostPID,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "own", Given: task(), Want: checks.Pass},
		{Name: "host", Given: task(func(t *ecs.TaskDefinition) { t.PIDMode = inventory.Known("host") }), Want: checks.Fail},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.PIDMode = denied[string](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionNoHostPID(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if mode, _ := checks.Read(v, v.Resource.PIDMode); mode == "host" {
		return v.Fail("pidMode is host")
	}
	return v.Pass("pidMode is not host")
}
