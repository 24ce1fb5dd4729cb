package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	checklist "demarc/checks/all"
	"demarc/inventory/responsibility"
	"demarc/report/terminal"
)

// A dutyCell is one field of the responsibility matrix as JSON.
type dutyCell struct {
	Variant responsibility.Variant `json:"variant"`
	Level   responsibility.Level   `json:"level"`
	Duty    responsibility.Duty    `json:"duty"`
	Owner   responsibility.Owner   `json:"owner"`
	Reason  string                 `json:"reason"`
	Sources []string               `json:"sources"`
}

func (a *app) dutiesCommand() *cobra.Command {
	var format formatFlag
	cmd := &cobra.Command{
		Use:   "duties [VARIANT [DUTY]]",
		Short: "Print who owns which duty: the matrix, one row or column, or one cell and why",
		Example: `  scanner duties
  scanner duties ec2.instance.host
  scanner duties os.patch
  scanner duties ec2.instance os.patch`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usagef("scanner duties takes a variant and a duty, but got %d arguments", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return append(variantIDs(), dutyIDs()...), cobra.ShellCompDirectiveNoFileComp
			}
			return dutyIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			variants, duties, err := chosenCells(args)
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				return a.writeJSON(cellsOf(variants, duties))
			case len(variants) == 1 && len(duties) == 1:
				return a.printCell(variants[0], duties[0])
			case len(variants) == 1:
				return a.printVariant(variants[0], duties)
			case len(duties) == 1:
				return a.printDuty(variants, duties[0])
			}
			return a.printMatrix(variants, duties)
		},
	}
	format.add(cmd.Flags())
	return cmd
}

// chosenCells reads the arguments: a variant, a duty, or one and then the other.
func chosenCells(args []string) ([]responsibility.VariantInfo, []responsibility.DutyInfo, error) {
	variants, duties := responsibility.Variants(), responsibility.Duties()
	for i, arg := range args {
		if v, ok := responsibility.VariantOf(responsibility.Variant(arg)); ok && i == 0 {
			variants = []responsibility.VariantInfo{v}
			continue
		}
		d, ok := responsibility.DutyOf(responsibility.Duty(arg))
		switch {
		case ok && len(duties) > 1:
			duties = []responsibility.DutyInfo{d}
		case i == 0:
			return nil, nil, usage(fmt.Errorf("%w, or of a duty; see `scanner duties`", checks.UnknownValue("variant or duty", arg, append(variantIDs(), dutyIDs()...))))
		default:
			return nil, nil, usage(checks.UnknownValue("duty", arg, dutyIDs()))
		}
	}
	return variants, duties, nil
}

func cellsOf(variants []responsibility.VariantInfo, duties []responsibility.DutyInfo) []dutyCell {
	out := []dutyCell{}
	for _, v := range variants {
		for _, d := range duties {
			c := responsibility.Of(v.ID, d.ID)
			out = append(out, dutyCell{v.ID, v.Level, d.ID, c.Owner, c.Reason, append([]string{}, c.Sources...)})
		}
	}
	return out
}

// ownerLetter is an owner in one column of the matrix.
func ownerLetter(o responsibility.Owner) string {
	switch o {
	case responsibility.AWS:
		return "A"
	case responsibility.Customer:
		return "C"
	case responsibility.Shared:
		return "S"
	}
	return "-"
}

func (a *app) printMatrix(variants []responsibility.VariantInfo, duties []responsibility.DutyInfo) error {
	var b strings.Builder
	b.WriteString("A AWS, C customer, S shared, - no such duty. The columns are:\n")
	columns := &terminal.Table{Indent: "  ", Right: []int{0}}
	head := []string{"VARIANT", "LEVEL"}
	for i, d := range duties {
		columns.Rows = append(columns.Rows, []string{fmt.Sprint(i + 1), string(d.ID), d.Name})
		head = append(head, fmt.Sprint(i+1))
	}
	if err := columns.Write(&b, 0); err != nil {
		return err
	}
	b.WriteString("\n")
	t := &terminal.Table{Head: head}
	for _, v := range variants {
		row := []string{string(v.ID), string(v.Level)}
		for _, d := range duties {
			row = append(row, ownerLetter(responsibility.Of(v.ID, d.ID).Owner))
		}
		t.Rows = append(t.Rows, row)
	}
	if err := t.Write(&b, 0); err != nil {
		return err
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

func (a *app) printVariant(v responsibility.VariantInfo, duties []responsibility.DutyInfo) error {
	var b strings.Builder
	width := a.widthOf(a.stdout)
	fmt.Fprintf(&b, "%s is of level %s.\n", v.ID, v.Level)
	if v.Detect != "" {
		b.WriteString(terminal.Wrap("Recognised by: "+v.Detect, "", "  ", width))
	}
	if v.Note != "" {
		b.WriteString(terminal.Wrap("Note: "+v.Note, "", "  ", width))
	}
	b.WriteString("\n")
	t := &terminal.Table{Head: []string{"DUTY", "OWNER", "WHY"}}
	for _, d := range duties {
		c := responsibility.Of(v.ID, d.ID)
		t.Rows = append(t.Rows, []string{string(d.ID), c.Owner.String(), c.Reason})
	}
	if err := t.Write(&b, a.tableWidth()); err != nil {
		return err
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

func (a *app) printDuty(variants []responsibility.VariantInfo, d responsibility.DutyInfo) error {
	var b strings.Builder
	width := a.widthOf(a.stdout)
	b.WriteString(terminal.Wrap(string(d.ID)+": "+d.Definition, "", "  ", width))
	b.WriteString("\n")
	t := &terminal.Table{Head: []string{"VARIANT", "OWNER", "WHY"}}
	for _, v := range variants {
		c := responsibility.Of(v.ID, d.ID)
		t.Rows = append(t.Rows, []string{string(v.ID), c.Owner.String(), c.Reason})
	}
	if err := t.Write(&b, a.tableWidth()); err != nil {
		return err
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

// printCell says who owns a duty on a variant, why, where that is written, and what can prove it.
func (a *app) printCell(v responsibility.VariantInfo, d responsibility.DutyInfo) error {
	var b strings.Builder
	width := a.widthOf(a.stdout)
	c := responsibility.Of(v.ID, d.ID)
	wrap := func(name, text string) {
		if text != "" {
			b.WriteString(terminal.Wrap(name+": "+text, "", "  ", width))
		}
	}
	fmt.Fprintf(&b, "%s on %s: %s\n", d.ID, v.ID, c.Owner)
	wrap("Why", c.Reason)
	wrap("The duty", d.Definition)
	wrap("The variant", cmp.Or(v.Detect, string(v.ID))+" (level "+string(v.Level)+")")
	wrap("Where AWS and the article differ", v.ArticleDisagreement)
	wrap("No API proves", d.CannotProve)
	wrap("A person vouches for", d.Attestation)
	if ids := checksFor(v.ID, d.ID); c.Owner.Judged() {
		wrap("Checks", cmp.Or(strings.Join(ids, ", "), "none in this build: the duty stays not-assessed"))
	}
	b.WriteString("Sources:\n")
	for _, id := range c.Sources {
		s, _ := responsibility.SourceOf(id)
		b.WriteString(terminal.Wrap(strings.TrimSpace(cmp.Or(s.Title, id)+" "+s.URL), "  ", "    ", width))
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

// checksFor returns the checks of a duty on a variant.
func checksFor(v responsibility.Variant, d responsibility.Duty) []string {
	var out []string
	for _, c := range checklist.Checks() {
		if c.Info().Duty == d && slices.Contains(c.Type().Variants, v) {
			out = append(out, c.Info().ID)
		}
	}
	return out
}
