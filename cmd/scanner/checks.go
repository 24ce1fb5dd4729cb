package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	checklist "demarc/checks/all"
	"demarc/checks/frameworks"
	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
	"demarc/report/terminal"
)

func (a *app) checksCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "checks",
		Short: "List the checks, or show one",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.checksListCommand(), a.checksShowCommand())
	return cmd
}

// A checkItem is one check as the listing commands write it as JSON.
type checkItem struct {
	ID       string                   `json:"id"`
	Title    string                   `json:"title"`
	Severity checks.Severity          `json:"severity"`
	Duty     responsibility.Duty      `json:"duty"`
	Service  string                   `json:"service"`
	Kind     inventory.Kind           `json:"kind"`
	Levels   []responsibility.Level   `json:"levels"`
	Variants []responsibility.Variant `json:"variants"`
	Controls []string                 `json:"controls"`
	Calls    []string                 `json:"calls"`
	Actions  []string                 `json:"actions"`
	Since    string                   `json:"since"`
	// OnRequest is true for a check that runs only where --check names it.
	OnRequest bool `json:"onRequest,omitempty"`
}

// A checkPage is a check with all that is known of it.
type checkPage struct {
	checkItem
	Why   string     `json:"why"`
	Fix   string     `json:"fix"`
	Refs  []string   `json:"refs"`
	Like  []string   `json:"like"`
	Cases []caseItem `json:"cases"`
}

type caseItem struct {
	Name string        `json:"name"`
	Want checks.Status `json:"want"`
}

func itemOf(c checks.Checker) (checkItem, error) {
	p, err := plan([]checks.Checker{c}, &selectFlags{}, &judgeFlags{})
	if err != nil {
		return checkItem{}, err
	}
	m := c.Info()
	item := checkItem{
		ID: m.ID, Title: m.Title, Severity: m.Severity, Duty: m.Duty, Service: checks.ServiceOf(c), Kind: c.Type().Kind, Since: m.Since, OnRequest: m.OnRequest,
		Levels: append([]responsibility.Level{}, checks.LevelsOf(c)...), Variants: append([]responsibility.Variant{}, c.Type().Variants...),
		Controls: []string{}, Calls: []string{}, Actions: append([]string{}, collect.Actions(p.Calls())...),
	}
	for _, r := range frameworks.ControlsOf(m.ID) {
		item.Controls = append(item.Controls, r.String())
	}
	for _, call := range p.Calls() {
		item.Calls = append(item.Calls, call.String())
	}
	return item, nil
}

func (a *app) checksListCommand() *cobra.Command {
	var choose selectFlags
	var format formatFlag
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the checks",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			choose.checks.OnRequest = true
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			items := make([]checkItem, len(cs))
			for i, c := range cs {
				if items[i], err = itemOf(c); err != nil {
					return err
				}
			}
			if asJSON {
				return a.writeJSON(items)
			}
			t := &terminal.Table{Head: []string{"ID", "SEVERITY", "DUTY", "TITLE"}}
			for _, i := range items {
				t.Rows = append(t.Rows, []string{i.ID, i.Severity.String(), string(i.Duty), i.Title})
			}
			return t.Write(a.stdout, a.tableWidth())
		},
	}
	format.add(cmd.Flags())
	a.addSelectFlags(cmd, &choose, false)
	return cmd
}

// tableWidth is the width of listings: that of the terminal, and any where lines are read by programs.
func (a *app) tableWidth() int {
	if !isTerminal(a.stdout) {
		return 0
	}
	return a.widthOf(a.stdout)
}

func (a *app) checksShowCommand() *cobra.Command {
	var format formatFlag
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show one check: why, how to fix it, what it reads",
		Args:  oneArg("the id of a check; `scanner checks list` names them"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return checkIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			page, err := pageOf(args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return a.writeJSON(page)
			}
			return a.showCheck(page)
		},
	}
	format.add(cmd.Flags())
	return cmd
}

func pageOf(id string) (*checkPage, error) {
	for _, c := range checklist.Checks() {
		m := c.Info()
		if m.ID != id {
			continue
		}
		item, err := itemOf(c)
		if err != nil {
			return nil, err
		}
		page := &checkPage{
			checkItem: item, Why: m.Why, Fix: m.Fix, Refs: append([]string{}, m.Refs...),
			Like: append([]string{}, frameworks.Like(id)...), Cases: []caseItem{},
		}
		for _, k := range c.CaseNames() {
			page.Cases = append(page.Cases, caseItem(k))
		}
		return page, nil
	}
	return nil, usage(checks.UnknownValue("check", id, checkIDs()))
}

// runs says when a check runs.
func runs(onRequest bool) string {
	if onRequest {
		return "only where --check names it: it costs a call for each resource"
	}
	return "in every scan"
}

func (a *app) showCheck(p *checkPage) error {
	width := a.widthOf(a.stdout)
	var b strings.Builder
	paint := terminal.Paint(a.paint(a.stdout))
	fmt.Fprintf(&b, "%s\n", paint.Bold(p.ID))
	b.WriteString(terminal.Wrap(p.Title, "", "", width))
	section := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\n%s", paint.Bold(name), terminal.Wrap(text, "  ", "  ", width))
		}
	}
	section("Why", p.Why)
	section("Fix", p.Fix)
	section("See", strings.Join(p.Refs, "\n"))
	fmt.Fprintln(&b)
	t := &terminal.Table{Rows: [][]string{
		{"Severity", p.Severity.String()}, {"Duty", string(p.Duty)}, {"Kind", string(p.Kind)},
		{"Runs", runs(p.OnRequest)}, {"Levels", join(p.Levels)}, {"Controls", join(p.Controls)}, {"Prowler", join(p.Like)},
		{"Calls", join(p.Calls)}, {"Actions", join(p.Actions)}, {"Since", p.Since},
	}}
	if err := t.Write(&b, width); err != nil {
		return err
	}
	fmt.Fprintf(&b, "\n%s\n", paint.Bold("Cases"))
	cases := &terminal.Table{Indent: "  "}
	for _, k := range p.Cases {
		cases.Rows = append(cases.Rows, []string{k.Want.String(), strings.ReplaceAll(k.Name, "_", " ")})
	}
	if err := cases.Write(&b, width); err != nil {
		return err
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

// join lists names, or says that there are none.
func join[S ~string](in []S) string {
	if len(in) == 0 {
		return "none"
	}
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}
