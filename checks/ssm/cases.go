package ssm

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ssm"
)

// The builders below make the resources of worked examples.

func node(change func(*ssm.ManagedNode)) ssm.ManagedNode {
	n := ssm.ManagedNode{
		Ref:        inventory.Ref{ID: "i-0aaa", Region: checks.CaseRegion},
		PingStatus: inventory.Known("Online"), PlatformType: inventory.Known("Linux"), AgentVersion: inventory.Known("3.3.1345.0"), IsLatestVersion: inventory.Known(true),
		PatchState: inventory.Known(ssm.PatchState{}),
	}
	change(&n)
	return n
}

// patched is a node after an operation on the day before, with what it left.
func patched(change func(*ssm.PatchState)) ssm.ManagedNode {
	s := ssm.PatchState{BaselineID: "pb-0aaa", Operation: "Install", OperationEndTime: checks.CaseTime.AddDate(0, 0, -1)}
	change(&s)
	return node(func(n *ssm.ManagedNode) { n.PatchState = inventory.Known(s) })
}

// reportedOf is a node with a report of its compliance.
func reportedOf(n ssm.ManagedNode, status string, daysAgo int) ssm.ManagedNode {
	n.PatchCompliance = inventory.Known(ssm.PatchCompliance{Status: status, OverallSeverity: "HIGH", ExecutionTime: checks.CaseTime.AddDate(0, 0, -daysAgo)})
	return n
}

func document(accounts ...string) ssm.Document {
	return ssm.Document{Ref: inventory.Ref{ID: "Halt-Docks", Region: checks.CaseRegion}, AccountIDs: inventory.Known(accounts)}
}

func unread() ssm.Document {
	d := document()
	d.AccountIDs = inventory.Missing[[]string](denied(ssm.DescribeDocumentPermission))
	return d
}

func parameter(name, kind string) ssm.Parameter {
	return ssm.Parameter{Ref: inventory.Ref{ID: name, Region: checks.CaseRegion}, ParameterType: inventory.FromEnum(kind), KeyID: inventory.Known("")}
}

func settings(sharing, log inventory.Fact[string]) ssm.Settings {
	return ssm.Settings{Ref: inventory.Ref{ID: checks.CaseRegion, Region: checks.CaseRegion}, PublicSharingPermission: sharing, ScriptLogDestination: log}
}

// refused is a setting that could not be read.
func refused() inventory.Fact[string] {
	return inventory.Missing[string](denied(ssm.GetServiceSetting))
}

func denied(c *inventory.Call) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs}
}

// stranger is an account that nobody trusts.
const stranger = "999900001111"
