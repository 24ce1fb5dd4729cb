package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionPolicyTrustedAccounts finds functions that other accounts may use.
var FunctionPolicyTrustedAccounts = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-policy-trusted-accounts", Title: "Function policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can run the function with input of its choice, and with wider actions replace its code. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "aws lambda remove-permission --function-name NAME --statement-id SID, or name the account in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"},
	},
	Reads: []*inventory.Call{lambda.GetPolicy},
	Run:   resourcepolicy.TrustedAccounts(functionPolicy),
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_policy", Given: function(), Want: checks.Pass},
		{Name: "service_of_this_account", Given: function(policy(ownRule)), Want: checks.Pass},
		{Name: "service_for_another_account", Given: function(policy(theirRule)), Want: checks.Fail},
		{Name: "other_account", Given: function(policy(partner)), Want: checks.Fail},
		{Name: "trusted_account", Given: function(policy(partner)), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "other_organisation", Given: function(policy(organised)), Want: checks.Fail},
		{Name: "own_organisation", Given: function(policy(organised)), Policy: func(p *checks.Policy) { p.OrganizationID = "o-abcdefghij" }, Want: checks.Pass},
		{Name: "anyone", Given: function(policy(anyone)), Want: checks.Fail},
		{Name: "denied", Given: function(noPolicy), Want: checks.Unknown},
	},
}
