package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	"demarc/inventory/collect"
)

// maxPolicy is how many characters, white space aside, a managed policy may have (IAM User Guide, "IAM and AWS STS
// quotas").
const maxPolicy = 6144

// A policyWriter is one form of the least-privilege policy.
type policyWriter struct {
	name  string
	write func(actions []string) (string, error)
}

// policyFormats are the forms of the policy, the default first.
func policyFormats() []policyWriter {
	return []policyWriter{{"json", policyJSON}, {"terraform", policyTerraform}, {"cloudformation", policyCloudFormation}}
}

func (a *app) permissionsCommand() *cobra.Command {
	var choose selectFlags
	var format string
	var names []string
	for _, f := range policyFormats() {
		names = append(names, f.name)
	}
	cmd := &cobra.Command{
		Use:   "permissions",
		Short: "Print the least-privilege IAM policy for the selected checks",
		Long: `Print the IAM policy with exactly the actions that a scan for the selected checks needs.
Every action only lists or reads. The scan works with less, and says of each result
that it could not decide which action was missing.`,
		Example: `  scanner permissions > policy.json
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
				actions := collect.Actions(callsOf(p))
				if n := policySize(actions); n > maxPolicy {
					fmt.Fprintf(a.stderr, "scanner: the policy has %d characters, and a managed policy may have %d: split it by --service, or use it inline on a role (10240)\n", n, maxPolicy)
				}
				text, err := f.write(actions)
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
	a.addSelectFlags(cmd, &choose, false)
	return cmd
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

func policyJSON(actions []string) (string, error) {
	b, err := json.MarshalIndent(policyOf(actions), "", "  ")
	return string(b) + "\n", err
}

func policyTerraform(actions []string) (string, error) {
	var b strings.Builder
	b.WriteString("data \"aws_iam_policy_document\" \"demarc_scan\" {\n  statement {\n    sid       = \"DemarcScan\"\n    effect    = \"Allow\"\n    resources = [\"*\"]\n    actions = [\n")
	for _, x := range actions {
		fmt.Fprintf(&b, "      %q,\n", x)
	}
	b.WriteString("    ]\n  }\n}\n\nresource \"aws_iam_policy\" \"demarc_scan\" {\n  name        = \"demarc-scan\"\n  description = \"What a Demarc scan reads\"\n  policy      = data.aws_iam_policy_document.demarc_scan.json\n}\n")
	return b.String(), nil
}

func policyCloudFormation(actions []string) (string, error) {
	var b strings.Builder
	b.WriteString("AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: What a Demarc scan reads\nResources:\n  DemarcScanPolicy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      Description: What a Demarc scan reads\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Sid: DemarcScan\n            Effect: Allow\n            Resource: \"*\"\n            Action:\n")
	for _, x := range actions {
		fmt.Fprintf(&b, "              - %q\n", x)
	}
	b.WriteString("Outputs:\n  PolicyArn:\n    Value: !Ref DemarcScanPolicy\n")
	return b.String(), nil
}
