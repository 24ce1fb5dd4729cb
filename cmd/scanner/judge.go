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

// plan returns what a scan for these checks asks of AWS. Where resources are chosen by tag, the tags are asked for too.
func plan(cs []checks.Checker, s *selectFlags) (*collect.Plan, error) {
	var wants []inventory.Want
	for _, c := range cs {
		wants = append(wants, c.Wants()...)
		if len(s.tags) > 0 {
			wants = append(wants, inventory.Want{Type: c.Type(), Calls: []*inventory.Call{c.Type().TagCall()}})
		}
	}
	return collect.NewPlan(collectors.Collectors(), wants)
}

// judge judges a snapshot and writes the reports.
func (a *app) judge(snap *inventory.Snapshot, cs []checks.Checker, s *selectFlags, j *judgeFlags) error {
	o := checks.Options{Policy: &a.global.file.Policy, KeepPass: j.includePass, Lean: true, Attestations: j.attestations}
	if f := s.filter(); !f.Empty() {
		o.Keep, o.KeepRegion = f.Keep, f.KeepRegion
	}
	return a.write(checks.Evaluate(snap, cs, o), j)
}
