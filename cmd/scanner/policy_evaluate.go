package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/access"
)

// evaluateFlags are one request and the policies that decide it.
type evaluateFlags struct {
	request                        access.Request
	context, unknown               []string
	identity, session, scps, rcps  []string
	boundary, resource, management string
}

// requestFlags are the flags that a request file stands in for.
func requestFlags() []string {
	return []string{"principal", "action", "resource", "resource-account", "context", "unknown-context", "identity", "boundary", "session",
		"resource-policy", "scp", "rcp", "management-account"}
}

func (a *app) policyEvaluateCommand() *cobra.Command {
	var (
		format formatFlag
		ndjson ndjsonFlag
		e      evaluateFlags
	)
	cmd := &cobra.Command{
		Use:   "evaluate [REQUEST]",
		Short: "Decide a request as AWS would, and say which statement decided",
		Long: `Decide one request against all policies that can decide it: allowed, explicitDeny,
implicitDeny or unknown, and which statement of which policy decided. The request comes
from flags, or from a file with the fields of --ndjson. A condition key that is given
neither by --context nor by --unknown-context is not in the request.

Exit codes: 0 decided, 2 a mistake in flags or input, 3 the decision is unknown.`,
		Example: `  scanner policy evaluate --principal arn:aws:iam::111122223333:user/ana --action s3:GetObject \
    --resource arn:aws:s3:::reports/2026.csv --identity ana.json --context aws:SourceIp=192.0.2.7
  scanner policy evaluate request.json
  scanner policy evaluate --ndjson < questions.ndjson`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			ask := questions{
				fields: [][]string{{"principal"}, {"action"}, {"resource"}},
				answer: func(line []byte) (any, error) { return access.AnswerEvaluate(line) },
			}
			if ndjson {
				if err := ndjson.alone(cmd, args, requestFlags()...); err != nil {
					return err
				}
				return a.answerLines(cmd.Context(), ask)
			}
			if len(args) == 0 {
				return a.evaluateFlags(&e, asJSON)
			}
			if err := oneArg("a request file")(cmd, args); err != nil {
				return err
			}
			for _, name := range requestFlags() {
				if cmd.Flags().Changed(name) {
					return usagef("the request is in %s: leave out --%s", shown(args[0]), name)
				}
			}
			return a.evaluateFile(args[0], ask, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&e.request.Principal, "principal", "", "`ARN` of the caller; * for an unsigned request, or a service such as sns.amazonaws.com")
	f.StringVar(&e.request.Action, "action", "", "IAM `action`, such as s3:GetObject")
	f.StringVar(&e.request.Resource, "resource", "", "`ARN` of the resource, or * for actions without one")
	f.StringVar(&e.request.ResourceAccount, "resource-account", "", "`id` of the account that owns the resource, where the ARN does not tell")
	f.StringArrayVar(&e.context, "context", nil, "condition `key=value` of the request; repeat it for more keys, and for more values of one")
	f.StringArrayVar(&e.unknown, "unknown-context", nil, "condition `key` of which nothing is known (repeatable)")
	f.StringArrayVar(&e.identity, "identity", nil, "`file` with an identity policy of the caller (repeatable)")
	f.StringVar(&e.boundary, "boundary", "", "`file` with the caller's permissions boundary")
	f.StringArrayVar(&e.session, "session", nil, "`file` with a session policy (repeatable)")
	f.StringVar(&e.resource, "resource-policy", "", "`file` with the policy of the resource: bucket policy, key policy, trust policy, ...")
	f.StringArrayVar(&e.scps, "scp", nil, "`files` with the service control policies of one level, comma-separated; repeat it for each level")
	f.StringArrayVar(&e.rcps, "rcp", nil, "`files` with the resource control policies of one level, comma-separated; repeat it for each level")
	f.StringVar(&e.management, "management-account", "", "`id` of the organisation's management account, which SCPs and RCPs do not bind")
	format.add(f)
	ndjson.add(f, "id, principal, action, resource, resource_account, context, unknown_context, identity_policies, boundary, session_policies, resource_policy, scps, rcps, management_account")
	return cmd
}

// evaluateFile answers the one question of a file.
func (a *app) evaluateFile(path string, ask questions, asJSON bool) error {
	text, err := a.readInput(path)
	if err != nil {
		return err
	}
	if _, err := ask.check(text); err != nil {
		return usagef("%s: %s", shown(path), lineError(err))
	}
	got, err := access.AnswerEvaluate(text)
	if err != nil {
		return usagef("%s: %s", shown(path), lineError(err))
	}
	return a.printDecision(got, asJSON)
}

// evaluateFlags answers the question that the flags ask.
func (a *app) evaluateFlags(e *evaluateFlags, asJSON bool) error {
	for _, f := range []field{{"--principal", e.request.Principal}, {"--action", e.request.Action}, {"--resource", e.request.Resource}} {
		if f.value == "" {
			return usagef("%s is missing: a request has a principal, an action and a resource; or name a request file, or use --ndjson", f.name)
		}
	}
	values := map[string][]string{}
	for _, c := range e.context {
		key, value, ok := strings.Cut(c, "=")
		if !ok || key == "" {
			return usagef("--context %q: write it as key=value, such as aws:SourceIp=192.0.2.7", c)
		}
		key = strings.ToLower(key) // keys are compared without case
		values[key] = append(values[key], value)
	}
	e.request.Context = access.NewContext(values)
	for _, key := range e.unknown {
		e.request.Context.SetUnknown(key)
	}
	ps, err := a.policies(e)
	if err != nil {
		return err
	}
	r := access.Evaluate(e.request, ps)
	got := access.EvaluateAnswer{Decision: r.Verdict.String(), Why: r.Why}
	if r.Statement != nil {
		got.Statement = fmt.Sprintf("%s: %s", e.named(r.Source), r.Statement.Name())
		if r.Statement.Pos.Line > 0 {
			got.Statement += fmt.Sprintf(" (line %d)", r.Statement.Pos.Line)
		}
	}
	return a.printDecision(got, asJSON)
}

// policies reads the files of the policies.
func (a *app) policies(e *evaluateFlags) (ps access.Policies, err error) {
	ps.ManagementAccount = e.management
	if ps.Identity, err = a.policyFiles(e.identity); err != nil {
		return ps, err
	}
	if ps.Session, err = a.policyFiles(e.session); err != nil {
		return ps, err
	}
	for _, one := range []struct {
		path string
		into **access.Document
	}{{e.boundary, &ps.Boundary}, {e.resource, &ps.Resource}} {
		if one.path != "" {
			if *one.into, err = a.policyFile(one.path); err != nil {
				return ps, err
			}
		}
	}
	for _, levels := range []struct {
		lists []string
		into  *[][]*access.Document
	}{{e.scps, &ps.SCPs}, {e.rcps, &ps.RCPs}} {
		for _, list := range levels.lists {
			level, err := a.policyFiles(strings.Split(list, ","))
			if err != nil {
				return ps, err
			}
			*levels.into = append(*levels.into, level)
		}
	}
	return ps, nil
}

// named adds the file to what the evaluator calls a policy.
func (e *evaluateFlags) named(source string) string {
	path := ""
	number, isIdentity := strings.CutPrefix(source, "identity policy ")
	switch n, _ := strconv.Atoi(number); {
	case isIdentity && n >= 1 && n <= len(e.identity):
		path = e.identity[n-1]
	case source == "permissions boundary":
		path = e.boundary
	case source == "resource policy":
		path = e.resource
	}
	if path == "" {
		return source
	}
	return source + " " + filepath.Base(path)
}

func (a *app) printDecision(got access.EvaluateAnswer, asJSON bool) error {
	var err error
	if asJSON {
		err = a.writeJSON(got)
	} else {
		err = a.printFields([]field{{"decision", got.Decision}, {"statement", got.Statement}, {"why", got.Why}})
	}
	if err == nil && got.Decision == access.VerdictUnknown.String() {
		return &exitError{code: exitIncomplete}
	}
	return err
}
