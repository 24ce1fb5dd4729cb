package resourcepolicy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/organizations"
	"demarc/inventory/responsibility"
)

const arn = "arn:aws:ecr:" + checks.CaseRegion + ":" + checks.CaseAccount + ":repository/web"

var examples = resourcepolicy.Examples[ecr.Repository]{With: repository, Call: ecr.GetRepositoryPolicy, Action: "ecr:BatchGetImage", ARN: arn}

func repository(policy inventory.Fact[string]) ecr.Repository {
	return ecr.Repository{Ref: inventory.Ref{ID: "web", ARN: arn, Region: checks.CaseRegion, Account: checks.CaseAccount}, Policy: policy}
}

func policyOf(r *ecr.Repository) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: r.Policy, Type: "ecr.repository", ARN: r.ARN}
}

func check(run func(*checks.View[ecr.Repository]) checks.Verdict, cases []checks.Case[ecr.Repository]) *checks.Check[ecr.Repository] {
	return &checks.Check[ecr.Repository]{
		Meta:  checks.Meta{ID: "ecr-repository-policy", Duty: responsibility.AccessPolicy, Severity: checks.High},
		Reads: []*inventory.Call{ecr.GetRepositoryPolicy}, With: guardrails.Wants(), Run: run, Cases: cases,
	}
}

// TestExamples holds that the cases which every service shows come out as they say.
func TestExamples(t *testing.T) {
	plain := examples
	plain.NoService, plain.ARN = true, ""
	for name, c := range map[string]*checks.Check[ecr.Repository]{
		"public":              check(resourcepolicy.NotPublic(policyOf), examples.NotPublic()),
		"trusted":             check(resourcepolicy.TrustedAccounts(policyOf), examples.Trusted()),
		"named":               check(resourcepolicy.NamedAccounts(policyOf, "ecr-repository-policy-not-public"), examples.NamedAccounts()),
		"trusted_bound":       check(resourcepolicy.TrustedAndBound(policyOf), examples.TrustedAndBound()),
		"bound":               check(resourcepolicy.SourceBound(policyOf), examples.SourceBound()),
		"tls":                 check(resourcepolicy.TLSOnly(policyOf), examples.TLS()),
		"public_any_resource": check(resourcepolicy.NotPublic(policyOf), plain.NotPublic()),
		"trusted_no_service":  check(resourcepolicy.TrustedAccounts(policyOf), plain.Trusted()),
	} {
		t.Run(name, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}

// TestMessages holds what the checks say: who gets in, by which statement, and a request that proves it.
func TestMessages(t *testing.T) {
	const (
		stranger = "arn:aws:iam::210987654321:role/stranger calls ecr:BatchGetImage on " + arn
		bucket   = `"ArnLike":{"aws:SourceArn":"arn:aws:s3:::orders"}`
	)
	public, trusted, bound := resourcepolicy.NotPublic(policyOf), resourcepolicy.TrustedAccounts(policyOf), resourcepolicy.SourceBound(policyOf)
	allow := func(principal, condition string) ecr.Repository {
		return examples.Given(examples.Allow(principal, condition))
	}
	for name, tt := range map[string]struct {
		run   func(*checks.View[ecr.Repository]) checks.Verdict
		given ecr.Repository
		want  string
	}{
		"public_none":     {public, repository(inventory.Known("")), "pass: no stranger gets in: there is no policy, so only IAM policies of the owning account decide"},
		"public_anyone":   {public, allow(`"*"`, ""), "fail: the policy is any-aws: Example lets in any AWS account, e.g. " + stranger},
		"public_unheard":  {public, allow(`"*"`, `"StringEquals":{"vendor:Unheard":"x"}`), "unknown: it cannot be told whether the policy lets strangers in: Example could not be decided (StringEquals vendor:Unheard x); read it and treat it as open until then"},
		"trusted_partner": {trusted, allow(`{"AWS":"444455556666"}`, ""), "fail: the policy lets in 444455556666: by Example, arn:aws:iam::444455556666:role/stranger calls ecr:BatchGetImage on " + arn},
		"trusted_hidden":  {trusted, allow(`"*"`, `"StringEquals":{"aws:userid":"AIDAEXAMPLE0123456789"}`), "unknown: the policy does not tell the account of those whom it lets in: Example lets arn:aws:iam::210987654321:role/stranger in"},
		"bound_bucket":    {bound, allow(`{"Service":"s3.amazonaws.com"}`, bucket), "fail: no condition says for which account: Example lets s3.amazonaws.com in"},
		"bound_anyone":    {bound, allow(`"*"`, bucket), "fail: no condition says for which account: Example lets any service in"},
		"bound_account":   {bound, allow(`{"Service":"s3.amazonaws.com"}`, `"StringEquals":{"aws:SourceAccount":"111122223333"}`), "pass: the policy binds s3.amazonaws.com to accounts"},
		"tls_open":        {resourcepolicy.TLSOnly(policyOf), allow(`"*"`, ""), "fail: this is not denied: " + stranger + ", where aws:securetransport = false"},
	} {
		t.Run(name, func(t *testing.T) {
			got := messages(tt.run, tt.given, nil, listed(inventory.Complete, nil))
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMessagesUnderGuardrails holds what the checks say of the organization's resource control policies: that they stop
// something, with what is left, and that they are not known, of a verdict that they could turn round.
func TestMessagesUnderGuardrails(t *testing.T) {
	const (
		stranger = "arn:aws:iam::210987654321:role/stranger calls ecr:BatchGetImage on " + arn
		anyone   = "fail: the policy is any-aws: Example lets in any AWS account, e.g. " + stranger
		gap      = "; whether a resource control policy of the organization stops it is not known: "
	)
	call := organizations.ListPoliciesForTarget
	unread := &inventory.Gap{Class: inventory.Denied, Call: call.String(), Code: "AccessDeniedException", Needs: call.Needs}
	denied := inventory.Missing[[]organizations.Level](unread)
	kept := examples.Given(examples.Allow(`{"AWS":"arn:aws:iam::111122223333:role/app"}`, ""))
	for name, tt := range map[string]struct {
		given    ecr.Repository
		more     []inventory.Resource
		coverage []inventory.Coverage
		want     string
	}{
		"stopped":         {open(), guardrails.Example(guardrails.Perimeter(`"ecr:*"`)), listed(inventory.Complete, nil), "pass: no stranger gets in: Example lets in every account of o-abcdefghij, e.g. " + stranger + ", where aws:principalorgid = o-abcdefghij; the organization's resource control policies stop the rest of what the policy allows"},
		"other_service":   {open(), guardrails.Example(guardrails.Perimeter(`"sqs:*"`)), listed(inventory.Complete, nil), anyone},
		"none":            {open(), guardrails.Example(inventory.Known([]organizations.Level{})), listed(inventory.Complete, nil), anyone},
		"no_organization": {open(), nil, listed(inventory.Complete, nil), anyone},
		"denied":          {open(), guardrails.Example(denied), listed(inventory.Complete, nil), anyone + gap + unread.String()},
		"not_listed":      {open(), nil, listed(inventory.Unread, unread), anyone + gap + unread.String()},
		"nothing_to_stop": {kept, guardrails.Example(denied), listed(inventory.Complete, nil), "pass: no stranger gets in: Example lets in principals of its own account or bound identities only, e.g. arn:aws:iam::111122223333:role/app calls ecr:BatchGetImage on " + arn},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tt.want}, messages(resourcepolicy.NotPublic(policyOf), tt.given, tt.more, tt.coverage)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// open is a repository for everyone.
func open() ecr.Repository { return examples.Given(examples.Allow(`"*"`, "")) }

// listed is the coverage of the organization.
func listed(status inventory.CoverageStatus, gap *inventory.Gap) []inventory.Coverage {
	return []inventory.Coverage{{Kind: organizations.GuardrailsType.Kind, Status: status, Gap: gap}}
}

// messages are the results of a check for a repository beside other resources.
func messages(run func(*checks.View[ecr.Repository]) checks.Verdict, given ecr.Repository, more []inventory.Resource, coverage []inventory.Coverage) []string {
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: checks.CaseAccount, Partition: "aws", Time: checks.CaseTime, Regions: []string{checks.CaseRegion}},
		Resources: append([]inventory.Resource{&given}, more...),
		Coverage:  append([]inventory.Coverage{{Kind: ecr.RepositoryType.Kind, Region: checks.CaseRegion, Status: inventory.Complete, Count: 1}}, coverage...),
	}
	s.Seal()
	l := checks.Evaluate(s, []checks.Checker{check(run, nil)}, checks.Options{KeepPass: true})
	var out []string
	for _, r := range l.Results {
		out = append(out, r.Status.String()+": "+r.Message)
	}
	return out
}
