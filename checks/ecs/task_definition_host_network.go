package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNoHostNetwork finds tasks that use the network of the machine.
var TaskDefinitionNoHostNetwork = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-host-network", Title: "Tasks do not share the network of the machine", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "With networkMode host a container listens on the machine's own addresses, reaches what listens on its loopback, and gets the credentials of the instance's role from the metadata service.",
		Fix:  "Register a revision with \"networkMode\": \"awsvpc\", which gives the task an interface and security groups of its own. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html"},
	},
	Run: taskDefinitionNoHostNetwork,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "awsvpc", Given: task(), Want: checks.Pass},
		{Name: "host", Given: task(func(t *ecs.TaskDefinition) { t.NetworkMode = inventory.Known("host") }), Want: checks.Fail},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.NetworkMode = denied[string](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionNoHostNetwork(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	if mode, _ := checks.Read(v, v.Resource.NetworkMode); mode == "host" {
		return v.Fail("networkMode is host")
	}
	return v.Pass("networkMode is not host")
}
