package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionPolicySourceBound finds services that may invoke a function for any of their customers.
var FunctionPolicySourceBound = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-policy-source-bound", Title: "Services may invoke functions for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition invokes the function for whichever customer asks it to: somebody points a rule or a bucket of their own at your function and sends it their input. A bucket's name alone is no bound, since a deleted name can be taken by others.",
		Fix:  "aws lambda remove-permission --function-name NAME --statement-id SID, then aws lambda add-permission with the same principal and --source-account ACCOUNT, and --source-arn where the source has one.",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html"},
	},
	Reads: []*inventory.Call{lambda.GetPolicy},
	Run:   resourcepolicy.SourceBound(functionPolicy),
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_policy", Given: function(), Want: checks.Pass},
		{Name: "own_rule", Given: function(policy(ownRule)), Want: checks.Pass},
		{Name: "bucket_and_account", Given: function(policy(bucketOwned)), Want: checks.Pass},
		{Name: "any_rule", Given: function(policy(anyRule)), Want: checks.Fail},
		{Name: "bucket_only", Given: function(policy(bucketOnly)), Want: checks.Fail},
		{Name: "other_account", Given: function(policy(partner)), Want: checks.Pass},
		{Name: "denied", Given: function(noPolicy), Want: checks.Unknown},
	},
}
