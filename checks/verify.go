package checks

import (
	"slices"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// CaseTime is the time at which worked examples are judged.
var CaseTime = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// Reporter is what VerifyCases needs of a *testing.T.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// VerifyCases runs a check's cases, then every passing one again with each thing that it looked at hidden in turn:
// none of those may pass. It also holds a check to having a case for each outcome that it can have.
func VerifyCases(t Reporter, c Checker) {
	t.Helper()
	id := c.Info().ID
	seen := map[Status]int{}
	for _, k := range c.cases() {
		e := k.evaluation(c)
		o := c.judge(e, k.given, k.given.Classify(), mode{hide: -1, keep: true})
		if o.status != k.want {
			t.Errorf("%s/%s: got %v (%s), want %v", id, k.name, o.status, o.text, k.want)
			continue
		}
		seen[k.want]++
		if silent := c.judge(e, k.given, k.given.Classify(), mode{hide: -1}); silent.status != o.status || silent.severity != o.severity {
			t.Errorf("%s/%s: the verdict depends on whether evidence is kept", id, k.name)
		}
		if k.want != Pass && k.want != NotApplicable {
			continue
		}
		for i := range o.reads {
			if blind := c.judge(k.evaluation(c), k.given, k.given.Classify(), mode{hide: i, keep: true}); blind.status == Pass || blind.status == NotApplicable {
				t.Errorf("%s/%s: still %v when read %d is hidden", id, k.name, blind.status, i)
			}
		}
	}
	for _, s := range []Status{Pass, Fail, Unknown} {
		if seen[s] == 0 && (s != Pass || c.passes()) {
			t.Errorf("%s: no case wants %v", id, s)
		}
	}
	if foreign := foreignVariants(c); len(foreign) > 0 && seen[NotCustomer] == 0 {
		t.Errorf("%s: no case wants %v, though %s is not the customer's on %v", id, NotCustomer, c.Info().Duty, foreign)
	}
}

// foreignVariants returns the variants of the check's kind on which its duty is not the customer's.
func foreignVariants(c Checker) []responsibility.Variant {
	var out []responsibility.Variant
	for _, v := range c.Type().Variants {
		switch responsibility.Of(v, c.Info().Duty).Owner {
		case responsibility.AWS, responsibility.NotApplicable:
			out = append(out, v)
		}
	}
	return out
}

// CaseAccount and CaseRegion are where worked examples stand, unless their Ref says otherwise.
const (
	CaseAccount = "111122223333"
	CaseRegion  = "eu-central-1"
)

func (k *anyCase) evaluation(c Checker) *evaluation {
	ref := k.given.Identity()
	if ref.Account == "" {
		ref.Account = CaseAccount
	}
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: ref.Account, Partition: "aws", Time: CaseTime, Regions: []string{CaseRegion}},
		Resources: append([]inventory.Resource{k.given}, k.with...),
	}
	for _, w := range c.Wants() {
		cov := inventory.Coverage{Kind: w.Type.Kind, Status: inventory.Complete}
		if slices.Contains(k.incomplete, w.Type.Kind) {
			cov.Status, cov.Gap = inventory.Unread, &inventory.Gap{Class: inventory.Denied, Call: w.Type.List.String(), Code: "AccessDenied", Needs: w.Type.List.Needs}
		}
		s.Coverage = append(s.Coverage, cov)
	}
	s.Seal()
	p := DefaultPolicy()
	if k.policy != nil {
		k.policy(p)
	}
	return &evaluation{snap: s, policy: p}
}

// SnapshotAt returns a sealed snapshot of the worked examples' account and region, taken at a time. It holds the resources
// and nothing else of their kinds: it is for tests of what a day changes.
func SnapshotAt(at time.Time, resources ...inventory.Resource) *inventory.Snapshot {
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: CaseAccount, Partition: "aws", Time: at, Regions: []string{CaseRegion}},
		Resources: resources,
	}
	count := map[inventory.Kind]int{}
	for _, r := range resources {
		count[r.Type().Kind]++
	}
	for kind, n := range count {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: kind, Region: CaseRegion, Status: inventory.Complete, Count: n})
	}
	s.Seal()
	return s
}
