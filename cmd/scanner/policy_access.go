package main

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/access"
)

func (a *app) policyAccessCommand() *cobra.Command {
	var (
		format formatFlag
		ndjson ndjsonFlag
		q      access.AccessQuestion
	)
	cmd := &cobra.Command{
		Use:   "access FILE",
		Short: "Say who gets in by a resource policy, with a request that proves it",
		Long: `Say who can use a resource through its policy: public, cross_account, org, private or
unknown. A grant to a service counts by the accounts that the conditions bind it to, and
as private with confused_deputy where nothing binds it. The witness is a request that
the policy allows; what the caller needs in an account of its own is taken as given.

Exit codes: 0 decided, 2 a mistake in flags or input, 3 the verdict is unknown.`,
		Example: `  scanner policy access --type s3.bucket --account 111122223333 bucket-policy.json
  scanner policy access --ndjson < questions.ndjson`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			if ndjson {
				if err := ndjson.alone(cmd, args, "type", "account", "org", "arn"); err != nil {
					return err
				}
				return a.answerLines(cmd.Context(), questions{
					fields: [][]string{{"policy"}},
					answer: func(line []byte) (any, error) { return access.AnswerAccess(line) },
				})
			}
			if err := oneArg("a policy file, or - for standard input")(cmd, args); err != nil {
				return err
			}
			if err := checkOwner(q.AccountID, q.OrgID); err != nil {
				return err
			}
			return a.policyAccess(args[0], q, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.ResourceType, "type", "", "`kind` of the resource, such as s3.bucket, kms.key, iam.role or sqs.queue")
	f.StringVar(&q.AccountID, "account", "", "`id` of the account that owns the resource; without it every account is foreign")
	f.StringVar(&q.OrgID, "org", "", "`id` of the organisation of that account")
	f.StringVar(&q.ResourceARN, "arn", "", "`ARN` of the resource; grants on others then do not count")
	format.add(f)
	ndjson.add(f, "id, resource_type, account_id, org_id, policy, resource_arn")
	return cmd
}

var (
	accountID      = regexp.MustCompile(`^[0-9]{12}$`)
	organizationID = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)
)

// checkOwner refuses ids that are none: a slip in them would turn the own account into a foreign one.
func checkOwner(account, org string) error {
	switch {
	case account != "" && !accountID.MatchString(account):
		return usagef("--account %q is not the id of an account: it has 12 digits", account)
	case org != "" && !organizationID.MatchString(org):
		return usagef("--org %q is not the id of an organisation: write it like o-a1b2c3d4e5", org)
	}
	return nil
}

func (a *app) policyAccess(path string, q access.AccessQuestion, asJSON bool) error {
	text, _, err := a.policyText(path)
	if err != nil {
		return err
	}
	q.ID, q.Policy = shown(path), text
	line, err := json.Marshal(q)
	if err != nil {
		return usagef("%s: %w", shown(path), err)
	}
	got, err := access.AnswerAccess(line)
	if err != nil {
		return usagef("%s: %w", shown(path), err)
	}
	if asJSON {
		err = a.writeJSON(got)
	} else {
		err = a.printFields([]field{
			{"verdict", got.Verdict}, {"class", got.Class}, {"accounts", strings.Join(got.Accounts, ", ")}, {"orgs", strings.Join(got.Orgs, ", ")},
			{"services", strings.Join(got.Services, ", ")}, {"deputy", deputy(got.ConfusedDeputy)}, {"conditions", strings.Join(got.Conditions, "; ")},
			{"witness", got.Witness.String()}, {"why", got.Why},
		})
	}
	if err == nil && got.Verdict == "unknown" {
		return &exitError{code: exitIncomplete}
	}
	return err
}

func deputy(confused bool) string {
	if confused {
		return "confused: nothing binds the service to an account or an organisation"
	}
	return ""
}
