package ssm

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// NodeAgentCurrent finds nodes with an old agent.
var NodeAgentCurrent = &checks.Check[ssm.ManagedNode]{
	Meta: checks.Meta{
		ID: "ssm-managed-node-agent-current", Title: "Managed nodes run the latest Systems Manager agent", Duty: responsibility.OSPatch, Severity: checks.Low, Since: "0.1",
		Why:  "The agent runs as root and takes orders from the network. An old one keeps its own holes, and lacks what newer patch operations need.",
		Fix:  "Let State Manager keep it current: aws ssm create-association --name AWS-UpdateSSMAgent --targets Key=InstanceIds,Values=NODE --schedule-expression 'rate(14 days)'",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-automatic-updates.html", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html"},
	},
	Run: func(v *checks.View[ssm.ManagedNode]) checks.Verdict {
		if p, _ := checks.Read(v, v.Resource.PlatformType); p == "Windows" {
			return v.NotApplicable("IsLatestVersion says nothing about the agent on Windows")
		}
		version, _ := checks.Peek(v, v.Resource.AgentVersion)
		if latest, _ := checks.Read(v, v.Resource.IsLatestVersion); !latest {
			return v.Fail("AgentVersion %s is not the latest", version)
		}
		return v.Pass("AgentVersion %s is the latest", version)
	},
	Cases: []checks.Case[ssm.ManagedNode]{
		{Name: "latest", Given: node(func(*ssm.ManagedNode) {}), Want: checks.Pass},
		{Name: "old", Given: node(func(n *ssm.ManagedNode) { n.IsLatestVersion = inventory.Known(false) }), Want: checks.Fail},
		{Name: "windows", Given: node(func(n *ssm.ManagedNode) { n.PlatformType = inventory.Known("Windows") }), Want: checks.NotApplicable},
		{Name: "notSaid", Given: node(func(n *ssm.ManagedNode) { n.IsLatestVersion = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
	},
}
