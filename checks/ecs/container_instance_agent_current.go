package ecs

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// ContainerInstanceAgentCurrent compares the agent with that of the image that ECS recommends today. Where AWS publishes
// no such image in the region, the other instances of the region tell whether there are newer ones.
var ContainerInstanceAgentCurrent = &checks.Check[ecs.ContainerInstance]{
	Meta: checks.Meta{
		ID: "ecs-container-instance-agent-current", Title: "Container instances run a current agent", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "The agent has the instance's credentials and starts every container. An old one misses the fixes of every release since, and shows that the machine's image is old too.",
		Fix:  "aws ecs update-container-agent --cluster CLUSTER --container-instance ID, or replace the instance by one of the newest ECS-optimized AMI.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-versions.html"},
	},
	Reads: []*inventory.Call{ecs.DescribeCapacityProviders},
	With:  []inventory.Want{{Type: ssm.PublicParameterType}},
	Run:   containerInstanceAgentCurrent,
	Cases: []checks.Case[ecs.ContainerInstance]{
		{Name: "newest", Given: instance(), With: []inventory.Resource{recommended("1.99.1", 90)}, Want: checks.Pass},
		{Name: "newer_than_the_image", Given: instance(agent("1.100.0")), With: []inventory.Resource{recommended("1.99.1", 90)}, Want: checks.Pass},
		{Name: "behind_in_time", Given: instance(agent("1.99.0")), With: []inventory.Resource{recommended("1.99.1", 10)}, Want: checks.Pass},
		{Name: "newest_waits_for_a_month", Given: instance(agent("1.99.0")), With: []inventory.Resource{recommended("1.99.1", 40)}, Want: checks.Fail},
		{Name: "far_behind", Given: instance(agent("1.80.0")), With: []inventory.Resource{recommended("1.99.1", 1)}, Want: checks.Fail},
		{Name: "image_says_nothing", Given: instance(), With: []inventory.Resource{recommended("", 1)}, Want: checks.Unknown},
		{Name: "alone_and_nothing_published", Given: instance(), Want: checks.Unknown},
		{Name: "a_little_behind_a_neighbour", Given: instance(agent("1.98.0")), With: []inventory.Resource{neighbour("1.99.1")}, Want: checks.Unknown},
		{Name: "far_behind_a_neighbour", Given: instance(agent("1.80.0")), With: []inventory.Resource{neighbour("1.99.1")}, Want: checks.Fail},
		{Name: "far_behind_and_nothing_listed", Given: instance(agent("1.80.0")), With: []inventory.Resource{neighbour("1.99.1")}, Incomplete: []inventory.Kind{"ssm.public_parameter"}, Want: checks.Fail},
		{Name: "nothing_listed", Given: instance(), Incomplete: []inventory.Kind{"ssm.public_parameter"}, Want: checks.Unknown},
		{Name: "no_version", Given: instance(agent("unknown")), Want: checks.Unknown},
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
	running, ok := version(own)
	if !ok {
		return v.Unknown("versionInfo.agentVersion %q is no version", own)
	}
	// The agents of all images are of one line, so that one image tells the newest.
	image, gap := checks.Lookup[ssm.PublicParameter](v, v.Resource.Region, ssm.ECSRecommended("x86_64"))
	if image != nil {
		return agentOfImage(v, image, own, running)
	}
	for _, c := range checks.Some[ecs.ContainerInstance](v, v.Resource.Region) {
		text, _ := checks.Peek(v, c.AgentVersion)
		if other, ok := version(text); ok && running.farBehind(other) {
			return v.Fail("agentVersion is %s, and another instance of the region has %s", own, text)
		}
	}
	if gap != nil {
		return v.Unknown("agentVersion is %s; which is the newest is not known: %s", own, gap)
	}
	return v.Unknown("agentVersion is %s; which is the newest would stand in the SSM parameter %s", own, ssm.ECSRecommended("x86_64"))
}

// agentOfImage compares with the image that ECS recommends. LastModifiedDate is since when it does.
func agentOfImage(v *checks.View[ecs.ContainerInstance], x *ssm.PublicParameter, own string, running release) checks.Verdict {
	value, _ := checks.Read(v, x.Value)
	since, dated := checks.Read(v, x.LastModifiedDate)
	image, ok := ssm.ParseECSRecommended(value)
	newest, parsed := version(image.AgentVersion)
	limit := v.Policy().ImageAdoption
	switch {
	case !ok || !parsed:
		return v.Unknown("the SSM parameter %s names no agent", x.ID)
	case !newest.after(running):
		return v.Pass("agentVersion is %s, and that of the recommended image %s", own, image.AgentVersion)
	case running.farBehind(newest):
		return v.Fail("agentVersion is %s, and that of the recommended image %s", own, image.AgentVersion)
	case !dated:
		return v.Unknown("agentVersion is %s, and that of the recommended image %s; since when is not known", own, image.AgentVersion)
	case v.Now().Sub(since) > limit.Duration():
		return v.Fail("agentVersion is %s, and the image with %s is recommended since %s; the policy allows %d days", own, image.AgentVersion, since.Format(time.DateOnly), limit)
	}
	return v.Pass("agentVersion is %s, and the image with %s is recommended since %s; the policy allows %d days", own, image.AgentVersion, since.Format(time.DateOnly), limit)
}

// agentBehind is how many releases (the second number) an agent may be behind. AWS publishes about two a month.
const agentBehind = 6

// farBehind reports whether another release is newer by much.
func (r release) farBehind(other release) bool {
	return other[0] > r[0] || other[0] == r[0] && other[1]-r[1] > agentBehind
}

// neighbour is another instance of the region.
func neighbour(version string) *ecs.ContainerInstance {
	c := instance(agent(version))
	c.ID = "prod/2"
	return &c
}

// recommended is the image that ECS recommends since some days, with an agent.
func recommended(agent string, days int) *ssm.PublicParameter {
	return &ssm.PublicParameter{
		Ref:   inventory.Ref{ID: ssm.ECSRecommended("x86_64"), Account: checks.CaseAccount, Region: checks.CaseRegion},
		Value: inventory.Known(`{"image_id":"ami-0new","ecs_agent_version":"` + agent + `"}`), LastModifiedDate: inventory.Known(checks.CaseTime.AddDate(0, 0, -days)),
	}
}
