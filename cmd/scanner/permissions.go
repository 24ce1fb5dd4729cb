package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	"demarc/inventory/collect"
)

// maxPolicy is how many characters, white space aside, a managed policy may have (IAM User Guide, "IAM and AWS STS
// quotas").
const maxPolicy = 6144

// A policyWriter is one form of the least-privilege policy. It writes a managed policy for each part, or one policy for
// all of them where the form has room for one document alone.
type policyWriter struct {
	name  string
	write func(parts [][]string) (string, error)
}

// policyFormats are the forms of the policy, the default first.
func policyFormats() []policyWriter {
	return []policyWriter{{"json", policyJSON}, {"terraform", policyTerraform}, {"cloudformation", policyCloudFormation}}
}

func (a *app) permissionsCommand() *cobra.Command {
	var choose selectFlags
	var format string
	var part int
	var names []string
	for _, f := range policyFormats() {
		names = append(names, f.name)
	}
	cmd := &cobra.Command{
		Use:   "permissions",
		Short: "Print the least-privilege IAM policy for the selected checks",
		Long: `Print the IAM policy with exactly the actions that a scan for the selected checks needs.
Every action only lists or reads. The scan works with less, and says of each result
that it could not decide which action was missing.

A managed policy may have 6,144 characters. What needs more is split between services:
terraform and cloudformation write as many policies, --part chooses one.`,
		Example: `  scanner permissions > policy.json
  scanner permissions --part 1 > policy-1.json
  scanner permissions --framework cis-7.0.0 --format terraform`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			p, err := plan(cs, &choose, &judgeFlags{})
			if err != nil {
				return err
			}
			for _, f := range policyFormats() {
				if f.name != format {
					continue
				}
				parts := split(collect.Actions(callsOf(p)))
				switch {
				case part < 0 || part > len(parts):
					return usagef("--part %d: the policy has %s", part, plural(len(parts), "part"))
				case part > 0:
					parts = parts[part-1 : part]
				case format == "json" && len(parts) > 1:
					fmt.Fprintf(a.stderr, "scanner: the policy has %d characters, and a managed policy may have %d: write its parts with --part 1 to --part %d, or use it inline on a role (10240)\n", policySize(slices.Concat(parts...)), maxPolicy, len(parts))
				}
				text, err := f.write(parts)
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(a.stdout, text)
				return err
			}
			return usage(checks.UnknownValue("--format", format, names))
		},
	}
	cmd.Flags().StringVar(&format, "format", names[0], "`form` of the policy: "+strings.Join(names, ", "))
	cmd.Flags().IntVar(&part, "part", 0, "only this part of a policy that is too long for one managed policy: a `number` from 1; 0 is all")
	a.addSelectFlags(cmd, &choose, false)
	return cmd
}

// split returns the actions in parts that fit a managed policy each, one at least, without taking a service apart: each
// part is as long as it can be.
func split(actions []string) [][]string {
	parts := [][]string{nil}
	for len(actions) > 0 {
		service, _, _ := strings.Cut(actions[0], ":")
		n := slices.IndexFunc(actions, func(x string) bool { return !strings.HasPrefix(x, service+":") })
		if n < 0 {
			n = len(actions)
		}
		last := &parts[len(parts)-1]
		if longer := slices.Concat(*last, actions[:n]); len(*last) == 0 || policySize(longer) <= maxPolicy {
			*last = longer
		} else {
			parts = append(parts, slices.Clone(actions[:n]))
		}
		actions = actions[n:]
	}
	return parts
}

// policyDocument is an IAM policy, in the order in which AWS writes its elements.
type policyDocument struct {
	Version   string
	Statement []policyStatement
}

type policyStatement struct {
	Sid      string
	Effect   string
	Action   []string
	Resource string
}

// policyOf returns the policy that allows the actions. A policy without actions is not valid, so that one without
// statements stands for none.
func policyOf(actions []string) policyDocument {
	d := policyDocument{Version: "2012-10-17", Statement: []policyStatement{}}
	if len(actions) > 0 {
		d.Statement = append(d.Statement, policyStatement{"DemarcScan", "Allow", actions, "*"})
	}
	return d
}

func policySize(actions []string) int {
	b, err := json.Marshal(policyOf(actions))
	if err != nil {
		return 0
	}
	return len(b)
}

func policyJSON(parts [][]string) (string, error) {
	b, err := json.MarshalIndent(policyOf(slices.Concat(parts...)), "", "  ")
	return string(b) + "\n", err
}

// numbered returns what tells a part from the first: "_2" with the mark "_".
func numbered(mark string, i int) string {
	if i == 0 {
		return ""
	}
	return mark + strconv.Itoa(i+1)
}

func policyTerraform(parts [][]string) (string, error) {
	var b strings.Builder
	for i, actions := range parts {
		if i > 0 {
			b.WriteString("\n")
		}
		name := "demarc_scan" + numbered("_", i)
		fmt.Fprintf(&b, "data \"aws_iam_policy_document\" %q {\n  statement {\n    sid       = \"DemarcScan\"\n    effect    = \"Allow\"\n    resources = [\"*\"]\n    actions = [\n", name)
		for _, x := range actions {
			fmt.Fprintf(&b, "      %q,\n", x)
		}
		fmt.Fprintf(&b, "    ]\n  }\n}\n\nresource \"aws_iam_policy\" %q {\n  name        = %q\n  description = \"What a Demarc scan reads\"\n  policy      = data.aws_iam_policy_document.%s.json\n}\n", name, "demarc-scan"+numbered("-", i), name)
	}
	return b.String(), nil
}

func policyCloudFormation(parts [][]string) (string, error) {
	var b, outputs strings.Builder
	b.WriteString("AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: What a Demarc scan reads\nResources:\n")
	for i, actions := range parts {
		n := numbered("", i)
		fmt.Fprintf(&b, "  DemarcScanPolicy%s:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      Description: What a Demarc scan reads\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Sid: DemarcScan\n            Effect: Allow\n            Resource: \"*\"\n            Action:\n", n)
		for _, x := range actions {
			fmt.Fprintf(&b, "              - %q\n", x)
		}
		fmt.Fprintf(&outputs, "  PolicyArn%s:\n    Value: !Ref DemarcScanPolicy%[1]s\n", n)
	}
	b.WriteString("Outputs:\n" + outputs.String())
	return b.String(), nil
}
