package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/report/terminal"
)

// A lintedFile is what lint says of one file, as JSON.
type lintedFile struct {
	File     string       `json:"file"`
	Findings []lintedItem `json:"findings"`
}

// A lintedItem is one finding with its place. Statement counts from 1; 0 is the whole document.
type lintedItem struct {
	Name      string          `json:"name"`
	Severity  checks.Severity `json:"severity"`
	Line      int             `json:"line"`
	Column    int             `json:"column"`
	Statement int             `json:"statement"`
	Actions   []string        `json:"actions"`
	Methods   []string        `json:"methods"`
	Text      string          `json:"text"`
}

func (a *app) policyLintCommand() *cobra.Command {
	var (
		format formatFlag
		ndjson ndjsonFlag
		failOn string
		narrow bool
	)
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Find what is dangerous, wrong or without effect in identity policies",
		Long: `Find what is dangerous, wrong or without effect in identity policies, with file, line
and column: administration and the ways to get there, wildcards, exposure of credentials
and data, actions and keys that do not exist, statements that never match.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a mistake in flags or input.`,
		Example: `  scanner policy lint --fail-on high policies/*.json
  scanner policy lint --ndjson < policies.ndjson`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			threshold, err := checks.ParseSeverity(failOn)
			if err != nil {
				return usage(checks.UnknownValue("--fail-on", failOn, severityNames()))
			}
			if ndjson {
				if err := ndjson.alone(cmd, args, "narrow"); err != nil {
					return err
				}
				return a.answerLines(cmd.Context(), questions{
					fields: [][]string{{"policy", "policy_text"}},
					answer: func(line []byte) (any, error) { return access.AnswerLint(line) },
				})
			}
			if len(args) == 0 {
				return usagef("%s needs policy files, or - for standard input", cmd.CommandPath())
			}
			return a.lint(args, access.LintOptions{NarrowResources: narrow}, threshold, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&failOn, "fail-on", "low", "exit with 1 for findings of this `severity` or worse")
	f.BoolVar(&narrow, "narrow", false, "report exposures of named resources too, not only of all")
	format.add(f)
	ndjson.add(f, "id, policy, policy_text, extra_policies, service, params")
	return cmd
}

// lint reads all files before it says anything, so that a name that is mistyped gives no half of a report.
func (a *app) lint(paths []string, o access.LintOptions, threshold checks.Severity, asJSON bool) error {
	files, worst := []lintedFile{}, checks.NoSeverity
	for _, p := range paths {
		text, err := a.readInput(p)
		if err != nil {
			return err
		}
		f := lintedFile{shown(p), []lintedItem{}}
		for _, x := range access.LintText(text, o) {
			item := lintedItem{x.Name, lintSeverity(x.Name), x.Pos.Line, x.Pos.Column, x.Statement + 1, append([]string{}, x.Actions...), append([]string{}, x.Methods...), x.Text}
			f.Findings = append(f.Findings, item)
			worst = max(worst, item.Severity)
		}
		files = append(files, f)
	}
	var err error
	if asJSON {
		err = a.writeJSON(files)
	} else {
		err = a.printLint(files)
	}
	if err == nil && worst >= threshold {
		return &exitError{code: exitFailed}
	}
	return err
}

// printLint writes one line for each finding, in the form that editors and CI systems find places in.
func (a *app) printLint(files []lintedFile) error {
	var b strings.Builder
	count := 0
	for _, f := range files {
		for _, x := range f.Findings {
			count++
			fmt.Fprintf(&b, "%s:%d:%d: %s %s: %s\n", terminal.Clean(f.File), x.Line, x.Column, x.Severity, x.Name, terminal.Clean(x.Text))
		}
	}
	fmt.Fprintf(&b, "%s in %s\n", plural(count, "finding"), plural(len(files), "file"))
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

// lintSeverity says how bad a finding of lint is: medium where severityOf has no answer.
func lintSeverity(name string) checks.Severity {
	if s, listed := severityOf(name); listed {
		return s
	}
	return checks.Medium
}

// severityOf lists the severities of findings. A test holds the list to what the worked cases find.
func severityOf(name string) (s checks.Severity, listed bool) {
	switch name {
	case "admin", "admin_like", "privilege_escalation", "credentials_exposure", "passrole_wildcard", "not_principal_allow", "sensitive_access",
		"mfa_allows_without", "for_all_values_when_missing", "malformed", "unknown_operator", "too_large":
		return checks.High, true
	case "service_wildcard", "full_service_access", "resource_exposure", "resource_policy_change", "data_exfiltration", "permissive_assume_role",
		"permissions_management", "passrole", "not_action", "not_resource_allow", "mfa_misses_access_keys", "set_operator_on_single_value", "null_not_bool",
		"never_matches", "unknown_action", "unknown_service", "unknown_condition_key", "type_mismatch", "resource_mismatch", "invalid_arn", "too_involved":
		return checks.Medium, true
	case "infrastructure_modification", "marketplace_subscribe_wildcard", "missing_resource_constraints", "write_without_constraints",
		"resource_star", "resource_wildcard", "resource_effectively_wildcard", "resource_mismatch_wildcard", "invalid_sid", "duplicate_sid":
		return checks.Low, true
	case "tagging_without_constraints", "unrestrictable_actions":
		return checks.Informational, true
	}
	return checks.NoSeverity, false
}
