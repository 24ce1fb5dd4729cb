package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionPolicyNotPublic finds functions that anyone may invoke.
var FunctionPolicyNotPublic = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-policy-not-public", Title: "Function policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "Anyone who knows or guesses the ARN can run the function with input of their choice, as its role and at your cost.",
		Fix:  "aws lambda remove-permission --function-name NAME --statement-id SID, then aws lambda add-permission with the --principal, --source-account and --source-arn that are meant.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html"},
	},
	Reads: []*inventory.Call{lambda.GetPolicy},
	Run:   resourcepolicy.NotPublic(functionPolicy),
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_policy", Given: function(), Want: checks.Pass},
		{Name: "service", Given: function(policy(ownRule)), Want: checks.Pass},
		{Name: "other_account", Given: function(policy(partner)), Want: checks.Pass},
		{Name: "organisation", Given: function(policy(organised)), Want: checks.Pass},
		{Name: "anyone", Given: function(policy(anyone)), Want: checks.Fail},
		{Name: "anyone_by_url", Given: function(policy(anyoneByURL)), Want: checks.Fail},
		{Name: "not_a_policy", Given: function(func(f *lambda.Function) { f.Policy = inventory.Known(`{"Statement":`) }), Want: checks.Unknown},
		{Name: "denied", Given: function(noPolicy), Want: checks.Unknown},
	},
}
