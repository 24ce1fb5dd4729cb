package checks

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// An Attestation is a person's word for a duty that no API can decide, such as patching inside the guest or training.
// It counts where nothing was decided, and never against a fail or a pass. All of the selector's fields that are set
// must fit; Duty and one more are required.
type Attestation struct {
	Duty     responsibility.Duty `yaml:"duty"`
	Kind     inventory.Kind      `yaml:"kind"`     // of the resources: "ec2.instance"
	Resource string              `yaml:"resource"` // id or ARN, with * for any text
	Tag      string              `yaml:"tag"`      // "key" or "key=value"
	By       string              `yaml:"by"`       // who vouches
	Why      string              `yaml:"why"`      // on which grounds
	Until    time.Time           `yaml:"-"`        // the last day, to its end in UTC
}

// Validate says what an attestation lacks.
func (a *Attestation) Validate() error {
	switch {
	case a.Duty == "":
		return errors.New("duty is missing: name one of `scanner duties`")
	case !isDuty(a.Duty):
		return UnknownValue("duty", string(a.Duty), dutyNames())
	case a.Kind == "" && a.Resource == "" && a.Tag == "":
		return errors.New(`it names no resources: set kind, resource ("*" for all) or tag`)
	}
	return vouched(a.By, a.Why, a.Until, "say who vouches")
}

// vouched says what a person's word lacks.
func vouched(by, why string, until time.Time, who string) error {
	switch {
	case strings.TrimSpace(by) == "":
		return errors.New("by is missing: " + who)
	case strings.TrimSpace(why) == "":
		return errors.New("why is missing: say on which grounds")
	case until.IsZero():
		return errors.New("until is missing: write the last day as YYYY-MM-DD")
	}
	return nil
}

func isDuty(d responsibility.Duty) bool {
	_, ok := responsibility.DutyOf(d)
	return ok
}

// Expired reports whether the last day is over at a time.
func (a *Attestation) Expired(now time.Time) bool { return over(a.Until, now) }

// over reports whether a last day has ended, in UTC.
func over(until, now time.Time) bool { return !now.Before(until.AddDate(0, 0, 1)) }

// selects reports whether a selector is about a resource. One that selects by tag is not about a resource whose tags are
// not known.
func selects(kind inventory.Kind, resource, tag string, r inventory.Resource) bool {
	ref := r.Identity()
	if kind != "" && kind != r.Type().Kind {
		return false
	}
	if resource != "" && !wildcard(resource, ref.ID) && !wildcard(resource, ref.ARN) {
		return false
	}
	if tag == "" {
		return true
	}
	tags, gap := ref.Tags.Get()
	key, value, valued := strings.Cut(tag, "=")
	got, ok := tags[key]
	return gap == nil && ok && (!valued || got == value)
}

// wildcard reports whether text fits a pattern in which * stands for any text.
func wildcard(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	rest, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(rest, p)
		if i < 0 {
			return false
		}
		rest = rest[i+len(p):]
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}

// An AttestationUse says what came of an attestation.
type AttestationUse struct {
	Attestation
	// State is "in-force", "expired", or "unused" when no resource has the duty undecided.
	State string
	// Rows is how many rows of the ledger it decided, or left unknown when it had expired.
	Rows int
}

// attest applies the attestations to the finished rows, in their order: the first that is in force decides. A row for
// which only expired ones speak is unknown.
func (l *Ledger) attest(as []Attestation) {
	for i := range as {
		l.Attestations = append(l.Attestations, AttestationUse{Attestation: as[i], State: "unused"})
	}
	for pass, wanted := range []bool{false, true} {
		for i := range l.Attestations {
			u := &l.Attestations[i]
			if u.Expired(l.Time) != wanted {
				continue
			}
			column := l.column(u.Duty)
			for k := range l.Rows {
				row := &l.Rows[k]
				s := row.Statuses[column]
				if !selects(u.Kind, u.Resource, u.Tag, row.Resource) || s != NotAssessed && (s != Unknown || pass == 1 || row.Class.Variant == "") {
					continue
				}
				row.Statuses[column] = Attested
				u.State = "in-force"
				if wanted {
					row.Statuses[column], u.State = Unknown, "expired"
				}
				u.Rows++
			}
		}
	}
}

func (l *Ledger) column(d responsibility.Duty) int {
	for i, x := range l.Duties {
		if x == d {
			return i
		}
	}
	panic(fmt.Sprintf("checks: duty %q was not validated", d))
}
