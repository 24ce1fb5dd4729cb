package patching

import (
	"fmt"
	"time"

	"demarc/checks"
)

// An Adoption compares the image that runs with those that AWS publishes for a service: releases of node images,
// platform versions, release labels.
type Adoption struct {
	Running, Newest string
	// RunningAt and NewestAt are when each was published; the zero time is not known.
	RunningAt, NewestAt time.Time
	// Ended says why the line of Running gets no further images; empty while it does.
	Ended string
}

// OfAdoption is evidence D.
func OfAdoption(a Adoption, p *checks.Policy, now time.Time) Part {
	switch {
	case a.Ended != "":
		return Part{Fail, fmt.Sprintf("%s gets no further images: %s", a.Running, a.Ended)}
	case a.Running == "":
		return Part{Unknown, "the image that runs is not known"}
	case a.Newest == "":
		return Part{Unknown, fmt.Sprintf("%s runs, and the newest image is not known", a.Running)}
	case a.Running == a.Newest:
		return Part{Pass, a.Running + " is the newest image"}
	case a.RunningAt.IsZero() && !a.NewestAt.IsZero() && now.Sub(a.NewestAt) > p.ImageAdoption.Duration():
		return Part{Fail, fmt.Sprintf("%s runs, and %s of %s is the newest image; the policy allows %d days", a.Running, a.Newest, day(a.NewestAt), p.ImageAdoption)}
	case a.NewestAt.IsZero(), a.RunningAt.IsZero():
		return Part{Unknown, fmt.Sprintf("%s runs and %s is the newest image; it is not known how far they are apart", a.Running, a.Newest)}
	}
	// It is behind by the time between the two, and by the time that the newest waits already.
	text := fmt.Sprintf("%s of %s runs, and %s of %s is the newest image; the policy allows %d days", a.Running, day(a.RunningAt), a.Newest, day(a.NewestAt), p.ImageAdoption)
	if limit := p.ImageAdoption.Duration(); now.Sub(a.NewestAt) > limit || a.NewestAt.Sub(a.RunningAt) > limit {
		return Part{Fail, text}
	}
	return Part{Pass, text}
}

// OfUptime is evidence D of machines that take updates when they start and not later, such as those of an EMR cluster:
// a long run proves that updates are missing, a short one proves nothing.
func OfUptime(since time.Time, p *checks.Policy, now time.Time) Part {
	if now.Sub(since) > p.ImageAdoption.Duration() {
		return Part{Fail, fmt.Sprintf("it runs since %s, and takes updates only when it starts; the policy allows %d days", day(since), p.ImageAdoption)}
	}
	return Part{Unknown, fmt.Sprintf("it runs since %s; whether it took updates then is not known", day(since))}
}

// OfFleet is evidence D of machines that are replaced instead of patched: lifetime is after how long each is replaced
// (zero for never), and created when their image was made. It passes only if the policy accepts that.
func OfFleet(lifetime time.Duration, created time.Time, p *checks.Policy, now time.Time) Part {
	limit := p.ImageAdoption.Duration()
	text := fmt.Sprintf("instances are replaced after %d days, from an image made %s", int(lifetime/(24*time.Hour)), Ago(created, now))
	switch {
	case lifetime <= 0:
		return Part{Unknown, "instances are not replaced on a schedule"}
	case lifetime > limit, now.Sub(created) > limit:
		return Part{Unknown, fmt.Sprintf("%s; at most %d days each would count", text, p.ImageAdoption)}
	case !p.AcceptImmutableFleets:
		return Part{Unknown, text + "; the policy does not accept that in place of patching (acceptImmutableFleets)"}
	}
	return Part{Pass, text}
}
