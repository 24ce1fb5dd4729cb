package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/access"
	"demarc/checks/escalation"
	"demarc/inventory"
	"demarc/report/terminal"
)

// A whoDocument is who can use an action on a resource, as JSON.
type whoDocument struct {
	Account      string           `json:"account"`
	Organization organizationItem `json:"organization"`
	Action       string           `json:"action"`
	Resource     string           `json:"resource"`
	Principals   []whoItem        `json:"principals"`
	Outside      []outsideItem    `json:"outside"`
	Missing      []missing        `json:"missing"`
}

type whoItem struct {
	ARN      string   `json:"arn"`
	Possible bool     `json:"possible"`
	Why      string   `json:"why"`
	Holders  []string `json:"holders,omitempty"` // of IAM Identity Center
}

// An outsideItem is a grant of the resource's policy to others than the account.
type outsideItem struct {
	Class     string              `json:"class"`
	Accounts  []string            `json:"accounts"`
	Statement string              `json:"statement"`
	Witness   *access.RequestForm `json:"witness"`
}

func (a *app) accessWhoCanCommand() *cobra.Command {
	var (
		connect connectFlags
		format  formatFlag
	)
	cmd := &cobra.Command{
		Use:   "who-can ACTION RESOURCE [SNAPSHOT]",
		Short: "List who can use an action on a resource",
		Long: `List the users and roles that can use an action on a resource, after identity policies,
boundaries and the policy of the resource: a role's trust policy, or that of a bucket, key,
image repository, function, queue, topic, secret, data stream, event bus, table, file system,
search domain, backup vault or REST API. Of others than the account, those are listed whom
that policy lets in. Whoever is let in by a condition that is not known is possible.

The policies of the organization count too, where the account may read them: otherwise the
answer says so, since one of them may stop somebody who is listed.

Exit codes: 0 answered, 2 a mistake in flags or input, 3 not everything was read,
4 the scan could not run.`,
		Example: `  scanner access who-can s3:GetObject arn:aws:s3:::reports/2026.csv --sandbox
  scanner access who-can iam:PassRole arn:aws:iam::111122223333:role/deploy account.snapshot`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			if err := fewArgs(cmd, args, 2, 3, "an action, a resource and perhaps a snapshot file"); err != nil {
				return err
			}
			action, resource := args[0], args[1]
			switch service, name, ok := strings.Cut(action, ":"); {
			case !ok || service == "" || name == "" || strings.ContainsAny(action, "*? "):
				return usagef("%q is not an action: write one, such as s3:GetObject", action)
			case resource != "*" && (strings.Count(resource, ":") < 5 || !strings.HasPrefix(resource, "arn:")):
				return usagef("%q is not an ARN: write it like arn:aws:s3:::reports/2026.csv, or * for actions without a resource", resource)
			}
			snap, err := a.snapshotOf(cmd.Context(), strings.Join(args[2:], ""), nil, &connect, escalation.WantsFor(resource))
			if err != nil {
				return err
			}
			return a.accessWhoCan(snap, action, resource, asJSON)
		},
	}
	format.add(cmd.Flags())
	connect.add(cmd)
	return cmd
}

func (a *app) accessWhoCan(snap *inventory.Snapshot, action, resource string, asJSON bool) error {
	m := escalation.New(snap)
	w := m.WhoCan(action, resource)
	doc := whoDocument{Account: snap.Account, Organization: organizationOf(m), Action: action, Resource: resource, Principals: []whoItem{}, Outside: []outsideItem{}, Missing: append([]missing{}, w.Missing...)}
	for _, p := range w.Principals {
		doc.Principals = append(doc.Principals, whoItem{p.ARN, p.Possible, p.Why, m.Holders(p.ARN)})
	}
	for _, g := range w.Outside {
		doc.Outside = append(doc.Outside, outsideItem{g.Class.String(), append([]string{}, g.Accounts...), g.Statement.Name(), g.Witness.Form()})
	}
	var err error
	if asJSON {
		err = a.writeJSON(doc)
	} else {
		err = a.printWho(&doc, snap)
	}
	if err != nil {
		return err
	}
	return incompleteExit(doc.Missing, snap)
}

func (a *app) printWho(d *whoDocument, snap *inventory.Snapshot) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of account %s can use %s on %s:\n", plural(len(d.Principals), "principal"), terminal.Clean(d.Account), terminal.Clean(d.Action), terminal.Clean(d.Resource))
	for _, p := range d.Principals {
		if p.Possible {
			fmt.Fprintf(&b, "  %s, possibly: %s\n", terminal.Clean(p.ARN), terminal.Clean(p.Why))
		} else {
			fmt.Fprintf(&b, "  %s: %s\n", terminal.Clean(p.ARN), terminal.Clean(p.Why))
		}
		if len(p.Holders) > 0 {
			fmt.Fprintf(&b, "    IAM Identity Center lets in %s\n", terminal.Clean(strings.Join(p.Holders, ", ")))
		}
	}
	if len(d.Outside) > 0 {
		b.WriteString("\nThe policy of the resource lets others in:\n")
	}
	for _, o := range d.Outside {
		fmt.Fprintf(&b, "  %s by %s: %s\n", terminal.Clean(o.Class), terminal.Clean(o.Statement), terminal.Clean(o.Witness.String()))
	}
	printOrganization(&b, d.Organization)
	a.printMissing(&b, d.Missing, snap)
	return a.print(&b)
}
