package patching

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory/inspector2"
	"demarc/inventory/ssm"
)

var now = checks.CaseTime

func before(n int) time.Time { return now.AddDate(0, 0, -n) }

func TestOfRelease(t *testing.T) {
	image := func(name, owner, details string) eol.Image {
		return eol.Image{Name: name, OwnerID: owner, PlatformDetails: details}
	}
	const (
		canonical = "099720109477"
		focal     = "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20240101"
		trusty    = "ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514"
	)
	for _, c := range []struct {
		name string
		in   Release
		want Part
	}{
		{"byAgent", Release{"Amazon Linux", "2023", eol.Image{}}, Part{Pass, `Amazon Linux 2023 gets security updates until 2029-06-30 (by its agent, "Amazon Linux" "2023")`}},
		{"agentBeforeImage", Release{"Ubuntu", "24.04", image(trusty, canonical, "Linux/UNIX")}, Part{Pass, `Ubuntu 24.04 gets security updates until 2029-05-31 (by its agent, "Ubuntu" "24.04")`}},
		{"endedByAgent", Release{"Amazon Linux", "2", eol.Image{}}, Part{Fail, `Amazon Linux 2 gets no security updates: support ended on 2026-06-30 (by its agent, "Amazon Linux" "2")`}},
		{"freeExtension", Release{"Debian GNU/Linux", "12", eol.Image{}}, Part{Pass, `Debian 12 left standard support on 2026-07-11 and gets security updates through Debian LTS until 2028-06-30 (by its agent, "Debian GNU/Linux" "12")`}},
		{"renamedImage", Release{"", "", image(trusty, "999900001111", "Linux/UNIX")}, Part{Unknown, `Ubuntu 14.04 gets no security updates: standard support ended on 2019-04-02, Expanded Security Maintenance (ESM) on 2024-04-02, if the name of image "` + trusty + `" can be believed: its owner 999900001111 is not the publisher`}},
		{"nothing", Release{"", "", image("golden-7", "111122223333", "Linux/UNIX")}, Part{Unknown, `the operating system was not recognised (its image is "golden-7")`}},
		{"agentOfNoTable", Release{"Halden Linux", "7", image("golden-7", "111122223333", "Linux/UNIX")}, Part{Unknown, `the operating system was not recognised (its agent reports "Halden Linux" "7", its image is "golden-7")`}},
		{"agentOfNoDate", Release{"macOS", "15.7.2", image("amzn-ec2-macos-15.7.2-20260916-205911-arm64", "634519214787", "Linux/UNIX")}, Part{Unknown, `no end of support is published for macOS 15 in the table of 2026-08-22 (its agent reports "macOS" "15.7.2", its image is "amzn-ec2-macos-15.7.2-20260916-205911-arm64")`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, OfRelease(c.in, now)); d != "" {
				t.Error(d)
			}
		})
	}
	for _, c := range []struct {
		name, details string
		want          State
	}{{"unpaid", "Linux/UNIX", Unpaid}, {"pro", "Ubuntu Pro", Pass}} {
		t.Run(c.name, func(t *testing.T) {
			for source, r := range map[string]Release{"agent": {"Ubuntu", "20.04", image("", "", c.details)}, "image": {"", "", image(focal, canonical, c.details)}} {
				if got := OfRelease(r, now); got.State != c.want {
					t.Errorf("by %s: %v", source, got)
				}
			}
		})
	}
}

// clean is the state after a scan that found nothing missing.
func clean(change func(*ssm.PatchState)) ssm.PatchState {
	s := ssm.PatchState{BaselineID: "pb-1", Operation: "Scan", OperationEndTime: before(2)}
	if change != nil {
		change(&s)
	}
	return s
}

func afterDays(n int32) *int32 { return &n }

// sane is a baseline that approves security updates after a week.
func sane(change func(*ssm.Baseline)) ssm.Baseline {
	b := ssm.Baseline{BaselineID: "pb-1", Name: "servers", Rules: []ssm.ApprovalRule{{
		Filters:          []ssm.PatchFilter{{Key: "PRODUCT", Values: []string{"AmazonLinux2023"}}, {Key: "CLASSIFICATION", Values: []string{"Security"}}, {Key: "SEVERITY", Values: []string{"Critical", "Important"}}},
		ApproveAfterDays: afterDays(7),
	}}}
	if change != nil {
		change(&b)
	}
	return b
}

func TestOfNode(t *testing.T) {
	state := func(change func(*ssm.PatchState)) Node {
		return Node{Managed: true, PingStatus: "Online", LastPing: now, State: clean(change), Baseline: sane(nil)}
	}
	base := func(change func(*ssm.Baseline)) Node {
		return Node{Managed: true, PingStatus: "Online", LastPing: now, State: clean(nil), Baseline: sane(change)}
	}
	lost := state(nil)
	lost.PingStatus, lost.LastPing = "ConnectionLost", before(3)
	const by = "Patch Manager's last scan 2 days ago (2026-11-21) left "
	for _, c := range []struct {
		name string
		in   Node
		want Part
	}{
		{"unmanaged", Node{}, Part{Unknown, "unmanaged: Systems Manager does not list the instance"}},
		{"neverScanned", Node{Managed: true, PingStatus: "Online"}, Part{Unknown, "managed, never scanned by Patch Manager"}},
		{"neverScannedAndLost", Node{Managed: true, PingStatus: "ConnectionLost", LastPing: before(1)}, Part{Unknown, "managed, never scanned, and the agent's PingStatus is ConnectionLost, last ping 1 day ago (2026-11-22)"}},
		{"clean", state(nil), Part{Pass, by + "no patch missing by baseline pb-1 (servers)"}},
		{"lastFreshDay", state(func(s *ssm.PatchState) { s.OperationEndTime = before(7) }), Part{Pass, "Patch Manager's last scan 7 days ago (2026-11-16) left no patch missing by baseline pb-1 (servers)"}},
		{"stale", state(func(s *ssm.PatchState) { s.OperationEndTime = before(12); s.MissingCount = 3 }), Part{Unknown, "last scan 12 days ago (2026-11-11), older than the 7 days that count; 3 missing (patches) then"}},
		{"lost", lost, Part{Unknown, "the agent's PingStatus is ConnectionLost, last ping 3 days ago (2026-11-20); Patch Manager's last scan 2 days ago (2026-11-21) left no patch missing"}},
		{"missing", state(func(s *ssm.PatchState) { s.MissingCount = 3; s.SecurityNonCompliantCount = 2 }), Part{Fail, by + "3 missing, 2 security non-compliant (patches)"}},
		{"failed", state(func(s *ssm.PatchState) { s.FailedCount = 1 }), Part{Fail, by + "1 failed (patches)"}},
		{"critical", state(func(s *ssm.PatchState) { s.CriticalNonCompliantCount = 1 }), Part{Fail, by + "1 critical non-compliant (patches)"}},
		{"security", state(func(s *ssm.PatchState) { s.SecurityNonCompliantCount = 1 }), Part{Fail, by + "1 security non-compliant (patches)"}},
		{"rejectedButInstalled", state(func(s *ssm.PatchState) { s.InstalledRejectedCount = 2 }), Part{Unknown, by + "2 installed though rejected (patches), none of them missing"}},
		{"otherwise", state(func(s *ssm.PatchState) { s.OtherNonCompliantCount = 2 }), Part{Unknown, by + "2 otherwise non-compliant (patches), none of them missing"}},
		{"rebootSoon", state(func(s *ssm.PatchState) {
			s.InstalledPendingRebootCount = 2
			s.LastNoRebootInstallOperationTime = before(14)
		}), Part{Unknown, "2 patches wait for a reboot, installed 14 days ago (2026-11-09); they may not be in effect before it"}},
		{"rebootOverdue", state(func(s *ssm.PatchState) {
			s.InstalledPendingRebootCount = 2
			s.LastNoRebootInstallOperationTime = before(15)
		}), Part{Fail, "2 patches wait for a reboot, installed 15 days ago (2026-11-08); the policy allows 14 days"}},
		{"rebootAfterInstall", state(func(s *ssm.PatchState) { s.InstalledPendingRebootCount = 1; s.Operation = "Install" }), Part{Unknown, "1 patches wait for a reboot, installed 2 days ago (2026-11-21); they may not be in effect before it"}},
		{"rebootOfUnknownAge", state(func(s *ssm.PatchState) { s.InstalledPendingRebootCount = 1 }), Part{Unknown, "1 patches wait for a reboot, and it is not known since when"}},
		{"overrideList", state(func(s *ssm.PatchState) { s.HasInstallOverrideList = true }), Part{Unknown, "Patch Manager's last scan 2 days ago (2026-11-21) went by an override list instead of the baseline"}},
		{"availableUndecided", state(func(s *ssm.PatchState) { s.AvailableSecurityUpdateCount = 4 }), Part{Unknown, by + "4 security updates that are available and not approved, and baseline pb-1 (servers) does not say whether that complies"}},
		{"noRule", base(func(b *ssm.Baseline) { b.Rules = nil }), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) approves no security updates"}},
		{"byName", base(func(b *ssm.Baseline) { b.Rules, b.ApprovedPatches = nil, 5 }), Part{Pass, by + "no patch missing by baseline pb-1 (servers)"}},
		{"bugfixesOnly", base(func(b *ssm.Baseline) { b.Rules[0].Filters[1].Values = []string{"Bugfix"} }), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) approves no security updates"}},
		{"unimportantOnly", base(func(b *ssm.Baseline) { b.Rules[0].Filters[2].Values = []string{"Low"} }), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) approves no security updates"}},
		{"filteredOut", base(func(b *ssm.Baseline) {
			b.GlobalFilters = []ssm.PatchFilter{{Key: "CLASSIFICATION", Values: []string{"Bugfix"}}}
		}), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) filters security updates out"}},
		{"lastAllowedDelay", base(func(b *ssm.Baseline) { b.Rules[0].ApproveAfterDays = afterDays(30) }), Part{Pass, by + "no patch missing by baseline pb-1 (servers)"}},
		{"heldBack", base(func(b *ssm.Baseline) { b.Rules[0].ApproveAfterDays = afterDays(31) }), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) holds security updates back for longer than 30 days"}},
		{"frozen", base(func(b *ssm.Baseline) {
			b.Rules[0].ApproveAfterDays, b.Rules[0].ApproveUntilDate = nil, "2026-01-01"
		}), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) holds security updates back for longer than 30 days"}},
		{"untilLately", base(func(b *ssm.Baseline) {
			b.Rules[0].ApproveAfterDays, b.Rules[0].ApproveUntilDate = nil, "2026-11-01"
		}), Part{Pass, by + "no patch missing by baseline pb-1 (servers)"}},
		{"rejects", base(func(b *ssm.Baseline) { b.RejectedPatches = 2 }), Part{Unknown, by + "no patch missing, but baseline pb-1 (servers) rejects 2 patches by name, which are not counted when they are missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, OfNode(c.in, checks.DefaultPolicy(), now)); d != "" {
				t.Error(d)
			}
		})
	}
	for says, want := range map[string]State{"COMPLIANT": Pass, "NON_COMPLIANT": Fail} {
		n := state(func(s *ssm.PatchState) { s.AvailableSecurityUpdateCount = 4 })
		n.Baseline.AvailableSecurityUpdatesComplianceStatus = says
		if got := OfNode(n, checks.DefaultPolicy(), now); got.State != want {
			t.Errorf("updates that the baseline calls %s: %v", says, got)
		}
	}
}

// TestSubjects holds what differs between machines, images and functions: an image or function whose scan is active is
// looked at again when a vulnerability becomes known, so that the age of its last scan does not matter.
func TestSubjects(t *testing.T) {
	of := func(s Subject, code, reason string, days int) Inspection {
		return Inspection{Of: s, Enabled: true, Covered: true, StatusCode: code, Reason: reason, LastScannedAt: before(days)}
	}
	osOnly := of(Image, "ACTIVE", "SUCCESSFUL", 1)
	osOnly.Packages, osOnly.Counts = ApplicationPackages, inspector2.SeverityCounts{High: 1}
	osOnly.Findings = []inspector2.Finding{{VulnerabilityID: "CVE-1", Severity: "HIGH", FixAvailable: "YES", FirstObservedAt: before(99), PackageManagers: []string{"OS"}}}
	mixed, unsaid := osOnly, osOnly
	mixed.Findings = []inspector2.Finding{{VulnerabilityID: "CVE-1", Severity: "HIGH", FixAvailable: "YES", FirstObservedAt: before(99), PackageManagers: []string{"NPM", "OS"}}}
	unsaid.Findings = []inspector2.Finding{{VulnerabilityID: "CVE-1", Severity: "HIGH", FixAvailable: "YES", FirstObservedAt: before(99)}}
	for _, c := range []struct {
		name string
		in   Inspection
		want Part
	}{
		{"machineLongAgo", of(Instance, "ACTIVE", "SUCCESSFUL", 60), Part{Unknown, "Inspector's last scan was 60 days ago (2026-09-24), longer than the 7 days that count"}},
		{"imageLongAgo", of(Image, "ACTIVE", "SUCCESSFUL", 60), Part{Pass, "Inspector's scan 60 days ago (2026-09-24) found no vulnerability of severity high or critical"}},
		{"functionLongAgo", of(Function, "ACTIVE", "SUCCESSFUL", 60), Part{Pass, "Inspector's scan 60 days ago (2026-09-24) found no vulnerability of severity high or critical"}},
		{"onPush", of(Image, "INACTIVE", "SCAN_FREQUENCY_SCAN_ON_PUSH", 2), Part{Pass, "Inspector's scan 2 days ago (2026-11-21) found no vulnerability of severity high or critical"}},
		{"onPushLongAgo", of(Image, "INACTIVE", "SCAN_FREQUENCY_SCAN_ON_PUSH", 60), Part{Unknown, "Inspector's last scan was 60 days ago (2026-09-24), longer than the 7 days that count"}},
		{"imageExpired", of(Image, "INACTIVE", "SCAN_ELIGIBILITY_EXPIRED", 60), Part{Unknown, "Inspector's scan status is INACTIVE, SCAN_ELIGIBILITY_EXPIRED: it was neither pushed nor in use for the re-scan duration, and Inspector stopped looking"}},
		{"functionExpired", of(Function, "INACTIVE", "SCAN_ELIGIBILITY_EXPIRED", 60), Part{Unknown, "Inspector's scan status is INACTIVE, SCAN_ELIGIBILITY_EXPIRED: it was neither invoked nor updated for 90 days, and Inspector stopped looking"}},
		{"imagesOff", Inspection{Of: Image}, Part{Off, "Inspector does not scan ECR in the region"}},
		{"functionNotListed", Inspection{Of: Function, Enabled: true}, Part{Unknown, "Inspector does not list the function"}},
		{"imageNeverScanned", Inspection{Of: Image, Enabled: true, Covered: true, StatusCode: "ACTIVE", Reason: "SUCCESSFUL"}, Part{Unknown, "Inspector never scanned the image"}},
		{"ofTheSystem", osOnly, Part{Pass, "Inspector's scan 1 day ago (2026-11-22) found no vulnerability of the application's packages with a fix for too long"}},
		{"ofBoth", mixed, Part{Fail, "Inspector's scan 1 day ago (2026-11-22) found vulnerabilities with a fix that stand too long: CVE-1 (high, 99 of 30 days)"}},
		{"ofNobodyKnows", unsaid, Part{Fail, "Inspector's scan 1 day ago (2026-11-22) found vulnerabilities with a fix that stand too long: CVE-1 (high, 99 of 30 days)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, OfInspection(c.in, checks.DefaultPolicy(), now)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOfInspection(t *testing.T) {
	cve := func(id, severity, fix, exploit string, days int) inspector2.Finding {
		return inspector2.Finding{VulnerabilityID: id, Severity: severity, FixAvailable: fix, ExploitAvailable: exploit, FirstObservedAt: before(days)}
	}
	with := func(findings ...inspector2.Finding) Inspection {
		return Inspection{Enabled: true, Covered: true, StatusCode: "ACTIVE", Reason: "SUCCESSFUL", LastScannedAt: before(1), Counts: inspector2.SeverityCounts{High: int64(len(findings))}, Findings: findings}
	}
	status := func(code, reason string) Inspection {
		i := with(cve("CVE-1", "HIGH", "YES", "NO", 99))
		i.StatusCode, i.Reason = code, reason
		return i
	}
	stale, never, dateless := with(), with(), with(cve("CVE-1", "HIGH", "YES", "NO", 99))
	stale.LastScannedAt, never.LastScannedAt, dateless.Findings[0].FirstObservedAt = before(8), time.Time{}, time.Time{}
	const by = "Inspector's scan 1 day ago (2026-11-22) found "
	for _, c := range []struct {
		name string
		in   Inspection
		want Part
	}{
		{"off", Inspection{}, Part{Off, "Inspector does not scan EC2 in the region"}},
		{"notListed", Inspection{Enabled: true}, Part{Unknown, "Inspector does not list the instance"}},
		{"unsupported", status("INACTIVE", "UNSUPPORTED_OS"), Part{Off, "Inspector does not support the operating system"}},
		{"excluded", status("INACTIVE", "EXCLUDED_BY_TAG"), Part{Unknown, "Inspector's scan status is INACTIVE, EXCLUDED_BY_TAG"}},
		{"unmanaged", status("INACTIVE", "UNMANAGED_EC2_INSTANCE"), Part{Unknown, "Inspector's scan status is INACTIVE, UNMANAGED_EC2_INSTANCE"}},
		{"stoppedInstance", status("INACTIVE", "EC2_INSTANCE_STOPPED"), Part{Unknown, "Inspector's scan status is INACTIVE, EC2_INSTANCE_STOPPED"}},
		{"pending", status("ACTIVE", "PENDING_INITIAL_SCAN"), Part{Unknown, "Inspector's scan status is ACTIVE, PENDING_INITIAL_SCAN"}},
		{"stale", stale, Part{Unknown, "Inspector's last scan was 8 days ago (2026-11-15), longer than the 7 days that count"}},
		{"neverScanned", never, Part{Unknown, "Inspector never scanned the instance"}},
		{"nothing", with(), Part{Pass, by + "no vulnerability of severity high or critical"}},
		{"highInTime", with(cve("CVE-1", "HIGH", "YES", "NO", 30)), Part{Pass, by + "no vulnerability with a fix for too long; within the time allowed: CVE-1 (high, 30 of 30 days)"}},
		{"highTooLong", with(cve("CVE-1", "HIGH", "YES", "NO", 31)), Part{Fail, by + "vulnerabilities with a fix that stand too long: CVE-1 (high, 31 of 30 days)"}},
		{"partialFix", with(cve("CVE-1", "HIGH", "PARTIAL", "NO", 31)), Part{Fail, by + "vulnerabilities with a fix that stand too long: CVE-1 (high, 31 of 30 days)"}},
		{"noFix", with(cve("CVE-1", "CRITICAL", "NO", "YES", 99)), Part{Pass, by + "no vulnerability with a fix for too long; 1 without a fix"}},
		{"criticalTooLong", with(cve("CVE-1", "CRITICAL", "YES", "NO", 16), cve("CVE-2", "HIGH", "YES", "NO", 16)), Part{Fail, by + "vulnerabilities with a fix that stand too long: CVE-1 (critical, 16 of 15 days); within the time allowed: CVE-2 (high, 16 of 30 days)"}},
		{"exploitedTooLong", with(cve("CVE-1", "HIGH", "YES", "YES", 16)), Part{Fail, by + "vulnerabilities with a fix that stand too long: CVE-1 (high, exploited, 16 of 15 days)"}},
		{"dateless", dateless, Part{Unknown, "Inspector's scan 1 day ago (2026-11-22) does not say since when it knows CVE-1, or whether there is a fix"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, OfInspection(c.in, checks.DefaultPolicy(), now)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOfAdoption(t *testing.T) {
	immutable := checks.DefaultPolicy()
	immutable.AcceptImmutableFleets = true
	p := checks.DefaultPolicy()
	for _, c := range []struct {
		name string
		got  Part
		want Part
	}{
		{"newest", OfAdoption(Adoption{Running: "1.33-20261101", Newest: "1.33-20261101"}, p, now), Part{Pass, "1.33-20261101 is the newest image"}},
		{"behindInTime", OfAdoption(Adoption{Running: "a", Newest: "b", RunningAt: before(60), NewestAt: before(30)}, p, now), Part{Pass, "a of 2026-09-24 runs, and b of 2026-10-24 is the newest image; the policy allows 30 days"}},
		{"newestWaits", OfAdoption(Adoption{Running: "a", Newest: "b", RunningAt: before(40), NewestAt: before(31)}, p, now), Part{Fail, "a of 2026-10-14 runs, and b of 2026-10-23 is the newest image; the policy allows 30 days"}},
		{"farBehind", OfAdoption(Adoption{Running: "a", Newest: "b", RunningAt: before(40), NewestAt: before(9)}, p, now), Part{Fail, "a of 2026-10-14 runs, and b of 2026-11-14 is the newest image; the policy allows 30 days"}},
		{"behindByUnknown", OfAdoption(Adoption{Running: "a", Newest: "b", NewestAt: before(9)}, p, now), Part{Unknown, "a runs and b is the newest image; it is not known how far they are apart"}},
		{"newestWaitsForUnknown", OfAdoption(Adoption{Running: "a", Newest: "b", NewestAt: before(31)}, p, now), Part{Fail, "a runs, and b of 2026-10-23 is the newest image; the policy allows 30 days"}},
		{"ended", OfAdoption(Adoption{Running: "a", Newest: "a", Ended: "AL2 ended on 2026-06-30"}, p, now), Part{Fail, "a gets no further images: AL2 ended on 2026-06-30"}},
		{"newestUnknown", OfAdoption(Adoption{Running: "a"}, p, now), Part{Unknown, "a runs, and the newest image is not known"}},
		{"runningUnknown", OfAdoption(Adoption{Newest: "a"}, p, now), Part{Unknown, "the image that runs is not known"}},
		{"longRun", OfUptime(before(31), p, now), Part{Fail, "it runs since 2026-10-23, and takes updates only when it starts; the policy allows 30 days"}},
		{"shortRun", OfUptime(before(30), p, now), Part{Unknown, "it runs since 2026-10-24; whether it took updates then is not known"}},
		{"fleet", OfFleet(7*24*time.Hour, before(10), immutable, now), Part{Pass, "instances are replaced after 7 days, from an image made 10 days ago (2026-11-13)"}},
		{"fleetNotAccepted", OfFleet(7*24*time.Hour, before(10), p, now), Part{Unknown, "instances are replaced after 7 days, from an image made 10 days ago (2026-11-13); the policy does not accept that in place of patching (acceptImmutableFleets)"}},
		{"fleetOfOldImage", OfFleet(7*24*time.Hour, before(31), immutable, now), Part{Unknown, "instances are replaced after 7 days, from an image made 31 days ago (2026-10-23); at most 30 days each would count"}},
		{"fleetForever", OfFleet(0, before(1), immutable, now), Part{Unknown, "instances are not replaced on a schedule"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, c.got); d != "" {
				t.Error(d)
			}
		})
	}
}
