// Package eol knows until when operating system releases get security updates, and
// recognises the release behind an EC2 instance from what AWS says of it.
//
// The dates are data, embedded from data/os_eol.json with the day they were read on. The
// package asks no clock: every answer is for the time that the caller gives.
//
// Names of images are written by whoever owns the image. So a name counts only where all
// of it has the form that the publisher uses, and FromImage says apart whether the
// publisher owns the image. Everything else is not recognised, and its state is Unknown.
package eol

import (
	"fmt"
	"slices"
	"time"
)

// State is where a release stands in its life. The zero value is Unknown.
type State uint8

const (
	// Unknown means that the release was not recognised, or that no date is published for it.
	Unknown State = iota
	// Supported means security updates without an extra purchase.
	Supported
	// Extended means that only the extension gives security updates, see Release.ExtendedName.
	Extended
	// Ended means that there are no security updates at all.
	Ended
)

// String returns the state's word in messages.
func (s State) String() string {
	switch s {
	case Unknown:
		return "unknown"
	case Supported:
		return "supported"
	case Extended:
		return "extended"
	case Ended:
		return "ended"
	default:
		return fmt.Sprintf("state(%d)", uint8(s))
	}
}

// OS is a release of an operating system, such as {"Ubuntu", "22.04"}. The zero OS was not
// recognised; an OS without a version is of a known family only.
type OS struct {
	Family  string
	Version string
}

// String returns the family and, where it is known, the version.
func (o OS) String() string {
	switch {
	case o.Family == "":
		return "unrecognised operating system"
	case o.Version == "":
		return o.Family
	default:
		return o.Family + " " + o.Version
	}
}

// Release is a row of the table. Zero times mean that no date is published.
type Release struct {
	OS OS
	// Label is the publisher's name for the release; empty where family and version say it.
	Label    string
	Released time.Time
	// StandardEnd is the last day, in UTC, of security updates without an extra purchase.
	StandardEnd time.Time
	// ExtendedEnd is the last day of the extension; zero where there is none.
	ExtendedEnd  time.Time
	ExtendedName string
	// ExtendedRequires says what must be bought for the extension; empty where nothing must.
	ExtendedRequires string
	// Latest is the newest version or image when the table was read.
	Latest string
	Note   string
}

// At returns the state of the release at the given time. A day of the table counts until
// its end in UTC. The zero time gives Unknown.
func (r Release) At(when time.Time) State {
	switch {
	case when.IsZero() || r.StandardEnd.IsZero():
		return Unknown
	case when.Before(r.StandardEnd.AddDate(0, 0, 1)):
		return Supported
	case !r.ExtendedEnd.IsZero() && when.Before(r.ExtendedEnd.AddDate(0, 0, 1)):
		return Extended
	default:
		return Ended
	}
}

// Status is the state of an operating system at a time, with what it rests on.
type Status struct {
	OS    OS
	State State
	// Release is the table's row; zero where there is none.
	Release Release
	// Reason says in a sentence why the state is what it is.
	Reason string
	// ReadOn is the day on which the table was read: later announcements are not in it.
	ReadOn time.Time
}

// At looks the operating system up and returns its state at the given time.
func At(os OS, when time.Time) Status {
	t := loaded()
	s := Status{OS: os, ReadOn: t.readOn}
	r, ok := t.releases[os]
	if ok {
		s.Release, s.State = r, r.At(when)
	}
	day := func(at time.Time) string { return at.Format(time.DateOnly) }
	switch {
	case os.Family == "":
		s.Reason = "the operating system was not recognised"
	case os.Version == "":
		s.Reason = fmt.Sprintf("%s was recognised, but not its version", os.Family)
	case !ok:
		s.Reason = fmt.Sprintf("no end of support is known for %s in the table of %s", os, day(t.readOn))
	case when.IsZero():
		s.Reason = "no time was given to judge by"
	case s.State == Unknown:
		s.Reason = fmt.Sprintf("no end of support is published for %s in the table of %s", os, day(t.readOn))
	case s.State == Supported:
		s.Reason = fmt.Sprintf("%s gets security updates until %s", os, day(r.StandardEnd))
	case s.State == Extended && r.ExtendedRequires == "":
		s.Reason = fmt.Sprintf("%s left standard support on %s and gets security updates through %s until %s", os, day(r.StandardEnd), r.ExtendedName, day(r.ExtendedEnd))
	case s.State == Extended:
		s.Reason = fmt.Sprintf("%s left standard support on %s and gets security updates only through %s until %s, which requires: %s", os, day(r.StandardEnd), r.ExtendedName, day(r.ExtendedEnd), r.ExtendedRequires)
	case !r.ExtendedEnd.IsZero():
		s.Reason = fmt.Sprintf("%s gets no security updates: standard support ended on %s, %s on %s", os, day(r.StandardEnd), r.ExtendedName, day(r.ExtendedEnd))
	default:
		s.Reason = fmt.Sprintf("%s gets no security updates: support ended on %s", os, day(r.StandardEnd))
	}
	return s
}

// Releases returns the table, in the order of its file.
func Releases() []Release { return slices.Clone(loaded().ordered) }

// ReadOn returns the day on which the table was read from its sources.
func ReadOn() time.Time { return loaded().readOn }
