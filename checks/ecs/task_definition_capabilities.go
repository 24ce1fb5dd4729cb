package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionCapabilities finds containers that are given capabilities which amount to root on the machine.
var TaskDefinitionCapabilities = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-root-capabilities", Title: "Containers are not given capabilities that amount to root", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "SYS_ADMIN, SYS_MODULE, SYS_PTRACE and their like let a container mount, load into the kernel or take over processes: privileged in all but name.",
		Fix:  "Register a revision without the capability in linuxParameters.capabilities.add. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html"},
	},
	Run: taskDefinitionCapabilities,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "none", Given: task(), Want: checks.Pass},
		{Name: "bind_service", Given: task(with(func(c *ecs.Container) { c.AddedCapabilities = []string{"NET_BIND_SERVICE"} })), Want: checks.Pass},
		{Name: "sys_admin", Given: task(with(func(c *ecs.Container) { c.AddedCapabilities = []string{"SYS_ADMIN"} })), Want: checks.Fail},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionCapabilities(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		for _, name := range c.AddedCapabilities {
			switch name {
			case "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYS_BOOT", "DAC_READ_SEARCH", "NET_ADMIN", "BPF":
				return "has capability " + name
			}
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("none of %d containers is given such a capability", len(list))
}
