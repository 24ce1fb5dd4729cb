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

func TestAttestations(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const now = "2026-11-23"
	judge := func(open inventory.Fact[bool], as ...checks.Attestation) *checks.Ledger {
		r := ref("d-1")
		r.ARN, r.Tags = "arn:aws:door:r1:111122223333:door/d-1", inventory.Known(map[string]string{"team": "a"})
		s := &inventory.Snapshot{
			Header:    inventory.Header{Account: "111122223333", Partition: "aws", Time: day(now).Add(23 * time.Hour)},
			Resources: []inventory.Resource{&door{Ref: r, Variant: known(responsibility.EC2Instance), Open: open}},
			Coverage:  []inventory.Coverage{{Kind: "door.door", Region: "r1", Status: inventory.Complete}, {Kind: "door.key", Region: "r1", Status: inventory.Complete}},
		}
		s.Seal()
		c := check(func(v *checks.View[door]) checks.Verdict {
			if open, _ := checks.Read(v, v.Resource.Open); open {
				return v.Fail("it stands open")
			}
			return v.Pass("shut")
		})
		return checks.Evaluate(s, []checks.Checker{c}, checks.Options{Attestations: as})
	}
	word := func(d responsibility.Duty, until string, change func(*checks.Attestation)) checks.Attestation {
		a := checks.Attestation{Duty: d, Kind: "door.door", By: "eve", Why: "she looked", Until: day(until)}
		if change != nil {
			change(&a)
		}
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		return a
	}
	none := func(*checks.Attestation) {}
	unread := inventory.Missing[bool](denied)
	for _, c := range []struct {
		name     string
		open     inventory.Fact[bool]
		as       []checks.Attestation
		duty     responsibility.Duty
		want     checks.Status
		states   []string
		complete bool
	}{
		{"notAssessedBecomesAttested", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, none)}, responsibility.AppPatch, checks.Attested, []string{"in-force"}, true},
		{"theLastDayCounts", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, "2026-11-22", none)}, responsibility.AppPatch, checks.Unknown, []string{"expired"}, false},
		{"oneInForceIsEnough", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, "2026-11-22", none), word(responsibility.AppPatch, "2027-01-01", none)}, responsibility.AppPatch, checks.Attested, []string{"unused", "in-force"}, true},
		{"failStays", inventory.Known(true), []checks.Attestation{word(responsibility.OSPatch, now, none)}, responsibility.OSPatch, checks.Fail, []string{"unused"}, true},
		{"passStays", inventory.Known(false), []checks.Attestation{word(responsibility.OSPatch, now, none)}, responsibility.OSPatch, checks.Pass, []string{"unused"}, true},
		{"unknownBecomesAttestedAndItsResultStays", unread, []checks.Attestation{word(responsibility.OSPatch, now, none)}, responsibility.OSPatch, checks.Attested, []string{"in-force"}, false},
		{"awsDutyIsNobodysToAttest", inventory.Known(false), []checks.Attestation{word(responsibility.FacilityPhysical, now, none)}, responsibility.FacilityPhysical, checks.NotCustomer, []string{"unused"}, true},
		{"otherKind", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, func(a *checks.Attestation) { a.Kind = "door.window" })}, responsibility.AppPatch, checks.NotAssessed, []string{"unused"}, true},
		{"arnPattern", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, func(a *checks.Attestation) { a.Resource = "arn:aws:door:*:door/d-*" })}, responsibility.AppPatch, checks.Attested, []string{"in-force"}, true},
		{"arnPatternOfAnother", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, func(a *checks.Attestation) { a.Resource = "*door/e-*" })}, responsibility.AppPatch, checks.NotAssessed, []string{"unused"}, true},
		{"tag", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, func(a *checks.Attestation) { a.Tag = "team=a" })}, responsibility.AppPatch, checks.Attested, []string{"in-force"}, true},
		{"tagOfAnother", inventory.Known(false), []checks.Attestation{word(responsibility.AppPatch, now, func(a *checks.Attestation) { a.Tag = "team=b" })}, responsibility.AppPatch, checks.NotAssessed, []string{"unused"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := judge(c.open, c.as...)
			for i, d := range l.Duties {
				if d == c.duty && l.Rows[0].Statuses[i] != c.want {
					t.Errorf("%s is %v, want %v", d, l.Rows[0].Statuses[i], c.want)
				}
			}
			var states []string
			for _, u := range l.Attestations {
				states = append(states, u.State)
			}
			if d := cmp.Diff(c.states, states); d != "" {
				t.Error(d)
			}
			if l.Complete() != c.complete {
				t.Errorf("complete is %v", l.Complete())
			}
		})
	}
}

func TestAttestationValidate(t *testing.T) {
	whole := checks.Attestation{Duty: responsibility.AppPatch, Kind: "ec2.instance", By: "eve", Why: "she looked", Until: time.Unix(0, 0)}
	if err := whole.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*checks.Attestation)
		says   string
	}{
		{"duty", func(a *checks.Attestation) { a.Duty = "" }, "duty is missing"},
		{"dutyUnknown", func(a *checks.Attestation) { a.Duty = "app.pach" }, "app.patch"},
		{"selector", func(a *checks.Attestation) { a.Kind = "" }, "names no resources"},
		{"by", func(a *checks.Attestation) { a.By = " " }, "by is missing"},
		{"why", func(a *checks.Attestation) { a.Why = "" }, "why is missing"},
		{"until", func(a *checks.Attestation) { a.Until = time.Time{} }, "until is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := whole
			c.change(&a)
			if err := a.Validate(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}
