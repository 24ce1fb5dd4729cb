package guardrails

import (
	"demarc/inventory"
	"demarc/inventory/organizations"
)

// Example returns an organization, o-abcdefghij, for worked cases of checks, with its policies over resources.
func Example(rcps inventory.Fact[[]organizations.Level]) []inventory.Resource {
	return []inventory.Resource{&organizations.Guardrails{
		Ref:             inventory.Ref{ID: "o-abcdefghij", ARN: "arn:aws:organizations::999999999999:organization/o-abcdefghij"},
		MasterAccountID: inventory.Known("999999999999"), FeatureSet: inventory.Known("ALL"), Parents: inventory.Known([]string{"r-ab12"}),
		ServiceControlPolicies: inventory.Known([]organizations.Level{}), ResourceControlPolicies: rcps,
	}}
}

// Perimeter are resource control policies for Example that keep everybody outside of the organization from some actions,
// which are JSON.
func Perimeter(actions string) inventory.Fact[[]organizations.Level] {
	return denying(actions, `"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-abcdefghij"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`)
}

// Deputies are resource control policies for Example that keep services from some actions unless they act for an account
// of the organization.
func Deputies(actions string) inventory.Fact[[]organizations.Level] {
	return denying(actions, `"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-abcdefghij"},"Bool":{"aws:PrincipalIsAWSService":"true"}`)
}

func denying(actions, condition string) inventory.Fact[[]organizations.Level] {
	return inventory.Known([]organizations.Level{{Target: "r-ab12", Policies: []organizations.Policy{{ID: "p-perimeter", Name: "perimeter", Content: `{"Version":"2012-10-17","Statement":{"Sid":"Outsiders","Effect":"Deny","Principal":"*","Action":` + actions +
		`,"Resource":"*","Condition":{` + condition + `}}}`}}}})
}
