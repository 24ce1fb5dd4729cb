package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/access"
	"demarc/checks/escalation"
	"demarc/inventory"
	collectors "demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/report/terminal"
)

func (a *app) accessCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "access",
		Short: "Ask an account who can become whom, who can do what, and what the network lets reach",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.accessPathsCommand(), a.accessReachCommand(), a.accessWhoCanCommand())
	return cmd
}

// snapshotOf loads the snapshot in a file, or scans an account for what a question needs when path is empty.
func (a *app) snapshotOf(ctx context.Context, path string, regions []string, c *connectFlags, wants []inventory.Want) (*inventory.Snapshot, error) {
	choose := selectFlags{regions: regions}
	if err := choose.validate(); err != nil {
		return nil, err
	}
	if path != "" {
		for _, f := range []struct {
			name string
			set  bool
		}{{"sandbox", c.sandbox}, {"profile", c.profile != ""}, {"role-arn", c.roleARN != ""}, {"external-id", c.externalID != ""}} {
			if f.set {
				return nil, usagef("%s is a snapshot, which needs no account: leave out --%s", path, f.name)
			}
		}
		snap, err := inventory.Load(path, collectors.Types())
		return snap, usage(err)
	}
	p, err := collect.NewPlan(collectors.Collectors(), wants)
	if err != nil {
		return nil, err
	}
	return a.collect(ctx, p, &choose, c)
}

// fewArgs demands between least and most arguments, the last of which may be a snapshot.
func fewArgs(cmd *cobra.Command, args []string, least, most int, what string) error {
	if len(args) < least || len(args) > most {
		return usagef("%s takes %s, but got %s", cmd.CommandPath(), what, plural(len(args), "argument"))
	}
	return nil
}

// A missing is something that was not read, as JSON.
type missing = escalation.Missing

// incomplete is the exit of an answer that lacks something.
func incompleteExit(ms []missing, snap *inventory.Snapshot) error {
	if len(ms) > 0 || snap.Interrupted != "" {
		return &exitError{code: exitIncomplete}
	}
	return nil
}

// maxMissing is how many gaps an answer in text lists, unless --verbose.
const maxMissing = 10

// An organizationItem is whether the organization's policies count in an answer, as JSON: "applied", "none" or "unknown".
type organizationItem struct {
	ID                      string `json:"id,omitempty"`
	ServiceControlPolicies  string `json:"service_control_policies"`
	ResourceControlPolicies string `json:"resource_control_policies"`
}

func organizationOf(m *escalation.Model) organizationItem {
	word := func(levels [][]*access.Document, gap *inventory.Gap) string {
		switch {
		case gap != nil:
			return "unknown"
		case len(levels) == 0:
			return "none"
		}
		return "applied"
	}
	o := m.Organization()
	return organizationItem{o.OrgID, word(o.SCPs, o.SCPGap), word(o.RCPs, o.RCPGap)}
}

// printOrganization says that service control policies are not known. They only take away, so that the answer stands.
func printOrganization(b *strings.Builder, o organizationItem) {
	if o.ServiceControlPolicies == "unknown" {
		b.WriteString("\nThe service control policies over the account are not known: one of them may stop what is listed here.\n")
	}
}

// printMissing writes what the answer lacks, for people.
func (a *app) printMissing(b *strings.Builder, ms []missing, snap *inventory.Snapshot) {
	if snap.Interrupted != "" {
		fmt.Fprintf(b, "\nThe scan was cut short: %s\n", terminal.Clean(snap.Interrupted))
	}
	if len(ms) == 0 {
		return
	}
	b.WriteString("\nNot read, so that the answer may lack something or say too much:\n")
	counts := map[string]int{}
	for _, m := range ms {
		counts[m.What]++
	}
	shown, last := 0, ""
	for i, m := range ms {
		if m.What == last && !a.global.verbose {
			continue // the same of another region
		}
		if shown == maxMissing && !a.global.verbose {
			fmt.Fprintf(b, "  and %d more (--verbose lists them)\n", len(ms)-i)
			break
		}
		fmt.Fprintf(b, "  %s: %s", terminal.Clean(m.What), terminal.Clean(m.Why))
		if n := counts[m.What]; n > 1 && !a.global.verbose {
			fmt.Fprintf(b, ", and %d more like it", n-1)
		}
		b.WriteString("\n")
		shown, last = shown+1, m.What
	}
}

func (a *app) print(b *strings.Builder) error {
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

// A pathStep is a step as JSON.
type pathStep struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Method   string `json:"method"`
	Name     string `json:"name"`
	Via      string `json:"via,omitempty"`
	Possible bool   `json:"possible"`
	Text     string `json:"text"`
}

func stepsOf(p access.Path) []pathStep {
	out := []pathStep{}
	for _, s := range p.Steps {
		out = append(out, pathStep{s.From, s.To, s.Method, s.Name, s.Via, s.Possible, escalation.Describe(s)})
	}
	return out
}

// printSteps writes a way, one step a line.
func printSteps(b *strings.Builder, indent string, p access.Path) {
	for i, s := range p.Steps {
		fmt.Fprintf(b, "%s%d. %s\n", indent, i+1, terminal.Clean(escalation.Describe(s)))
	}
}
