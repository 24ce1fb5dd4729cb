package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"demarc/inventory"
	collectors "demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/report/terminal"
)

// A planDocument is the plan as JSON.
type planDocument struct {
	Checks  []string   `json:"checks"`
	Steps   []planStep `json:"steps"`
	Calls   []planCall `json:"calls"`
	Actions []string   `json:"actions"`
}

type planStep struct {
	Kinds   []inventory.Kind `json:"kinds"`
	Scope   string           `json:"scope"`
	Lists   []string         `json:"lists"`
	Details []string         `json:"details"`
}

type planCall struct {
	Call  string   `json:"call"`
	Needs []string `json:"needs"`
}

// callsOf returns every call of a plan: those that come before the collectors, then those of the collectors by name.
func callsOf(p *collect.Plan) []*inventory.Call {
	src := collectors.Source()
	out := []*inventory.Call{src.IdentityCall}
	if p.Regional() {
		out = append(out, src.RegionsCall)
	}
	for _, c := range p.Calls() {
		if c != src.IdentityCall && c != src.RegionsCall {
			out = append(out, c)
		}
	}
	return out
}

func (a *app) planCommand() *cobra.Command {
	var choose selectFlags
	var format formatFlag
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Print which calls a scan makes and which IAM actions it needs, without AWS",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			p, err := plan(cs, &choose, &judgeFlags{})
			if err != nil {
				return err
			}
			doc := planDocument{Checks: []string{}, Steps: []planStep{}, Calls: []planCall{}, Actions: append([]string{}, collect.Actions(callsOf(p))...)}
			for _, c := range cs {
				doc.Checks = append(doc.Checks, c.Info().ID)
			}
			for _, s := range p.Steps {
				doc.Steps = append(doc.Steps, stepOf(s))
			}
			for _, c := range callsOf(p) {
				doc.Calls = append(doc.Calls, planCall{c.String(), append([]string{}, c.Needs...)})
			}
			if asJSON {
				return a.writeJSON(doc)
			}
			return a.printPlan(&doc)
		},
	}
	format.add(cmd.Flags())
	a.addSelectFlags(cmd, &choose, false)
	return cmd
}

func stepOf(s collect.Step) planStep {
	out := planStep{Kinds: []inventory.Kind{}, Scope: s.Collector.Scope.String(), Lists: []string{}, Details: []string{}}
	for _, t := range s.Collector.Types {
		out.Kinds = append(out.Kinds, t.Kind)
	}
	for i, c := range s.Calls {
		if i < len(s.Collector.Lists) {
			out.Lists = append(out.Lists, c.String())
		} else {
			out.Details = append(out.Details, c.String())
		}
	}
	return out
}

func (a *app) printPlan(d *planDocument) error {
	needs := map[string]string{}
	for _, c := range d.Calls {
		needs[c.Call] = join(c.Needs)
	}
	t := &terminal.Table{Head: []string{"SCOPE", "CALL", "FOR", "IAM ACTIONS"}}
	seen := map[string]bool{}
	add := func(scope, what string, calls []string) {
		for _, c := range calls {
			seen[c] = true
			t.Rows = append(t.Rows, []string{scope, c, what, needs[c]})
		}
	}
	steps := &terminal.Table{Rows: t.Rows}
	for _, s := range d.Steps {
		kinds := join(s.Kinds)
		add(s.Scope, kinds, s.Lists)
		add(s.Scope, "details of "+kinds, s.Details)
	}
	steps.Rows, t.Rows = t.Rows, nil
	for _, c := range d.Calls {
		if !seen[c.Call] {
			add("first", "the scan itself", []string{c.Call})
		}
	}
	t.Rows = append(t.Rows, steps.Rows...)
	if _, err := fmt.Fprintf(a.stdout, "%s read with %d calls and %d IAM actions.\n\n", plural(len(d.Checks), "check"), len(d.Calls), len(d.Actions)); err != nil {
		return err
	}
	return t.Write(a.stdout, a.tableWidth())
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
