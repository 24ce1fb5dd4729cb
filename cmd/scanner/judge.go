package main

import (
	"slices"

	"demarc/checks"
	checklist "demarc/checks/all"
	"demarc/inventory"
	collectors "demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/inventory/organizations"
)

// selected returns the checks that the flags choose.
func (a *app) selected(s *selectFlags) ([]checks.Checker, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	cs, err := checks.Select(checklist.Checks(), s.checks)
	return cs, usage(err)
}

// plan returns what a scan for these checks asks of AWS. Where resources are chosen by tag, by the flags or by what
// persons say of them, the tags are asked for too.
func plan(cs []checks.Checker, s *selectFlags, j *judgeFlags) (*collect.Plan, error) {
	var wants []inventory.Want
	for _, c := range cs {
		wants = append(wants, c.Wants()...)
		if len(s.tags) > 0 || j.byTag(c) {
			wants = append(wants, inventory.Want{Type: c.Type(), Calls: []*inventory.Call{c.Type().TagCall()}})
		}
	}
	return collect.NewPlan(collectors.Collectors(), wants)
}

// byTag reports whether an attestation or an exception chooses the resources of a check by tag.
func (j *judgeFlags) byTag(c checks.Checker) bool {
	kind := c.Type().Kind
	return slices.ContainsFunc(j.attestations, func(a checks.Attestation) bool {
		return a.Tag != "" && (a.Kind == "" || a.Kind == kind)
	}) || slices.ContainsFunc(j.exceptions, func(x checks.Exception) bool {
		return x.Tag != "" && x.Check == c.Info().ID && (x.Kind == "" || x.Kind == kind)
	})
}

// judge judges a snapshot and writes the reports.
func (a *app) judge(snap *inventory.Snapshot, cs []checks.Checker, s *selectFlags, j *judgeFlags) error {
	policy := a.global.file.Policy
	if policy.OrganizationID == "" { // what the configuration does not say, the account itself does
		policy.OrganizationID = organizations.ID(snap)
	}
	o := checks.Options{Policy: &policy, KeepPass: j.includePass, Lean: true, Attestations: j.attestations, Exceptions: j.exceptions}
	if f := s.filter(); !f.Empty() {
		o.Keep, o.KeepRegion = f.Keep, f.KeepRegion
	}
	return a.write(checks.Evaluate(snap, cs, o), j)
}
