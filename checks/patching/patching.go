// Package patching judges, from outside of a machine, whether the security updates of its operating system are
// installed. AWS's interfaces do not see into a guest, so the verdict is weighed from four sets of evidence:
//
//	A  Release      is the release supported at all (checks/eol)?
//	B  Node         what did Systems Manager's last patch operation find, against which baseline?
//	C  Inspection   which known vulnerabilities did Inspector find, and how long do they stand?
//	D  Adoption     where AWS publishes the image: is the newest one in use?
//
// Each set gives a Part: pass, fail, or why it is silent. Decide weighs A, B and C; its verdicts are
//
//	A                 B        C                 verdict
//	ended             any      any               fail: there are no updates that could be missing
//	any               any      any, stopped      unknown: what was found before the stop is shown
//	any               fail     any               fail
//	any               any      fail              fail
//	extension unpaid  else     else              unknown
//	supported         pass     else              pass, and what C says
//	supported         unknown  pass              pass for known vulnerabilities only
//	unknown           pass     pass              pass without the release; unknown if the policy is strict
//	else                                         unknown, and what each set says
//
// Where B and C disagree, which is normal while a baseline still holds a patch back, both are shown and the fail
// counts. D stands on the resource of the service that publishes the image. What no set can show: software that the
// package manager does not know, and a kernel that is installed but not booted beyond what the reboot counter hints.
package patching

import (
	"fmt"
	"strings"
	"time"

	"demarc/checks"
)

// A State is what one set of evidence says. The zero State is Unknown.
type State uint8

// The states of a Part.
const (
	Unknown State = iota
	Pass
	Fail
	// Off is C's where Inspector does not look: scanning is not enabled, or the operating system is not supported.
	Off
	// Unpaid is A's for a release whose updates come only with an extension that nothing shows to be bought.
	Unpaid
)

// A Part is the word of one set of evidence: its state, and why, as a clause without a full stop.
type Part struct {
	State State
	Text  string
}

// Say makes a verdict of one part: what neither passes nor fails is unknown.
func Say[T any](v *checks.View[T], p Part) checks.Verdict {
	switch p.State {
	case Pass:
		return v.Pass("%s", p.Text)
	case Fail:
		return v.Fail("%s", p.Text)
	}
	return v.Unknown("%s", p.Text)
}

// Evidence is what is known of one machine.
type Evidence struct {
	Release    Part
	Node       Part
	Inspection Part
	// Stopped says that the machine does not run, and since when; empty for one that does.
	Stopped string
}

// Decide weighs the evidence. The text names what each set says.
func Decide(e Evidence, p *checks.Policy) (checks.Status, string) {
	a, b, c := e.Release, e.Node, e.Inspection
	switch {
	case a.State == Fail:
		return checks.Fail, a.Text
	case e.Stopped != "":
		return checks.Unknown, e.Stopped + ": nothing looks into a stopped machine; " + all(a, b, c)
	case b.State == Fail && c.State == Pass, b.State == Pass && c.State == Fail:
		return checks.Fail, "the evidence disagrees: " + all(b, c)
	case b.State == Fail, c.State == Fail:
		return checks.Fail, all(b, c)
	case a.State == Unpaid:
		return checks.Unknown, all(a, b, c)
	case a.State == Pass && b.State == Pass:
		return checks.Pass, all(b, c, a)
	case a.State == Pass && c.State == Pass:
		return checks.Pass, "for known vulnerabilities only, without evidence of a baseline: " + all(c, b, a)
	case a.State == Unknown && b.State == Pass && c.State == Pass && !p.PatchStrict:
		return checks.Pass, "though the release is not matched to a table of end dates: " + all(b, c, a)
	}
	return checks.Unknown, all(a, b, c)
}

// all joins what the parts say.
func all(parts ...Part) string {
	var texts []string
	for _, p := range parts {
		if p.Text != "" {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "; ")
}

// Ago says how long before now a time was, in whole days and with its date.
func Ago(t, now time.Time) string {
	switch n := int(now.Sub(t) / (24 * time.Hour)); {
	case n <= 0:
		return fmt.Sprintf("less than a day ago (%s)", day(t))
	case n == 1:
		return fmt.Sprintf("1 day ago (%s)", day(t))
	default:
		return fmt.Sprintf("%d days ago (%s)", n, day(t))
	}
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
