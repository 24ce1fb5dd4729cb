package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/inspector2"
	"demarc/inventory/ssm"
)

// The images of the worked examples, by their publisher.
const (
	imageAL2023   = "al2023-ami-2023.9.20261001.0-kernel-6.12-x86_64"
	imageUbuntu14 = "ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514"
	imageUbuntu20 = "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20240101"
)

// patchedCases has a case for each line of the table of package patching.
func patchedCases() []checks.Case[ec2.Instance] {
	ok, ended, extended := ofImage(imageAL2023, "137112412989", "amazon"), ofImage(imageUbuntu14, "099720109477", "amazon"), ofImage(imageUbuntu20, "099720109477", "amazon")
	own, renamed := ofImage("golden-7", checks.CaseAccount, ""), ofImage(imageUbuntu14, stranger, "")
	clean, missing, unscanned := node(scanned(2, 0)), node(scanned(2, 3)), node(nil)
	stopped := ofImage(imageAL2023, "137112412989", "amazon")
	stopped.State, stopped.StateTransitionReason = inventory.Known("stopped"), inventory.Known("User initiated (2026-10-01 12:00:00 GMT)")
	stoppedEnded := ended
	stoppedEnded.State, stoppedEnded.StateTransitionReason = stopped.State, stopped.StateTransitionReason
	unclear := ok
	unclear.State = inventory.FromEnum("")
	off, on := inspector("DISABLED"), inspector("ENABLED")
	quiet, overdue, young := covered(), covered(finding("CVE-2026-1", "HIGH", 40)), covered(finding("CVE-2026-2", "CRITICAL", 3))
	unsupported, excluded := covered(), covered()
	unsupported.ScanStatusReason, excluded.ScanStatusReason = inventory.Known("UNSUPPORTED_OS"), inventory.Known("EXCLUDED_BY_TAG")
	hidden := node(scanned(2, 0))
	hidden.PatchState = denied[ssm.PatchState](ssm.DescribeInstancePatchStates)
	reported, misreported := node(nil), node(scanned(2, 0))
	reported.PatchCompliance = inventory.Known(ssm.PatchCompliance{Status: "NON_COMPLIANT", OverallSeverity: "HIGH", NonCompliantCount: 3, ExecutionTime: daysAgo(1)})
	misreported.PatchCompliance = reported.PatchCompliance
	unreported := node(nil)
	unreported.PatchCompliance = denied[ssm.PatchCompliance](ssm.ListResourceComplianceSummaries)
	named := node(scanned(2, 3))
	named.Patches = inventory.Known([]ssm.Patch{{KBID: "openssl.x86_64", Severity: "Important", State: "MISSING"}})
	unread := covered()
	unread.Counts = denied[inspector2.SeverityCounts](inspector2.ListFindingAggregations)
	agent := node(scanned(2, 0))
	agent.PlatformName, agent.PlatformVersion = inventory.Known("Amazon Linux"), inventory.Known("2023")
	with := func(r ...inventory.Resource) []inventory.Resource { return r }
	return []checks.Case[ec2.Instance]{
		{Name: "releaseEnded", Given: ended, With: with(clean, off), Want: checks.Fail},
		{Name: "releaseEndedThoughStopped", Given: stoppedEnded, With: with(off), Want: checks.Fail},
		{Name: "patchesMissing", Given: ok, With: with(missing, off), Want: checks.Fail},
		{Name: "patchesMissingThoughInspectorIsContent", Given: ok, With: with(missing, on, quiet), Want: checks.Fail},
		{Name: "vulnerableThoughBaselineIsMet", Given: ok, With: with(clean, on, overdue), Want: checks.Fail},
		{Name: "vulnerableAndUnmanaged", Given: ok, With: with(on, overdue), Want: checks.Fail},
		{Name: "patchesMissingAndInspectorUnread", Given: ok, With: with(missing, on, unread), Want: checks.Fail},
		{Name: "both", Given: ok, With: with(clean, on, quiet), Want: checks.Pass},
		{Name: "bothWithYoungFinding", Given: ok, With: with(clean, on, young), Want: checks.Pass},
		{Name: "inspectorOff", Given: ok, With: with(clean, off), Want: checks.Pass},
		{Name: "inspectorDoesNotSupport", Given: ok, With: with(clean, on, unsupported), Want: checks.Pass},
		{Name: "releaseByTheAgent", Given: own, With: with(agent, off), Want: checks.Pass},
		{Name: "knownVulnerabilitiesOnly", Given: ok, With: with(on, quiet), Want: checks.Pass},
		{Name: "neverScannedByPatchManager", Given: ok, With: with(unscanned, on, quiet), Want: checks.Pass},
		{Name: "reportedByAnotherTool", Given: ok, With: with(reported, off), Want: checks.Fail},
		{Name: "reportedOtherwiseThanScanned", Given: ok, With: with(misreported, on, quiet), Want: checks.Fail},
		{Name: "reportsDeniedThoughInspectorIsContent", Given: ok, With: with(unreported, on, quiet), Want: checks.Unknown},
		{Name: "patchesMissingByName", Given: ok, With: with(named, off), Want: checks.Fail},
		{Name: "unmanaged", Given: ok, With: with(off), Want: checks.Unknown},
		{Name: "neverScanned", Given: ok, With: with(unscanned, off), Want: checks.Unknown},
		{Name: "excluded", Given: ok, With: with(unscanned, on, excluded), Want: checks.Unknown},
		{Name: "scannedLongAgo", Given: ok, With: with(node(scanned(12, 0)), off), Want: checks.Unknown},
		{Name: "longerAgoAllowed", Given: ok, With: with(node(scanned(12, 0)), off), Policy: func(p *checks.Policy) { p.PatchEvidenceFresh = 14 }, Want: checks.Pass},
		{Name: "unknownRelease", Given: own, With: with(clean, on, quiet), Want: checks.Pass},
		{Name: "unknownReleaseStrictly", Given: own, With: with(clean, on, quiet), Policy: func(p *checks.Policy) { p.PatchStrict = true }, Want: checks.Unknown},
		{Name: "unknownReleaseAndOneSource", Given: own, With: with(clean, off), Want: checks.Unknown},
		{Name: "endedByNameAlone", Given: renamed, With: with(off), Want: checks.Unknown},
		{Name: "extensionNotBought", Given: extended, With: with(clean, on, quiet), Want: checks.Unknown},
		{Name: "stopped", Given: stopped, With: with(clean, on, quiet), Want: checks.Unknown},
		{Name: "stateUnknown", Given: unclear, With: with(clean, off), Want: checks.Unknown},
		{Name: "statesDenied", Given: ok, With: with(hidden, off), Want: checks.Unknown},
		{Name: "statesDeniedThoughInspectorIsContent", Given: ok, With: with(hidden, on, quiet), Want: checks.Unknown},
		{Name: "findingsDenied", Given: ok, With: with(clean, on, unread), Want: checks.Unknown},
		{Name: "nodesNotListed", Given: ok, With: with(on, quiet), Incomplete: []inventory.Kind{"ssm.managed_node"}, Want: checks.Unknown},
		{Name: "imageDenied", Given: instance(func(i *ec2.Instance) { i.ImageName = denied[string](ec2.DescribeInstanceImageMetadata) }), With: with(clean, on, quiet), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	}
}

// ofImage is an instance of an image.
func ofImage(name, owner, alias string) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.ImageID, i.PlatformDetails = inventory.Known("ami-0aaa"), inventory.Known("Linux/UNIX")
		i.ImageName, i.ImageOwnerID, i.ImageOwnerAlias = inventory.Known(name), inventory.Known(owner), inventory.Known(alias)
		i.ImageIsPublic = inventory.Known(owner != checks.CaseAccount)
	})
}

// node is the instance of the examples as Systems Manager knows it: connected, of an operating system that no table has.
func node(change func(*ssm.ManagedNode)) *ssm.ManagedNode {
	days := int32(7)
	n := &ssm.ManagedNode{
		Ref:        inventory.Ref{ID: "i-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		PingStatus: inventory.Known("Online"), LastPingDateTime: inventory.Known(checks.CaseTime.Add(-time.Minute)),
		PlatformName: inventory.Known("Halden Linux"), PlatformVersion: inventory.Known("7"),
		AssociationStates: inventory.Known(map[string]int32{}),
		PatchState:        inventory.Known(ssm.PatchState{}),
		PatchCompliance:   inventory.Known(ssm.PatchCompliance{}),
		Baseline: inventory.Known(ssm.Baseline{BaselineID: "pb-0aaa", Name: "servers", Rules: []ssm.ApprovalRule{
			{Filters: []ssm.PatchFilter{{Key: "CLASSIFICATION", Values: []string{"Security"}}}, ApproveAfterDays: &days},
		}}),
	}
	if change != nil {
		change(n)
	}
	return n
}

// scanned is a scan some days ago that left some patches missing.
func scanned(ago int, missing int32) func(*ssm.ManagedNode) {
	return func(n *ssm.ManagedNode) {
		n.PatchState = inventory.Known(ssm.PatchState{BaselineID: "pb-0aaa", Operation: "Scan", OperationEndTime: daysAgo(ago), MissingCount: missing})
	}
}

func inspector(status string) *inspector2.Account {
	return &inspector2.Account{Ref: inventory.Ref{ID: checks.CaseRegion, Account: checks.CaseAccount, Region: checks.CaseRegion}, EC2Status: inventory.Known(status)}
}

// covered is the instance of the examples as Inspector knows it: scanned yesterday, with the findings.
func covered(findings ...inspector2.Finding) *inspector2.Coverage {
	return &inspector2.Coverage{
		Ref: inventory.Ref{ID: "i-0aaa", Account: checks.CaseAccount, Region: checks.CaseRegion},
		Inspected: inspector2.Inspected{
			ScanStatusCode: inventory.Known("ACTIVE"), ScanStatusReason: inventory.Known("SUCCESSFUL"), LastScannedAt: inventory.Known(daysAgo(1)),
			Counts: inventory.Known(inspector2.SeverityCounts{High: int64(len(findings))}), Findings: inventory.Known(findings),
		},
	}
}

// finding is a vulnerability with a fix, known since some days.
func finding(cve, severity string, ago int) inspector2.Finding {
	return inspector2.Finding{VulnerabilityID: cve, Severity: severity, FixAvailable: "YES", ExploitAvailable: "NO", FirstObservedAt: daysAgo(ago)}
}
