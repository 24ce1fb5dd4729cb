package ssm

import (
	"fmt"
	"time"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// NodePatchCompliant judges what Patch Manager itself found on a node. It says nothing of the node's release, nor of
// whether the baseline asks for enough: for an EC2 instance ec2-instance-os-patched weighs those too.
var NodePatchCompliant = &checks.Check[ssm.ManagedNode]{
	Meta: checks.Meta{
		ID: "ssm-managed-node-patch-compliant", Title: "Managed nodes have every patch that their baseline asks for", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why: "The baseline is what the account itself has decided to install. A node below it has holes that are known, have a fix, and were meant to be closed.",
		Fix: "aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Install --instance-ids NODE; what fails is shown by aws ssm describe-instance-patches --instance-id NODE --filters Key=State,Values=Failed,Missing",
		Refs: []string{
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-2",
		},
	},
	Reads: []*inventory.Call{ssm.DescribeInstancePatchStates, ssm.DescribeInstancePatches, ssm.ListResourceComplianceSummaries},
	Run:   compliant,
	Cases: []checks.Case[ssm.ManagedNode]{
		{Name: "compliant", Given: patched(func(*ssm.PatchState) {}), Want: checks.Pass},
		{Name: "missing", Given: patched(func(s *ssm.PatchState) { s.MissingCount = 2 }), Want: checks.Fail},
		{Name: "rebootOverdue", Given: patched(func(s *ssm.PatchState) {
			s.InstalledPendingRebootCount, s.LastNoRebootInstallOperationTime = 1, checks.CaseTime.AddDate(0, 0, -20)
		}), Want: checks.Fail},
		{Name: "rebootSoon", Given: patched(func(s *ssm.PatchState) { s.InstalledPendingRebootCount = 1 }), Want: checks.Unknown},
		{Name: "scannedLongAgo", Given: patched(func(s *ssm.PatchState) { s.OperationEndTime = checks.CaseTime.AddDate(0, 0, -12) }), Want: checks.Unknown},
		{Name: "neverScanned", Given: node(func(*ssm.ManagedNode) {}), Want: checks.Unknown},
		{Name: "compliantAndReportedSo", Given: reportedOf(patched(func(*ssm.PatchState) {}), "COMPLIANT", 1), Want: checks.Pass},
		{Name: "compliantAndReportedOtherwise", Given: reportedOf(patched(func(*ssm.PatchState) {}), "NON_COMPLIANT", 0), Want: checks.Fail},
		{Name: "reportedByAnotherTool", Given: reportedOf(node(func(*ssm.ManagedNode) {}), "NON_COMPLIANT", 1), Want: checks.Fail},
		{Name: "reportedCompliantByAnotherTool", Given: reportedOf(node(func(*ssm.ManagedNode) {}), "COMPLIANT", 1), Want: checks.Unknown},
		{Name: "reportsDenied", Given: node(func(n *ssm.ManagedNode) {
			n.PatchState = patched(func(*ssm.PatchState) {}).PatchState
			n.PatchCompliance = inventory.Missing[ssm.PatchCompliance](denied(ssm.ListResourceComplianceSummaries))
		}), Want: checks.Unknown},
		{Name: "namesDenied", Given: node(func(n *ssm.ManagedNode) {
			n.PatchState = inventory.Known(ssm.PatchState{BaselineID: "pb-0aaa", Operation: "Scan", OperationEndTime: checks.CaseTime.AddDate(0, 0, -1), MissingCount: 2})
			n.Patches = inventory.Missing[[]ssm.Patch](denied(ssm.DescribeInstancePatches))
		}), Want: checks.Fail},
		{Name: "denied", Given: node(func(n *ssm.ManagedNode) {
			n.PatchState = inventory.Missing[ssm.PatchState](denied(ssm.DescribeInstancePatchStates))
		}), Want: checks.Unknown},
	},
}

func compliant(v *checks.View[ssm.ManagedNode]) checks.Verdict {
	n := patching.Node{Managed: true}
	n.PingStatus, _ = checks.Read(v, v.Resource.PingStatus)
	if n.PingStatus != "Online" {
		n.LastPing, _ = checks.Peek(v, v.Resource.LastPingDateTime)
	}
	n.State, _ = checks.Read(v, v.Resource.PatchState)
	patching.ReadReports(v, v.Resource, &n)
	part, settled := n.Settled(v.Policy(), v.Now())
	switch {
	case part.State == patching.Fail:
		return v.Fail("%s", part.Text)
	case settled:
		return v.Unknown("%s", part.Text)
	}
	text := fmt.Sprintf("the last %s, on %s, left nothing missing by baseline %s", n.State.Operation, n.State.OperationEndTime.Format(time.DateOnly), n.State.BaselineID)
	switch part = n.Witnessed(patching.Part{State: patching.Pass, Text: text}, v.Now()); part.State {
	case patching.Pass:
		return v.Pass("%s", part.Text)
	case patching.Fail:
		return v.Fail("%s", part.Text)
	}
	return v.Unknown("%s", part.Text)
}
