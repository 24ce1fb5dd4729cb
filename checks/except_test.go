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

// yard is a snapshot of two doors, judged twice: whether each is shut, and whether each is locked.
func yard(open, locked bool) (*inventory.Snapshot, []checks.Checker) {
	var doors []inventory.Resource
	for _, id := range []string{"d-1", "d-2"} {
		r := ref(id)
		r.ARN, r.Tags = "arn:aws:door:r1:111122223333:door/"+id, inventory.Known(map[string]string{"team": id})
		doors = append(doors, &door{Ref: r, Variant: known(responsibility.EC2Instance), Open: inventory.Known(open)})
	}
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: "111122223333", Partition: "aws", Time: time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC)},
		Resources: doors,
		Coverage:  []inventory.Coverage{{Kind: "door.door", Region: "r1", Status: inventory.Complete}, {Kind: "door.key", Region: "r1", Status: inventory.Complete}},
	}
	s.Seal()
	judge := func(fails bool) func(*checks.View[door]) checks.Verdict {
		return func(v *checks.View[door]) checks.Verdict {
			if _, ok := checks.Read(v, v.Resource.Open); ok && fails {
				return v.Fail("wrong").At(checks.High)
			}
			return v.Pass("right")
		}
	}
	shut, lock := check(judge(open)), check(judge(!locked))
	shut.ID, lock.ID = "door-shut", "door-locked"
	return s, []checks.Checker{shut, lock}
}

func TestExceptions(t *testing.T) {
	accept := func(check, until string, change func(*checks.Exception)) checks.Exception {
		day, err := time.Parse(time.DateOnly, until)
		if err != nil {
			t.Fatal(err)
		}
		x := checks.Exception{Check: check, Resource: "d-1", By: "eve", Why: "being rebuilt", Until: day}
		if change != nil {
			change(&x)
		}
		if err := x.Validate(); err != nil {
			t.Fatal(err)
		}
		return x
	}
	const now, past, future = "2026-11-23", "2026-11-22", "2027-01-01"
	type seen struct {
		Row       checks.Status // of the duty of d-1
		Count     checks.Tally
		High      int
		Worst     checks.Severity
		States    []string
		Results   []int
		Exception map[string]int // by check, of the results of d-1 that have one
	}
	for _, c := range []struct {
		name         string
		open, locked bool
		in           []checks.Exception
		options      func(*checks.Options)
		want         seen
	}{
		{"accepted", true, true, []checks.Exception{accept("door-shut", now, nil)}, nil,
			seen{checks.Excepted, checks.Tally{Pass: 2, Fail: 1, Excepted: 1}, 1, checks.High, []string{"in-force"}, []int{1}, map[string]int{"door-shut": 0}}},
		{"allAccepted", true, true, []checks.Exception{accept("door-shut", now, func(x *checks.Exception) { x.Resource = "*" })}, nil,
			seen{checks.Excepted, checks.Tally{Pass: 2, Excepted: 2}, 0, checks.NoSeverity, []string{"in-force"}, []int{2}, map[string]int{"door-shut": 0}}},
		{"anotherFailOfTheDutyCounts", true, false, []checks.Exception{accept("door-shut", now, nil)}, nil,
			seen{checks.Fail, checks.Tally{Fail: 3, Excepted: 1}, 3, checks.High, []string{"in-force"}, []int{1}, map[string]int{"door-shut": 0}}},
		{"expired", true, true, []checks.Exception{accept("door-shut", past, nil)}, nil,
			seen{checks.Fail, checks.Tally{Pass: 2, Fail: 2}, 2, checks.High, []string{"expired"}, []int{1}, map[string]int{"door-shut": 0}}},
		{"renewed", true, true, []checks.Exception{accept("door-shut", past, nil), accept("door-shut", future, nil)}, nil,
			seen{checks.Excepted, checks.Tally{Pass: 2, Fail: 1, Excepted: 1}, 1, checks.High, []string{"stale", "in-force"}, []int{0, 1}, map[string]int{"door-shut": 1}}},
		{"passIsNotExcepted", false, true, []checks.Exception{accept("door-shut", now, nil)}, nil,
			seen{checks.Pass, checks.Tally{Pass: 4}, 0, checks.NoSeverity, []string{"stale"}, []int{0}, map[string]int{}}},
		{"expiredAndMended", false, true, []checks.Exception{accept("door-shut", past, nil)}, nil,
			seen{checks.Pass, checks.Tally{Pass: 4}, 0, checks.NoSeverity, []string{"stale"}, []int{0}, map[string]int{}}},
		{"ofNoResource", true, true, []checks.Exception{accept("door-shut", now, func(x *checks.Exception) { x.Resource = "d-9" })}, nil,
			seen{checks.Fail, checks.Tally{Pass: 2, Fail: 2}, 2, checks.High, []string{"stale"}, []int{0}, map[string]int{}}},
		{"byTag", true, true, []checks.Exception{accept("door-shut", now, func(x *checks.Exception) { x.Resource, x.Tag = "", "team=d-2" })}, nil,
			seen{checks.Fail, checks.Tally{Pass: 2, Fail: 1, Excepted: 1}, 1, checks.High, []string{"in-force"}, []int{1}, map[string]int{}}},
		{"checkNotSelected", true, true, []checks.Exception{accept("door-painted", now, nil)}, nil,
			seen{checks.Fail, checks.Tally{Pass: 2, Fail: 2}, 2, checks.High, []string{"not-judged"}, []int{0}, map[string]int{}}},
		{"resourceLeftOut", true, true, []checks.Exception{accept("door-shut", now, func(x *checks.Exception) { x.Resource = "d-2" })},
			func(o *checks.Options) {
				o.Keep = func(r inventory.Resource, _ inventory.Classification) bool { return r.Identity().ID == "d-1" }
			},
			seen{checks.Fail, checks.Tally{Pass: 1, Fail: 1}, 1, checks.High, []string{"not-judged"}, []int{0}, map[string]int{}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, lean := range []bool{false, true} {
				s, cs := yard(c.open, c.locked)
				o := checks.Options{Exceptions: c.in, Lean: lean}
				if c.options != nil {
					c.options(&o)
				}
				l := checks.Evaluate(s, cs, o)
				got := seen{Count: l.Count, High: l.BySeverity[checks.High], Worst: l.Worst(), Exception: map[string]int{}}
				for i, d := range l.Duties {
					if d == cs[0].Info().Duty {
						got.Row = l.Rows[0].Statuses[i]
					}
				}
				for _, u := range l.Exceptions {
					got.States, got.Results = append(got.States, u.State), append(got.Results, u.Results)
				}
				for i := range l.Results {
					r := l.Detail(&l.Results[i])
					if r.Message == "" || (r.Status == checks.Excepted) != (r.Exception >= 0 && l.Exceptions[r.Exception].State == "in-force") {
						t.Errorf("%s on row %d is %v (%q) with exception %d", r.Check.ID, r.Row, r.Status, r.Message, r.Exception)
					}
					if r.Row == 0 && r.Exception >= 0 {
						got.Exception[r.Check.ID] = int(r.Exception)
					}
				}
				if d := cmp.Diff(c.want, got); d != "" {
					t.Errorf("lean %v: %s", lean, d)
				}
			}
		})
	}
}

// TestExceptionLeavesUnknown holds that what was not decided cannot be accepted.
func TestExceptionLeavesUnknown(t *testing.T) {
	s, cs := yard(true, true)
	s.Resources[0].(*door).Open = inventory.Missing[bool](denied)
	s.Seal()
	l := checks.Evaluate(s, cs, checks.Options{Exceptions: []checks.Exception{{Check: "door-shut", Resource: "*", By: "eve", Why: "w", Until: s.Time.AddDate(1, 0, 0)}}})
	if want := (checks.Tally{Pass: 1, Excepted: 1, Unknown: 2}); l.Count != want {
		t.Errorf("count %+v, want %+v", l.Count, want)
	}
}

func TestExceptionValidate(t *testing.T) {
	whole := checks.Exception{Check: "door-shut", Kind: "ec2.instance", By: "eve", Why: "being rebuilt", Until: time.Unix(0, 0)}
	if err := whole.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*checks.Exception)
		says   string
	}{
		{"check", func(x *checks.Exception) { x.Check = "" }, "check is missing"},
		{"selector", func(x *checks.Exception) { x.Kind = "" }, "names no resources"},
		{"by", func(x *checks.Exception) { x.By = " " }, "by is missing: say who accepts it"},
		{"why", func(x *checks.Exception) { x.Why = "" }, "why is missing"},
		{"until", func(x *checks.Exception) { x.Until = time.Time{} }, "until is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := whole
			c.change(&x)
			if err := x.Validate(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}
