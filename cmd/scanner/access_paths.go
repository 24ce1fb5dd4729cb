package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/escalation"
	"demarc/inventory"
	"demarc/report/terminal"
)

// A pathsDocument is who can become whom, as JSON.
type pathsDocument struct {
	Account      string           `json:"account"`
	Organization organizationItem `json:"organization"`
	Admins       []string         `json:"admins"`
	Paths        []pathItem       `json:"paths"`
	Entries      []entryItem      `json:"entries"`
	Missing      []missing        `json:"missing"`
}

type pathItem struct {
	From     string `json:"from"`
	To       string `json:"to"` // an ARN, or "admin"
	Possible bool   `json:"possible"`
	// Everybody is true for a way that every account of AWS has, when the principal has no other.
	Everybody bool       `json:"everybody"`
	Steps     []pathStep `json:"steps"`
}

// An entryItem is a role that somebody outside can assume.
type entryItem struct {
	Role     string              `json:"role"`
	Via      string              `json:"via,omitempty"`
	Holders  []string            `json:"holders,omitempty"` // of IAM Identity Center
	Class    string              `json:"class"`
	Accounts []string            `json:"accounts"`
	Witness  *access.RequestForm `json:"witness"`
	Why      string              `json:"why"`
	Reaches  bool                `json:"reaches_admin"`
	Steps    []pathStep          `json:"steps"`

	path access.Path
}

func (a *app) accessPathsCommand() *cobra.Command {
	var (
		connect  connectFlags
		format   formatFlag
		from, to string
	)
	cmd := &cobra.Command{
		Use:   "paths [SNAPSHOT]",
		Short: "Say who can become an administrator, or somebody else, and by which steps",
		Long: `Say who can become an administrator, or somebody else, and by which steps: passing roles
to services, taking over what has a role, rewriting policies, assuming roles. Steps that
hang on something that is not known are possible ones. Without --from, everybody who can
become an administrator is listed, and the roles through which others enter.

Boundaries and service control policies count. Most accounts may not read the latter: then
the answer says so, since one of them may stop a step that is shown.

Exit codes: 0 answered, 2 a mistake in flags or input, 3 not everything was read,
4 the scan could not run.`,
		Example: `  scanner access paths --sandbox
  scanner access paths --from arn:aws:iam::111122223333:user/ana account.snapshot`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			if err := fewArgs(cmd, args, 0, 1, "a snapshot file or nothing"); err != nil {
				return err
			}
			if to != admin && from == "" {
				return usagef("--to %s needs --from: the ways of everybody are searched to administrators only", to)
			}
			snap, err := a.snapshotOf(cmd.Context(), strings.Join(args, ""), nil, &connect, escalation.EntryWants())
			if err != nil {
				return err
			}
			return a.accessPaths(snap, from, to, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "`ARN` of the user or role that the ways begin at")
	f.StringVar(&to, "to", admin, "`ARN` of the user or role that the ways lead to, or admin")
	format.add(f)
	connect.add(cmd)
	return cmd
}

// admin stands for any administrator.
const admin = "admin"

func (a *app) accessPaths(snap *inventory.Snapshot, from, to string, asJSON bool) error {
	m := escalation.New(snap)
	for _, f := range []field{{"--from", from}, {"--to", to}} {
		if f.value != "" && f.value != admin && !m.Has(f.value) {
			return usagef("%s %q is no user or role of account %s in this snapshot; write it like arn:aws:iam::%s:role/name", f.name, f.value, snap.Account, snap.Account)
		}
	}
	doc := pathsDocument{Account: snap.Account, Organization: organizationOf(m), Admins: append([]string{}, m.Admins()...), Paths: []pathItem{}, Entries: []entryItem{}, Missing: append([]missing{}, m.Missing()...)}
	var paths []access.Path
	add := func(from, to string, p access.Path) *pathItem {
		doc.Paths = append(doc.Paths, pathItem{From: from, To: to, Possible: p.Possible, Steps: stepsOf(p)})
		paths = append(paths, p)
		return &doc.Paths[len(doc.Paths)-1]
	}
	switch {
	case from != "" && to == admin:
		if p, ok := m.PathToAdmin(from); ok {
			add(from, to, p)
		}
	case from != "":
		if p, ok := m.Path(from, to); ok {
			add(from, to, p)
		}
	default:
		for _, e := range m.Escalations() {
			if own, ok := m.OwnPathToAdmin(e.Principal); ok {
				add(e.Principal, admin, own)
			} else {
				add(e.Principal, admin, e.Path).Everybody = true
			}
		}
		for _, e := range m.Entries() {
			doc.Entries = append(doc.Entries, entryItem{e.Role, e.Via, e.Holders, e.Decision.Class.String(), append([]string{}, e.Decision.Accounts...), e.Decision.Witness.Form(), e.Decision.Why, e.Reaches, stepsOf(e.ToAdmin), e.ToAdmin})
		}
	}
	var err error
	switch {
	case asJSON:
		err = a.writeJSON(doc)
	case from != "":
		err = a.printWay(&doc, paths, from, to, snap)
	default:
		err = a.printPaths(&doc, paths, snap)
	}
	if err != nil {
		return err
	}
	return incompleteExit(doc.Missing, snap)
}

// printWay answers for one principal.
func (a *app) printWay(d *pathsDocument, paths []access.Path, from, to string, snap *inventory.Snapshot) error {
	var b strings.Builder
	name := terminal.Clean(escalation.Name(from))
	goal := "an administrator"
	if to != admin {
		goal = terminal.Clean(escalation.Name(to))
	}
	switch {
	case len(paths) == 0 && len(d.Missing) > 0:
		fmt.Fprintf(&b, "No way was found for %s to become %s.\n", name, goal)
	case len(paths) == 0:
		fmt.Fprintf(&b, "There is no known way for %s to become %s.\n", name, goal)
	case len(paths[0].Steps) == 0:
		fmt.Fprintf(&b, "%s is %s already.\n", name, goal)
	default:
		fmt.Fprintf(&b, "%s %s become %s in %s:\n", name, canOrMay(paths[0].Possible), goal, plural(len(paths[0].Steps), "step"))
		printSteps(&b, "  ", paths[0])
	}
	printOrganization(&b, d.Organization)
	a.printMissing(&b, d.Missing, snap)
	return a.print(&b)
}

func canOrMay(possible bool) string {
	if possible {
		return "may possibly"
	}
	return "can"
}

func (a *app) printPaths(d *pathsDocument, paths []access.Path, snap *inventory.Snapshot) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Account %s has %s:\n", terminal.Clean(d.Account), plural(len(d.Admins), "administrator"))
	for _, arn := range d.Admins {
		fmt.Fprintf(&b, "  %s\n", terminal.Clean(arn))
	}
	for _, possible := range []bool{false, true} {
		var part strings.Builder
		n := 0
		for i, p := range paths {
			if p.Possible == possible && !d.Paths[i].Everybody {
				n++
				fmt.Fprintf(&part, "  %s\n", terminal.Clean(d.Paths[i].From))
				printSteps(&part, "    ", p)
			}
		}
		if n > 0 {
			fmt.Fprintf(&b, "\n%s %s become one:\n%s", plural(n, "principal"), canOrMay(possible), part.String())
		}
	}
	a.printEverybody(&b, d.Paths)
	if len(paths) == 0 {
		b.WriteString("\nNobody else was found who can become one.\n")
	}
	printEntries(&b, d.Entries)
	if d.Organization.ServiceControlPolicies == "applied" {
		fmt.Fprintf(&b, "\nThe service control policies of organization %s are taken into account.\n", terminal.Clean(d.Organization.ID))
	}
	printOrganization(&b, d.Organization)
	a.printMissing(&b, d.Missing, snap)
	return a.print(&b)
}

// printEverybody names those who have no other way than every account of AWS, which the ways from outside show.
func (a *app) printEverybody(b *strings.Builder, paths []pathItem) {
	var names []string
	for _, p := range paths {
		if p.Everybody {
			names = append(names, terminal.Clean(escalation.Name(p.From)))
		}
	}
	if len(names) == 0 {
		return
	}
	most := 5
	if a.global.verbose {
		most = len(names)
	}
	fmt.Fprintf(b, "\n%s more can become one as every account of AWS can, by a role below that lets everybody in:\n  %s\n", plural(len(names), "principal"), checks.First(names, most))
}

// printEntries writes who comes in from outside, first by ways that lead to administration.
func printEntries(b *strings.Builder, entries []entryItem) {
	if len(entries) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s from outside:\n", plural(len(entries), "way"))
	for _, reaches := range []bool{true, false} {
		for _, e := range entries {
			if e.Reaches == reaches {
				printEntry(b, e)
			}
		}
	}
}

func printEntry(b *strings.Builder, e entryItem) {
	fmt.Fprintf(b, "  %s\n", terminal.Clean(e.Role))
	if e.Via != "" {
		fmt.Fprintf(b, "    through the policy of %s, which has the role:\n", terminal.Clean(e.Via))
	}
	fmt.Fprintf(b, "    %s\n", terminal.Clean(e.Why))
	if len(e.Holders) > 0 {
		fmt.Fprintf(b, "    IAM Identity Center lets in %s\n", terminal.Clean(strings.Join(e.Holders, ", ")))
	}
	switch {
	case e.Reaches && len(e.path.Steps) == 0:
		b.WriteString("    it is an administrator\n")
	case e.Reaches:
		fmt.Fprintf(b, "    it %s become an administrator:\n", canOrMay(e.path.Possible))
		printSteps(b, "      ", e.path)
	}
}
