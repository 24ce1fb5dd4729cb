// Package frameworks maps the checks to the controls of compliance frameworks: CIS,
// AWS FSBP, NIST 800-53 and PCI DSS.
//
// The map is data, embedded from data/*.json: a file of controls for each framework, and
// checks.json with one line for each check. It names checks only by id, so that it depends
// on no check; Verify holds the two together.
//
// A mapping means that the check contributes to the control, never that the control is
// met. The slices inside the returned values are shared: read them, never change them.
package frameworks

import (
	"slices"
	"strings"
)

// The ids of the frameworks, as they are selected and reported.
const (
	CIS  = "cis-7.0.0"
	FSBP = "fsbp"
	NIST = "nist-800-53-r5"
	PCI  = "pci-dss-4.0"
)

// Framework is a published set of controls.
type Framework struct {
	// ID is one of the constants of this package.
	ID      string
	Title   string
	Version string
	URL     string
	// About says which part of the framework is here.
	About    string
	Controls []Control
}

// Control is one requirement of a framework.
type Control struct {
	ID string
	// Title is empty where the framework's licence forbids to repeat its text.
	Title string
	// Checks are the ids of the checks that contribute, sorted; empty where none does yet,
	// or where no API can decide the control.
	Checks []string
}

// ControlRef names a control of a framework.
type ControlRef struct {
	Framework string `json:"framework"`
	Control   string `json:"control"`
}

// String returns the reference in the form that Select reads, such as "cis-7.0.0:6.7".
func (r ControlRef) String() string { return r.Framework + ":" + r.Control }

// All returns the frameworks, sorted by id, with their controls in the framework's order.
func All() []Framework { return slices.Clone(loaded().frameworks) }

// ByID returns the framework with the id; ok is false for an unknown one.
func ByID(id string) (f Framework, ok bool) {
	for _, f := range loaded().frameworks {
		if f.ID == id {
			return f, true
		}
	}
	return Framework{}, false
}

// ControlsOf returns the controls to which the check contributes, in the order of All; nil
// for a check that is mapped to none.
func ControlsOf(checkID string) []ControlRef { return slices.Clone(loaded().controls[checkID]) }

// Like returns the ids of the Prowler checks of the same setting, for people who come from
// there; nil for a check that has none.
func Like(checkID string) []string { return slices.Clone(loaded().like[checkID]) }

// Checks returns the ids of all mapped checks, sorted.
func Checks() []string { return slices.Clone(loaded().checks) }

// Verify compares the map with the checks that exist: unknown are the mapped ids that are
// not among them, for instance after a check was renamed, and unmapped are the checks that
// contribute to no control. Both are sorted.
func Verify(existing []string) (unknown, unmapped []string) { return loaded().verify(existing) }

func (m *mapping) verify(existing []string) (unknown, unmapped []string) {
	for _, id := range m.checks {
		if !slices.Contains(existing, id) {
			unknown = append(unknown, id)
		}
	}
	for _, id := range existing {
		if len(m.controls[id]) == 0 {
			unmapped = append(unmapped, id)
		}
	}
	slices.Sort(unmapped)
	return unknown, slices.Compact(unmapped)
}

// within reports whether id is the control that was asked for or lies under it: 2.10 and
// 2.1.1 under 2, AC-2(1) under AC-2, EC2.8 under EC2. Letter case does not matter.
func within(id, asked string) bool {
	if len(id) < len(asked) || !strings.EqualFold(id[:len(asked)], asked) {
		return false
	}
	return len(id) == len(asked) || id[len(asked)] == '.' || id[len(asked)] == '('
}
