package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// InstanceManaged finds instances that Systems Manager cannot reach, and so neither patch nor look into.
var InstanceManaged = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-ssm-managed", Title: "Running instances are managed by Systems Manager", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why: "Patch Manager, the inventory of software and Inspector's agent-based scans all go through the Systems Manager agent. An instance without it is patched by hand or not at all, and nothing in the account shows which.",
		Fix: "Let the agent register: give the instance's role the policy AmazonSSMManagedInstanceCore, or turn on Default Host Management Configuration (aws ssm update-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role --setting-value service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole); then see that the agent runs and reaches the ssm endpoint.",
		Refs: []string{
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/managed-instances-default-host-management.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-1",
		},
	},
	With: []inventory.Want{{Type: ssm.ManagedNodeType}},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		if state, _ := checks.Read(v, v.Resource.State); state != "running" {
			return v.NotApplicable("State.Name is %s; Systems Manager lists running instances", state)
		}
		n, ok := checks.Find[ssm.ManagedNode](v, v.Resource.Region, v.Resource.ID)
		if !ok {
			return v.Fail("Systems Manager does not list the instance")
		}
		if ping, _ := checks.Read(v, n.PingStatus); ping != "Online" {
			return v.Fail("the instance runs, and the PingStatus of its agent is %s", ping)
		}
		agent, _ := checks.Read(v, n.AgentVersion)
		return v.Pass("PingStatus is Online, AgentVersion %s", agent)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "online", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{node(agentVersion)}, Want: checks.Pass},
		{Name: "unmanaged", Given: instance(func(*ec2.Instance) {}), Want: checks.Fail},
		{Name: "lost", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{node(func(n *ssm.ManagedNode) { n.PingStatus = inventory.Known("ConnectionLost") })}, Want: checks.Fail},
		{Name: "stopped", Given: stoppedSince("User initiated (2026-08-01 08:00:00 GMT)", daysAgo(200)), Want: checks.NotApplicable},
		{Name: "nodesNotListed", Given: instance(func(*ec2.Instance) {}), Incomplete: []inventory.Kind{"ssm.managed_node"}, Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func agentVersion(n *ssm.ManagedNode) { n.AgentVersion = inventory.Known("3.3.1345.0") }
