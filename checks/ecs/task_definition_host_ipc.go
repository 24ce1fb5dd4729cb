package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNoHostIPC finds tasks that share the memory of other processes of the machine.
var TaskDefinitionNoHostIPC = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-host-ipc", Title: "Tasks do not share the IPC namespace of the machine", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "With ipcMode host a container reads and writes the shared memory of every other container on the machine that does the same, and of the machine's own processes.",
		Fix:  "Register a revision without \"ipcMode\": \"host\". Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"},
	},
	Run: taskDefinitionNoHostIPC,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "own", Given: task(), Want: checks.Pass},
		{Name: "host", Given: task(func(t *ecs.TaskDefinition) { t.IPCMode = inventory.Known("host") }), Want: checks.Fail},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.IPCMode = denied[string](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionNoHostIPC(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if mode, _ := checks.Read(v, v.Resource.IPCMode); mode == "host" {
		return v.Fail("ipcMode is host")
	}
	return v.Pass("ipcMode is not host")
}
