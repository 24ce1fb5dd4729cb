package patching

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarc/checks"
	"demarc/inventory/ssm"
)

// A Node is what Systems Manager says of a machine.
type Node struct {
	// Managed says that it lists the machine. It does not list those that are stopped for long.
	Managed    bool
	PingStatus string
	LastPing   time.Time
	State      ssm.PatchState
	// Patches are the worst of those that State counts as missing or failed, if they were asked for.
	Patches []ssm.Patch
	// Compliance is what any tool reported of the machine's patches, if that was asked for.
	Compliance ssm.PatchCompliance
	Baseline   ssm.Baseline // of State; not looked at unless all of State's counts are fine
}

// OfNode is evidence B. It passes only a fresh scan of a connected node that counts nothing, against a baseline that
// would count what is missing. Which counts AWS calls non-compliant: Systems Manager User Guide, "Patch compliance
// state values".
func OfNode(n Node, p *checks.Policy, now time.Time) Part {
	if part, ok := n.Settled(p, now); ok {
		return part
	}
	return n.Witnessed(weighBaseline(n, scan(n.State, now), p, now), now)
}

// Settled is OfNode as far as the state alone decides, and whether it does. What remains is decided by the baseline.
func (n Node) Settled(p *checks.Policy, now time.Time) (part Part, ok bool) {
	part = settle(n, p, now)
	if part.State == Fail {
		part.Text += named(n)
	}
	return n.Witnessed(part, now), part.Text != ""
}

func scan(s ssm.PatchState, now time.Time) string {
	return fmt.Sprintf("Patch Manager's last %s %s", strings.ToLower(s.Operation), Ago(s.OperationEndTime, now))
}

// settle returns the zero Part where the baseline has to decide.
func settle(n Node, p *checks.Policy, now time.Time) Part {
	s := n.State
	switch {
	case !n.Managed:
		return Part{Unknown, "unmanaged: Systems Manager does not list the instance"}
	case s.Operation == "":
		return unscanned(n, p, now)
	}
	scanned := scan(s, now)
	switch {
	case now.Sub(s.OperationEndTime) > p.PatchEvidenceFresh.Duration():
		return Part{Unknown, fmt.Sprintf("last scan %s, older than the %d days that count; %s then", Ago(s.OperationEndTime, now), p.PatchEvidenceFresh, counted(s))}
	case n.PingStatus != online:
		return Part{Unknown, fmt.Sprintf("%s; %s left %s", lost(n, now), scanned, counted(s))}
	case s.CriticalNonCompliantCount > 0, s.SecurityNonCompliantCount > 0, s.FailedCount > 0, s.MissingCount > 0:
		return Part{Fail, fmt.Sprintf("%s left %s", scanned, counted(s))}
	case s.InstalledPendingRebootCount > 0:
		return reboot(s, p, now)
	case s.InstalledRejectedCount > 0, s.OtherNonCompliantCount > 0:
		return Part{Unknown, fmt.Sprintf("%s left %s, none of them missing", scanned, counted(s))}
	case s.HasInstallOverrideList:
		return Part{Unknown, scanned + " went by an override list instead of the baseline"}
	}
	return Part{}
}

// online is the only PingStatus of a node whose state is kept up to date.
const online = "Online"

func lost(n Node, now time.Time) string {
	if n.LastPing.IsZero() {
		return "the agent's PingStatus is " + n.PingStatus
	}
	return fmt.Sprintf("the agent's PingStatus is %s, last ping %s", n.PingStatus, Ago(n.LastPing, now))
}

// counted lists the counts that are not zero.
func counted(s ssm.PatchState) string {
	var out []string
	for _, c := range []struct {
		n    int32
		what string
	}{
		{s.MissingCount, "missing"}, {s.FailedCount, "failed"}, {s.CriticalNonCompliantCount, "critical non-compliant"}, {s.SecurityNonCompliantCount, "security non-compliant"},
		{s.OtherNonCompliantCount, "otherwise non-compliant"}, {s.InstalledRejectedCount, "installed though rejected"}, {s.InstalledPendingRebootCount, "waiting for a reboot"},
	} {
		if c.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if len(out) == 0 {
		return "no patch missing"
	}
	return strings.Join(out, ", ") + " (patches)"
}

// reboot judges patches that are installed and may not be in effect. The count does not say that a reboot is required
// ("InstalledPendingReboot", same page), so they get some time.
func reboot(s ssm.PatchState, p *checks.Policy, now time.Time) Part {
	since := s.LastNoRebootInstallOperationTime
	if since.IsZero() && s.Operation == "Install" {
		since = s.OperationEndTime
	}
	text := fmt.Sprintf("%d patches wait for a reboot", s.InstalledPendingRebootCount)
	switch {
	case since.IsZero():
		return Part{Unknown, text + ", and it is not known since when"}
	case now.Sub(since) > p.PatchPendingReboot.Duration():
		return Part{Fail, fmt.Sprintf("%s, installed %s; the policy allows %d days", text, Ago(since, now), p.PatchPendingReboot)}
	}
	return Part{Unknown, fmt.Sprintf("%s, installed %s; they may not be in effect before it", text, Ago(since, now))}
}

// weighBaseline judges a state that counts nothing by what its baseline counts.
func weighBaseline(n Node, scanned string, p *checks.Policy, now time.Time) Part {
	b := n.Baseline
	name := fmt.Sprintf("baseline %s (%s)", b.BaselineID, b.Name)
	if k := n.State.AvailableSecurityUpdateCount; k > 0 {
		switch b.AvailableSecurityUpdatesComplianceStatus {
		case "NON_COMPLIANT":
			return Part{Fail, fmt.Sprintf("%s left %d security updates that are available and not approved, which %s calls non-compliant", scanned, k, name)}
		case "COMPLIANT":
		default:
			return Part{Unknown, fmt.Sprintf("%s left %d security updates that are available and not approved, and %s does not say whether that complies", scanned, k, name)}
		}
	}
	if flaw := flawOf(b, p, now); flaw != "" {
		return Part{Unknown, fmt.Sprintf("%s left no patch missing, but %s %s", scanned, name, flaw)}
	}
	return Part{Pass, fmt.Sprintf("%s left no patch missing by %s", scanned, name)}
}

// flawOf says why a baseline can call a node compliant that lacks security updates, or nothing.
func flawOf(b ssm.Baseline, p *checks.Policy, now time.Time) string {
	if b.RejectedPatches > 0 {
		return fmt.Sprintf("rejects %d patches by name, which are not counted when they are missing", b.RejectedPatches)
	}
	if !coversSecurity(b.GlobalFilters) {
		return "filters security updates out"
	}
	if b.ApprovedPatches == 0 && !slices.ContainsFunc(b.Rules, func(r ssm.ApprovalRule) bool { return coversSecurity(r.Filters) }) {
		return "approves no security updates"
	}
	timely := b.ApprovedPatches > 0 && len(b.Rules) == 0
	for _, r := range b.Rules {
		if coversSecurity(r.Filters) && prompt(r, p, now) {
			timely = true
		}
	}
	if !timely {
		return fmt.Sprintf("holds security updates back for longer than %d days", p.PatchApproval)
	}
	return ""
}

// coversSecurity reports whether filters let security updates through that matter: their CLASSIFICATION is Security
// (Linux) or SecurityUpdates (Windows), and their severity goes up to Critical. Keys that say nothing of either, such as
// PRODUCT, do not count.
func coversSecurity(filters []ssm.PatchFilter) bool {
	for _, f := range filters {
		want := ""
		switch f.Key {
		case "CLASSIFICATION":
			want = "Security"
		case "SEVERITY", "MSRC_SEVERITY":
			want = "Critical"
		default:
			continue
		}
		if !slices.ContainsFunc(f.Values, func(v string) bool { return v == "*" || strings.Contains(v, want) }) {
			return false
		}
	}
	return true
}

// prompt reports whether a rule approves patches soon enough after their release.
func prompt(r ssm.ApprovalRule, p *checks.Policy, now time.Time) bool {
	if r.ApproveAfterDays != nil {
		return *r.ApproveAfterDays <= int32(p.PatchApproval)
	}
	until, err := time.Parse(time.DateOnly, r.ApproveUntilDate)
	return err == nil && now.Sub(until) <= p.PatchApproval.Duration()
}
