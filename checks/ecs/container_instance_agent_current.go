package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ContainerInstanceAgentCurrent finds agents that are far behind others of the same region. Which version is the newest of all no call of ECS tells, so a pass says no more than that none here is newer by much.
var ContainerInstanceAgentCurrent = &checks.Check[ecs.ContainerInstance]{
	Meta: checks.Meta{
		ID: "ecs-container-instance-agent-current", Title: "The agents of container instances are not behind others of the region", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "The agent has the instance's credentials and starts every container. An old one misses the fixes that its neighbours have, and shows that the machine's image is old too.",
		Fix:  "aws ecs update-container-agent --cluster CLUSTER --container-instance ID, or replace the instance by one of the newest ECS-optimized AMI.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-versions.html"},
	},
	Reads: []*inventory.Call{ecs.DescribeCapacityProviders},
	Run:   containerInstanceAgentCurrent,
	Cases: []checks.Case[ecs.ContainerInstance]{
		{Name: "alone", Given: instance(), Want: checks.Pass},
		{Name: "a_little_behind", Given: instance(agent("1.98.0")), With: []inventory.Resource{neighbour("1.99.1")}, Want: checks.Pass},
		{Name: "far_behind", Given: instance(agent("1.80.0")), With: []inventory.Resource{neighbour("1.99.1")}, Want: checks.Fail},
		{Name: "no_version", Given: instance(agent("unknown")), Want: checks.Unknown},
		{Name: "neighbour_unread", Given: instance(), With: []inventory.Resource{neighbour("")}, Want: checks.Unknown},
		{Name: "others_unread", Given: instance(), Incomplete: []inventory.Kind{"ecs.container_instance"}, Want: checks.Unknown},
		{Name: "managed_instances", Given: instance(operated), Want: checks.NotApplicable},
		{Name: "unread", Given: instance(func(c *ecs.ContainerInstance) { c.AgentVersion = denied[string](ecs.DescribeContainerInstances) }), Want: checks.Unknown},
	},
}

func containerInstanceAgentCurrent(v *checks.View[ecs.ContainerInstance]) checks.Verdict {
	kind, known := checks.Read(v, v.Resource.CapacityProviderType)
	if known && kind == "MANAGED_INSTANCES" {
		return v.NotApplicable("ECS operates the agent of Managed Instances")
	}
	own, known := checks.Read(v, v.Resource.AgentVersion)
	if !known {
		return v.Unknown("the agent's version was not read")
	}
	major, minor, ok := version(own)
	if !ok {
		return v.Unknown("versionInfo.agentVersion %q is no version", own)
	}
	newest, newestMajor, newestMinor := own, major, minor
	for _, c := range checks.Some[ecs.ContainerInstance](v, v.Resource.Region) {
		text, _ := checks.Peek(v, c.AgentVersion)
		if a, b, ok := version(text); ok && (a > newestMajor || a == newestMajor && b > newestMinor) {
			newest, newestMajor, newestMinor = text, a, b
		}
	}
	if newestMajor > major || newestMinor-minor > agentBehind {
		return v.Fail("agentVersion is %s, and another instance of the region has %s", own, newest)
	}
	return v.Pass("agentVersion is %s, and no instance of the region is more than %d releases newer", own, agentBehind)
}

// agentBehind is how many releases (the second number) an agent may be behind. AWS publishes about two a month.
const agentBehind = 6

// neighbour is another instance of the region; without a version, one of which it was not read.
func neighbour(version string) *ecs.ContainerInstance {
	c := instance(agent(version))
	c.ID = "prod/2"
	if version == "" {
		c.AgentVersion = denied[string](ecs.DescribeContainerInstances)
	}
	return &c
}
