package checks

import (
	"errors"
	"time"

	"demarc/inventory"
)

// An Exception is a person's acceptance of what a check finds on some resources until a day. It takes a fail out of what
// counts and never makes it a pass; on any other verdict it does nothing. All of the selector's fields that are set must
// fit; Check and one more are required.
type Exception struct {
	Check    string         `yaml:"check"`    // the id of a check
	Kind     inventory.Kind `yaml:"kind"`     // of the resources: "ec2.instance"
	Resource string         `yaml:"resource"` // id or ARN, with * for any text
	Tag      string         `yaml:"tag"`      // "key" or "key=value"
	By       string         `yaml:"by"`       // who accepts
	Why      string         `yaml:"why"`      // on which grounds
	Until    time.Time      `yaml:"-"`        // the last day, to its end in UTC
}

// Validate says what an exception lacks. Whether there is such a check, it does not know.
func (x *Exception) Validate() error {
	switch {
	case x.Check == "":
		return errors.New("check is missing: name one of `scanner checks list`")
	case x.Kind == "" && x.Resource == "" && x.Tag == "":
		return errors.New(`it names no resources: set kind, resource ("*" for all) or tag`)
	}
	return vouched(x.By, x.Why, x.Until, "say who accepts it")
}

// Expired reports whether the last day is over at a time.
func (x *Exception) Expired(now time.Time) bool { return over(x.Until, now) }

// An ExceptionUse says what came of an exception.
type ExceptionUse struct {
	Exception
	// State is "in-force", "expired" when it no longer counts and a fail is there that it was for, "stale" when there is
	// no such fail, or "not-judged" when the scan left out its check, or may have left out its resources.
	State string
	// Results is how many fails it accepts, or accepted.
	Results int
}

// exceptions are those of one evaluation, by check.
type exceptions struct {
	all     []Exception
	now     time.Time
	byCheck map[string][]int32
}

func newExceptions(all []Exception, now time.Time) *exceptions {
	x := &exceptions{all: all, now: now, byCheck: map[string][]int32{}}
	for i := range all {
		x.byCheck[all[i].Check] = append(x.byCheck[all[i].Check], int32(i))
	}
	return x
}

// of returns the index of the exception for a fail: the first that is in force, or else the first that has expired; -1
// without one.
func (x *exceptions) of(check string, r inventory.Resource) (at int32, inForce bool) {
	at = -1
	for _, i := range x.byCheck[check] {
		e := &x.all[i]
		if !selects(e.Kind, e.Resource, e.Tag, r) {
			continue
		}
		if !e.Expired(x.now) {
			return i, true
		}
		if at < 0 {
			at = i
		}
	}
	return at, false
}

// except says of each exception what came of it, after the rows were judged.
func (l *Ledger) except(x *exceptions, partly bool) {
	selected := map[string]bool{}
	for _, c := range l.Checks {
		selected[c.Info().ID] = true
	}
	l.Exceptions = make([]ExceptionUse, len(x.all))
	for i := range x.all {
		l.Exceptions[i] = ExceptionUse{Exception: x.all[i], State: "stale"}
		if partly || !selected[x.all[i].Check] {
			l.Exceptions[i].State = "not-judged"
		}
	}
	for i := range l.Results {
		r := &l.Results[i]
		if r.Exception < 0 {
			continue
		}
		u := &l.Exceptions[r.Exception]
		u.Results++
		if u.State = "in-force"; r.Status == Fail {
			u.State = "expired"
		}
	}
}
