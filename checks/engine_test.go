package checks_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// The tests judge resources of a service that AWS does not have: a door and its keys.
var (
	listDoors = &inventory.Call{Service: "Door", Op: "ListDoors", Needs: []string{"door:ListDoors"}}
	getLock   = &inventory.Call{Service: "Door", Op: "GetLock", Needs: []string{"door:GetLock"}}
	listKeys  = &inventory.Call{Service: "Door", Op: "ListKeys", Needs: []string{"door:ListKeys"}}

	doorType = inventory.Describe[door]("door.door", listDoors, getLock).Of(responsibility.EC2Instance, responsibility.EC2InstanceManaged)
	keyType  = inventory.Describe[key]("door.key", listKeys)
)

type door struct {
	inventory.Ref
	Variant inventory.Fact[string] `json:"Variant,omitzero"`
	Open    inventory.Fact[bool]   `json:"Open,omitzero"`
	Lock    inventory.Fact[string] `json:"Lock,omitzero" call:"GetLock"`
}

func (*door) Type() *inventory.Type { return doorType }

func (d *door) Classify() inventory.Classification {
	v, gap := d.Variant.Get()
	return inventory.Classification{Variant: responsibility.Variant(v), Why: "its Variant says so", Gap: gap}
}

type key struct {
	inventory.Ref
	Doors inventory.Fact[[]string] `json:"Doors,omitzero"`
}

func (*key) Type() *inventory.Type              { return keyType }
func (*key) Classify() inventory.Classification { return inventory.Classification{} }
func ref(id string) inventory.Ref {
	return inventory.Ref{ID: id, Account: "111122223333", Region: "r1"}
}
func known(v responsibility.Variant) inventory.Fact[string] { return inventory.Known(string(v)) }

var keysOf = &checks.Index[key]{Keys: func(k *key) inventory.Fact[[]string] { return k.Doors }}

var denied = &inventory.Gap{Class: inventory.Denied, Call: "Door.GetLock", Region: "r1", Code: "AccessDenied", Needs: []string{"door:GetLock"}}

func check(run func(*checks.View[door]) checks.Verdict) *checks.Check[door] {
	return &checks.Check[door]{
		Meta:  checks.Meta{ID: "door-door-test", Title: "t", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1", Why: "w", Fix: "f"},
		Reads: []*inventory.Call{getLock},
		With:  []inventory.Want{{Type: keyType}},
		Run:   run,
	}
}

type account struct {
	resources []inventory.Resource
	coverage  []inventory.Coverage
}

func (a account) judge(c checks.Checker) *checks.Ledger {
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: "111122223333", Partition: "aws", Time: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		Resources: a.resources, Coverage: a.coverage,
	}
	if a.coverage == nil {
		s.Coverage = []inventory.Coverage{{Kind: "door.door", Region: "r1", Status: inventory.Complete}, {Kind: "door.key", Region: "r1", Status: inventory.Complete}}
	}
	s.Seal()
	return checks.Evaluate(s, []checks.Checker{c}, checks.Options{KeepPass: true})
}

// TestCarelessChecks runs checks whose authors made a mistake. None may produce a pass or a fail.
func TestCarelessChecks(t *testing.T) {
	whole := &door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(true), Lock: inventory.Known("steel")}
	blind := &door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(true), Lock: inventory.Missing[string](denied)}
	brokenOff := []inventory.Coverage{
		{Kind: "door.door", Region: "r1", Status: inventory.Complete},
		{Kind: "door.key", Region: "r1", Status: inventory.Partial, Gap: &inventory.Gap{Class: inventory.Throttled, Call: "Door.ListKeys", Region: "r1"}},
	}
	var none checks.Verdict
	for _, c := range []struct {
		name     string
		given    *door
		with     []inventory.Resource
		coverage []inventory.Coverage
		run      func(*checks.View[door]) checks.Verdict
		says     string
	}{
		{name: "ignoresGapAndPasses", given: blind, says: "grant door:GetLock", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Lock)
			return v.Pass("fine")
		}},
		{name: "ignoresGapAndFails", given: blind, says: "grant door:GetLock", run: func(v *checks.View[door]) checks.Verdict {
			if lock, _ := checks.Read(v, v.Resource.Lock); lock != "steel" {
				return v.Fail("a weak lock")
			}
			return v.Pass("fine")
		}},
		{name: "callsGapNotApplicable", given: blind, says: "grant door:GetLock", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Lock)
			return v.NotApplicable("has no lock")
		}},
		{name: "passesOnPeek", given: blind, says: "grant door:GetLock", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Open)
			checks.Peek(v, v.Resource.Lock)
			return v.Pass("fine")
		}},
		{name: "readsNothing", given: whole, says: "without looking at anything", run: func(v *checks.View[door]) checks.Verdict { return v.Pass("fine") }},
		{name: "failsReadingNothing", given: whole, says: "without looking at anything", run: func(v *checks.View[door]) checks.Verdict { return v.Fail("bad") }},
		{name: "panics", given: whole, says: "panicked", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Open)
			panic("boom")
		}},
		{name: "zeroVerdict", given: whole, says: "no verdict", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Open)
			return none
		}},
		{name: "claimsAbsenceOverPartialList", given: whole, coverage: brokenOff, says: "Door.ListKeys", run: func(v *checks.View[door]) checks.Verdict {
			if len(checks.Referrers(v, keysOf, "d-1")) == 0 {
				return v.Fail("no key fits")
			}
			return v.Pass("fine")
		}},
		{name: "passesOverPartialList", given: whole, coverage: brokenOff, says: "Door.ListKeys", run: func(v *checks.View[door]) checks.Verdict {
			if len(checks.Some[key](v, "r1")) == 0 {
				return v.Pass("nobody has a key")
			}
			return v.Fail("somebody has")
		}},
		{name: "findsNothingInPartialList", given: whole, coverage: brokenOff, says: "Door.ListKeys", run: func(v *checks.View[door]) checks.Verdict {
			if _, ok := checks.Find[key](v, "r1", "k-1"); !ok {
				return v.Pass("the key is gone")
			}
			return v.Fail("still there")
		}},
		{name: "indexWithHole", given: whole, with: []inventory.Resource{&key{Ref: ref("k-1"), Doors: inventory.Missing[[]string](denied)}}, says: "grant door:GetLock", run: func(v *checks.View[door]) checks.Verdict {
			if len(checks.Referrers(v, keysOf, "d-1")) == 0 {
				return v.Fail("no key fits")
			}
			return v.Pass("fine")
		}},
		{name: "unclassified", given: &door{Ref: ref("d-1"), Variant: inventory.Missing[string](denied), Open: inventory.Known(true)}, says: "could not be classified", run: func(v *checks.View[door]) checks.Verdict {
			checks.Read(v, v.Resource.Open)
			return v.Pass("fine")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := account{append([]inventory.Resource{c.given}, c.with...), c.coverage}.judge(check(c.run))
			if len(l.Results) != 1 || l.Results[0].Status != checks.Unknown || !strings.Contains(l.Results[0].Message, c.says) {
				t.Errorf("got %+v, want one unknown that says %q", l.Results, c.says)
			}
			if s := l.Rows[0].Statuses[4]; s != checks.Unknown {
				t.Errorf("the ledger says %v of %v", s, l.Duties[4])
			}
		})
	}
}

func TestUndeclaredReadIsUnknown(t *testing.T) {
	c := check(func(v *checks.View[door]) checks.Verdict {
		checks.Read(v, v.Resource.Lock)
		checks.Every[key](v, "r1")
		return v.Pass("fine")
	})
	d := &door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Lock: inventory.Known("steel")}
	for _, x := range []struct {
		name   string
		mutate func(*checks.Check[door])
		want   checks.Status
	}{
		{"declared", func(*checks.Check[door]) {}, checks.Pass},
		{"fact", func(c *checks.Check[door]) { c.Reads = nil }, checks.Unknown},
		{"kind", func(c *checks.Check[door]) { c.With = nil }, checks.Unknown},
	} {
		t.Run(x.name, func(t *testing.T) {
			k := *c
			x.mutate(&k)
			if got := (account{resources: []inventory.Resource{d}}).judge(&k).Results[0]; got.Status != x.want {
				t.Errorf("got %v (%s), want %v", got.Status, got.Message, x.want)
			}
		})
	}
}

func TestOwnerDecidesWhetherACheckRuns(t *testing.T) {
	ran := false
	c := check(func(v *checks.View[door]) checks.Verdict {
		ran = true
		checks.Read(v, v.Resource.Open)
		return v.Fail("bad")
	})
	l := account{resources: []inventory.Resource{&door{Ref: ref("d-1"), Variant: known(responsibility.EC2InstanceManaged), Open: inventory.Known(true)}}}.judge(c)
	if ran || len(l.Results) != 0 || l.Rows[0].Statuses[4] != checks.NotCustomer {
		t.Errorf("a check ran on AWS's duty: %+v", l)
	}
	c.Duty = responsibility.IAMPermissions
	l = account{resources: []inventory.Resource{&door{Ref: ref("d-1"), Variant: known(responsibility.EC2InstanceManaged), Open: inventory.Known(true)}}}.judge(c)
	if !ran || l.Count.Fail != 1 {
		t.Errorf("the customer's duty on the same resource was not judged: %+v", l.Count)
	}
}

func TestFailNeedsNoPeekedFact(t *testing.T) {
	c := check(func(v *checks.View[door]) checks.Verdict {
		open, _ := checks.Read(v, v.Resource.Open)
		checks.Peek(v, v.Resource.Lock)
		if open {
			return v.Fail("it stands open").At(checks.Critical)
		}
		return v.Pass("shut")
	})
	l := account{resources: []inventory.Resource{&door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(true), Lock: inventory.Missing[string](denied)}}}.judge(c)
	want := []checks.Evidence{{Call: "Door.ListDoors", Path: "Open", Value: "true"}, {Call: "Door.GetLock", Path: "Lock", Gap: denied}}
	r := l.Results[0]
	if d := cmp.Diff(want, r.Evidence); d != "" || r.Status != checks.Fail || r.Severity != checks.Critical {
		t.Errorf("%v %v %s", r.Status, r.Severity, d)
	}
}

func TestFailedListingLeavesAnUnknownPerCheck(t *testing.T) {
	gap := &inventory.Gap{Class: inventory.Denied, Call: "Door.ListDoors", Region: "r2", Code: "AccessDenied", Needs: []string{"door:ListDoors"}}
	l := account{
		resources: []inventory.Resource{&door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(false)}},
		coverage: []inventory.Coverage{
			{Kind: "door.door", Region: "r1", Status: inventory.Complete, Count: 1},
			{Kind: "door.door", Region: "r2", Status: inventory.Unread, Gap: gap},
			{Kind: "door.door", Region: "r3", Status: inventory.Skipped, Reason: "not enabled"},
		},
	}.judge(check(func(v *checks.View[door]) checks.Verdict {
		checks.Read(v, v.Resource.Open)
		return v.Pass("shut")
	}))
	if d := cmp.Diff(checks.Tally{Pass: 1, Unknown: 1}, l.Count); d != "" {
		t.Error(d)
	}
	last := l.Results[len(l.Results)-1]
	if last.Row != -1 || last.Coverage.Region != "r2" || last.Gap != gap || !strings.Contains(last.Message, "grant door:ListDoors") {
		t.Errorf("got %+v", last)
	}
	if l.Complete() {
		t.Error("the ledger claims to be complete")
	}
}

func TestKindThatWasNeverCollected(t *testing.T) {
	l := account{coverage: []inventory.Coverage{}}.judge(check(func(v *checks.View[door]) checks.Verdict { return v.Pass("") }))
	if len(l.Results) != 1 || l.Results[0].Status != checks.Unknown || l.Complete() {
		t.Errorf("got %+v", l.Results)
	}
}

type reports struct{ errors []string }

func (*reports) Helper()                             {}
func (r *reports) Errorf(format string, args ...any) { r.errors = append(r.errors, format) }

// TestVerifyCasesCatches shows that the shared test fails for checks that deserve it.
func TestVerifyCasesCatches(t *testing.T) {
	good := func(v *checks.View[door]) checks.Verdict {
		lock, ok := checks.Read(v, v.Resource.Lock)
		if !ok {
			return v.Unknown("")
		}
		if lock != "steel" {
			return v.Fail("%s", lock)
		}
		return v.Pass("steel")
	}
	given := func(lock inventory.Fact[string]) door {
		return door{Ref: ref("d"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(false), Lock: lock}
	}
	cases := []checks.Case[door]{
		{Name: "steel", Given: given(inventory.Known("steel")), Want: checks.Pass},
		{Name: "wood", Given: given(inventory.Known("wood")), Want: checks.Fail},
		{Name: "gap", Given: given(inventory.Missing[string](denied)), Want: checks.Unknown},
		{Name: "managed", Given: door{Ref: ref("d"), Variant: known(responsibility.EC2InstanceManaged)}, Want: checks.NotCustomer},
	}
	for _, x := range []struct {
		name   string
		mutate func(*checks.Check[door])
		want   int
	}{
		{"good", func(*checks.Check[door]) {}, 0},
		{"wrongWant", func(c *checks.Check[door]) { c.Cases[0].Want = checks.Fail }, 2},
		{"noFailCase", func(c *checks.Check[door]) { c.Cases = append(c.Cases[:1:1], c.Cases[2:]...) }, 1},
		{"noGapCase", func(c *checks.Check[door]) { c.Cases = append(c.Cases[:2:2], c.Cases[3:]...) }, 1},
		{"noForeignCase", func(c *checks.Check[door]) { c.Cases = c.Cases[:3] }, 1},
		{"evidenceDecides", func(c *checks.Check[door]) {
			n := 0
			c.Run = func(v *checks.View[door]) checks.Verdict {
				if n++; n%2 == 0 {
					checks.Read(v, v.Resource.Open)
					return v.Fail("")
				}
				return good(v)
			}
		}, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := check(good)
			c.Cases = append([]checks.Case[door](nil), cases...)
			x.mutate(c)
			r := &reports{}
			checks.VerifyCases(r, c)
			if x.want == 0 && len(r.errors) > 0 || len(r.errors) < x.want {
				t.Errorf("got %q, want at least %d", r.errors, x.want)
			}
		})
	}
}

// TestLeanLedgerSaysTheSame holds that details made when asked for are those that a whole ledger keeps.
func TestLeanLedgerSaysTheSame(t *testing.T) {
	s := &inventory.Snapshot{
		Header: inventory.Header{Account: "111122223333", Partition: "aws", Time: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		Resources: []inventory.Resource{
			&door{Ref: ref("d-1"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(true), Lock: inventory.Known("steel")},
			&door{Ref: ref("d-2"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(false), Lock: inventory.Missing[string](denied)},
			&door{Ref: ref("d-3"), Variant: known(responsibility.EC2Instance), Open: inventory.Known(false), Lock: inventory.Known("steel")},
			&door{Ref: ref("d-4"), Variant: inventory.Missing[string](denied)},
		},
		Coverage: []inventory.Coverage{{Kind: "door.door", Region: "r1", Status: inventory.Complete}, {Kind: "door.door", Region: "r2", Status: inventory.Unread, Gap: denied}},
	}
	s.Seal()
	c := check(func(v *checks.View[door]) checks.Verdict {
		if open, _ := checks.Read(v, v.Resource.Open); open {
			return v.Fail("it stands open").At(checks.Low)
		}
		lock, _ := checks.Read(v, v.Resource.Lock)
		return v.Pass("shut with %s", lock)
	})
	for _, keep := range []bool{false, true} {
		whole := checks.Evaluate(s, []checks.Checker{c}, checks.Options{KeepPass: keep})
		lean := checks.Evaluate(s, []checks.Checker{c}, checks.Options{KeepPass: keep, Lean: true})
		if d := cmp.Diff(whole.Count, lean.Count); d != "" || len(whole.Results) != len(lean.Results) {
			t.Fatalf("%d and %d results, %s", len(whole.Results), len(lean.Results), d)
		}
		type detail struct {
			ID, Message string
			Status      checks.Status
			Severity    checks.Severity
			Evidence    []checks.Evidence
			Gap         *inventory.Gap
		}
		for i := range whole.Results {
			w, l := &whole.Results[i], lean.Detail(&lean.Results[i])
			if d := cmp.Diff(detail{whole.ID(w), w.Message, w.Status, w.Severity, w.Evidence, w.Gap}, detail{lean.ID(l), l.Message, l.Status, l.Severity, l.Evidence, l.Gap}); d != "" {
				t.Error(d)
			}
			if lean.Results[i].Row >= 0 && lean.Results[i].Message != "" {
				t.Error("a lean result holds its message")
			}
		}
	}
}
