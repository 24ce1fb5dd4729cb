package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ContainerInstanceAgentConnected finds machines whose agent has lost ECS, or could not be updated.
var ContainerInstanceAgentConnected = &checks.Check[ecs.ContainerInstance]{
	Meta: checks.Meta{
		ID: "ecs-container-instance-agent-connected", Title: "The agents of container instances are connected", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "An agent without a connection stops no task and starts none, reports nothing, and cannot be updated: what still runs on the machine is out of sight.",
		Fix:  "Look at the agent's log on the machine (/var/log/ecs/ecs-agent.log) and at its instance role, or drain and replace the instance: aws ecs update-container-instances-state --cluster CLUSTER --container-instances ID --status DRAINING",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html"},
	},
	Reads: []*inventory.Call{ecs.DescribeCapacityProviders},
	Run:   containerInstanceAgentConnected,
	Cases: []checks.Case[ecs.ContainerInstance]{
		{Name: "connected", Given: instance(), Want: checks.Pass},
		{Name: "lost", Given: instance(func(c *ecs.ContainerInstance) { c.AgentConnected = inventory.Known(false) }), Want: checks.Fail},
		{Name: "update_failed", Given: instance(func(c *ecs.ContainerInstance) { c.AgentUpdateStatus = inventory.Known("FAILED") }), Want: checks.Fail},
		{Name: "managed_instances", Given: instance(operated), Want: checks.NotApplicable},
		{Name: "unread", Given: instance(func(c *ecs.ContainerInstance) { c.AgentConnected = denied[bool](ecs.DescribeContainerInstances) }), Want: checks.Unknown},
	},
}

func containerInstanceAgentConnected(v *checks.View[ecs.ContainerInstance]) checks.Verdict {
	kind, known := checks.Read(v, v.Resource.CapacityProviderType)
	if known && kind == "MANAGED_INSTANCES" {
		return v.NotApplicable("ECS operates the agent of Managed Instances")
	}
	connected, known := checks.Read(v, v.Resource.AgentConnected)
	if known && !connected {
		return v.Fail("agentConnected is false")
	}
	if update, _ := checks.Read(v, v.Resource.AgentUpdateStatus); update == "FAILED" {
		return v.Fail("agentUpdateStatus is FAILED")
	}
	return v.Pass("agentConnected is true")
}
