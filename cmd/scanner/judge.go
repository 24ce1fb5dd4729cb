package main

import (
	"demarc/checks"
	checklist "demarc/checks/all"
	"demarc/inventory"
	collectors "demarc/inventory/all"
	"demarc/inventory/collect"
)

// selected returns the checks that the flags choose.
func (a *app) selected(s *selectFlags) ([]checks.Checker, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	cs, err := checks.Select(checklist.Checks(), s.checks)
	return cs, usage(err)
}

// plan returns what a scan for these checks asks of AWS.
func plan(cs []checks.Checker) (*collect.Plan, error) {
	var wants []inventory.Want
	for _, c := range cs {
		wants = append(wants, c.Wants()...)
	}
	return collect.NewPlan(collectors.Collectors(), wants)
}

// judge judges a snapshot and writes the reports.
func (a *app) judge(snap *inventory.Snapshot, cs []checks.Checker, s *selectFlags, j *judgeFlags) error {
	o := checks.Options{Policy: &a.global.file.Policy, KeepPass: j.includePass}
	if f := s.filter(); !f.Empty() {
		o.Keep, o.KeepRegion = f.Keep, f.KeepRegion
	}
	return a.write(checks.Evaluate(snap, cs, o), j)
}
