package resourcepolicy

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/organizations"
)

// Examples makes the worked cases of the checks of one kind of resource. Its accounts are those of all worked examples:
// the resource is checks.CaseAccount's, 444455556666 is another, o-abcdefghij an organisation.
type Examples[T any] struct {
	// With is a resource with which nothing is wrong, with the policy.
	With func(policy inventory.Fact[string]) T
	// Call brings the policy: without leave to make it, there is none.
	Call *inventory.Call
	// Action is what statements allow, ARN the resource on which.
	Action, ARN string
	// TLSActions are Policy.TLS.
	TLSActions string
	// NoService leaves out cases with AWS services as principals, for resources whose policies name none.
	NoService bool
}

// NotPublic are cases of a check that runs NotPublic.
func (x Examples[T]) NotPublic() []checks.Case[T] {
	out := append(x.shared(), []checks.Case[T]{
		{Name: "partner", Given: x.Given(x.Allow(partner, "")), Want: checks.Pass},
		{Name: "organisation", Given: x.Given(x.Allow(everyone, inOrg)), Want: checks.Pass},
		{Name: "anyone_from_one_network", Given: x.Given(x.Allow(everyone, inNetwork)), Want: checks.Pass},
		{Name: "anyone_who_is_not_denied", Given: x.Given(x.Allow(everyone, "") + "," + x.denyOthers()), Want: checks.Pass},
	}...)
	if !x.NoService {
		out = append(out, checks.Case[T]{Name: "service_for_anyone", Given: x.Given(x.Allow(service, "")), Want: checks.Pass})
	}
	return append(out, x.guarded("anyone", x.Allow(everyone, ""), guardrails.Perimeter, nil)...)
}

// Trusted are cases of a check that runs TrustedAccounts.
func (x Examples[T]) Trusted() []checks.Case[T] {
	trusting := func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }
	member := func(p *checks.Policy) { p.OrganizationID = "o-abcdefghij" }
	out := append(x.shared(), []checks.Case[T]{
		{Name: "partner", Given: x.Given(x.Allow(partner, "")), Want: checks.Fail},
		{Name: "trusted_partner", Given: x.Given(x.Allow(partner, "")), Policy: trusting, Want: checks.Pass},
		{Name: "organisation", Given: x.Given(x.Allow(everyone, inOrg)), Want: checks.Fail},
		{Name: "own_organisation", Given: x.Given(x.Allow(everyone, inOrg)), Policy: member, Want: checks.Pass},
	}...)
	if !x.NoService {
		out = append(out, checks.Case[T]{Name: "service_for_another_account", Given: x.Given(x.Allow(service, forPartner)), Want: checks.Fail})
	}
	return append(out, x.guarded("anyone", x.Allow(everyone, ""), both, member)...)
}

// TrustedAndBound are cases of a check that runs TrustedAndBound.
func (x Examples[T]) TrustedAndBound() []checks.Case[T] {
	return append(x.Trusted(),
		checks.Case[T]{Name: "service_for_anyone", Given: x.Given(x.Allow(service, "")), Want: checks.Fail},
		checks.Case[T]{Name: "service_for_the_organisation", Given: x.Given(x.Allow(service, forOrg)), Policy: func(p *checks.Policy) { p.OrganizationID = "o-abcdefghij" }, Want: checks.Pass},
	)
}

// NamedAccounts are cases of a check that runs NamedAccounts.
func (x Examples[T]) NamedAccounts() []checks.Case[T] {
	out := x.TrustedAndBound()
	for i := range out {
		if strings.HasPrefix(out[i].Name, "anyone") && out[i].Want == checks.Fail {
			out[i].Want = checks.NotApplicable
		}
	}
	return append(out, checks.Case[T]{Name: "anyone_and_a_partner", Given: x.Given(x.Allow(everyone, "") + "," + x.Allow(partner, "")), Want: checks.Fail})
}

// SourceBound are cases of a check that runs SourceBound.
func (x Examples[T]) SourceBound() []checks.Case[T] {
	return append([]checks.Case[T]{
		{Name: "no_policy", Given: x.With(inventory.Known("")), Want: checks.Pass},
		{Name: "own_role", Given: x.Given(x.Allow(ourRole, "")), Want: checks.Pass},
		{Name: "service_for_this_account", Given: x.Given(x.Allow(service, forUs)), Want: checks.Pass},
		{Name: "service_for_the_organisation", Given: x.Given(x.Allow(service, forOrg)), Want: checks.Pass},
		{Name: "service_for_a_bucket_and_its_owner", Given: x.Given(x.Allow(service, forOurBucket)), Want: checks.Pass},
		{Name: "service_for_anyone", Given: x.Given(x.Allow(service, "")), Want: checks.Fail},
		{Name: "anyone", Given: x.Given(x.Allow(everyone, "")), Want: checks.NotApplicable},
		{Name: "service_for_a_bucket_by_name", Given: x.Given(x.Allow(service, forBucket)), Want: checks.Fail},
		{Name: "anyone_for_a_bucket_by_name", Given: x.Given(x.Allow(everyone, forBucket)), Want: checks.Fail},
		{Name: "on_an_unheard_of_condition", Given: x.Given(x.Allow(everyone, unheard)), Want: checks.Unknown},
		{Name: "denied", Given: x.With(x.unread()), Want: checks.Unknown},
	}, x.guarded("service_for_anyone", x.Allow(service, ""), guardrails.Deputies, nil)...)
}

// both are resource control policies that keep outsiders and services for outsiders from some actions.
func both(actions string) inventory.Fact[[]organizations.Level] {
	return inventory.Known(append(guardrails.Perimeter(actions).Or(nil), guardrails.Deputies(actions).Or(nil)...))
}

// guarded are cases of a statement that fails on its own, for the services that resource control policies cover: these
// stop it where they keep outsiders from the service, and do not where they speak of another service or are not known. A
// check that does not declare guardrails.Wants does not pass the first.
func (x Examples[T]) guarded(name, statement string, rcps func(actions string) inventory.Fact[[]organizations.Level], policy func(*checks.Policy)) []checks.Case[T] {
	service, _, _ := strings.Cut(x.Action, ":")
	if !access.Covered(service) {
		return nil
	}
	given := x.Given(statement)
	denied := inventory.Missing[[]organizations.Level](&inventory.Gap{Class: inventory.Denied, Call: organizations.ListPoliciesForTarget.String(), Code: "AccessDeniedException", Needs: organizations.ListPoliciesForTarget.Needs})
	return []checks.Case[T]{
		{Name: name + "_stopped_by_the_organisation", Given: given, With: guardrails.Example(rcps(`"` + x.all() + `"`)), Policy: policy, Want: checks.Pass},
		{Name: name + "_not_stopped_by_the_organisation", Given: given, With: guardrails.Example(rcps(`"logs:*"`)), Policy: policy, Want: checks.Fail},
		{Name: name + "_and_the_organisation_unread", Given: given, With: guardrails.Example(denied), Policy: policy, Want: checks.Fail},
	}
}

// TLS are cases of a check that runs TLSOnly.
func (x Examples[T]) TLS() []checks.Case[T] {
	const plain = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
	actions := x.TLSActions
	if actions == "" {
		actions = x.all()
	}
	other := strings.Replace(x.all(), "*", "TagResource", 1)
	return []checks.Case[T]{
		{Name: "refused", Given: x.Given(x.deny(everyone, actions, plain)), Want: checks.Pass},
		{Name: "no_policy", Given: x.With(inventory.Known("")), Want: checks.Fail},
		{Name: "allowed_with_TLS", Given: x.Given(x.Allow(ourRole, `"Bool":{"aws:SecureTransport":"true"}`)), Want: checks.Fail},
		{Name: "other_action", Given: x.Given(x.deny(everyone, other, plain)), Want: checks.Fail},
		{Name: "one_account", Given: x.Given(x.deny(partner, actions, plain)), Want: checks.Fail},
		{Name: "not_a_policy", Given: x.With(inventory.Known(`{"Statement":`)), Want: checks.Unknown},
		{Name: "denied", Given: x.With(x.unread()), Want: checks.Unknown},
	}
}

// shared are the cases in which strangers and trust come to the same.
func (x Examples[T]) shared() []checks.Case[T] {
	out := []checks.Case[T]{
		{Name: "no_policy", Given: x.With(inventory.Known("")), Want: checks.Pass},
		{Name: "own_role", Given: x.Given(x.Allow(ourRole, "")), Want: checks.Pass},
		{Name: "anyone_of_the_account", Given: x.Given(x.Allow(everyone, fromUs)), Want: checks.Pass},
		{Name: "anyone", Given: x.Given(x.Allow(everyone, "")), Want: checks.Fail},
		{Name: "anyone_on_a_condition_that_all_meet", Given: x.Given(x.Allow(everyone, `"StringLike":{"aws:UserAgent":"*"}`)), Want: checks.Fail},
		{Name: "on_an_unheard_of_condition", Given: x.Given(x.Allow(everyone, unheard)), Want: checks.Unknown},
		{Name: "not_a_policy", Given: x.With(inventory.Known(`{"Statement":`)), Want: checks.Unknown},
		{Name: "denied", Given: x.With(x.unread()), Want: checks.Unknown},
	}
	if !x.NoService {
		out = append(out, checks.Case[T]{Name: "service_for_this_account", Given: x.Given(x.Allow(service, forUs)), Want: checks.Pass})
	}
	return out
}

// Principals and conditions of the examples.
const (
	everyone = `"*"`
	ourRole  = `{"AWS":"arn:aws:iam::` + checks.CaseAccount + `:role/app"}`
	partner  = `{"AWS":"arn:aws:iam::444455556666:root"}`
	service  = `{"Service":"s3.amazonaws.com"}`

	fromUs       = `"StringEquals":{"aws:PrincipalAccount":"` + checks.CaseAccount + `"}`
	inOrg        = `"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}`
	inNetwork    = `"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}`
	unheard      = `"StringEquals":{"vendor:Unheard":"x"}`
	forUs        = `"StringEquals":{"aws:SourceAccount":"` + checks.CaseAccount + `"}`
	forPartner   = `"StringEquals":{"aws:SourceAccount":"444455556666"}`
	forOrg       = `"StringEquals":{"aws:SourceOrgID":"o-abcdefghij"}`
	forBucket    = `"ArnLike":{"aws:SourceArn":"arn:aws:s3:::orders"}`
	forOurBucket = forUs + `,` + forBucket
)

// Allow is a statement that allows the action; a condition is its operators, empty for none.
func (x Examples[T]) Allow(principal, condition string) string {
	if condition != "" {
		condition = `,"Condition":{` + condition + `}`
	}
	return `{"Sid":"Example","Effect":"Allow","Principal":` + principal + `,"Action":"` + x.Action + `","Resource":"` + x.resource() + `"` + condition + `}`
}

// denyOthers takes the action from all but the organisation.
func (x Examples[T]) denyOthers() string {
	return x.deny(everyone, x.all(), `"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}`)
}

func (x Examples[T]) deny(principal, action, condition string) string {
	return `{"Effect":"Deny","Principal":` + principal + `,"Action":"` + action + `","Resource":"` + x.resource() + `",` + condition + `}`
}

// all is every action of the service.
func (x Examples[T]) all() string {
	service, _, _ := strings.Cut(x.Action, ":")
	return service + ":*"
}

// resource is what statements speak of.
func (x Examples[T]) resource() string {
	if x.ARN == "" {
		return "*"
	}
	return x.ARN
}

// Given is a resource with a policy of these statements.
func (x Examples[T]) Given(statements string) T {
	return x.With(inventory.Known(`{"Version":"2012-10-17","Statement":[` + statements + `]}`))
}

func (x Examples[T]) unread() inventory.Fact[string] {
	return inventory.Missing[string](&inventory.Gap{Class: inventory.Denied, Call: x.Call.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: x.Call.Needs})
}
