package lambda

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionEnvironmentKey wants a key of one's own for the environment.
var FunctionEnvironmentKey = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-environment-key", Title: "The environment of functions is encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Without a key of your own, everybody who may list functions reads their environment in clear text. With one, they must be allowed to decrypt besides, and each use is in CloudTrail.",
		Fix:  "aws lambda update-function-configuration --function-name NAME --kms-key-arn KEY_ARN, after the role and the deployer may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html"},
	},
	Run: functionEnvironmentKey,
	Cases: []checks.Case[lambda.Function]{
		{Name: "own_key", Given: function(), Want: checks.Pass},
		{Name: "lambda_key", Given: function(func(f *lambda.Function) { f.KMSKeyARN = inventory.Known("") }), Want: checks.Fail},
		{Name: "no_variables", Given: function(func(f *lambda.Function) {
			f.KMSKeyARN, f.Environment = inventory.Known(""), inventory.Known[[]lambda.Variable](nil)
		}), Want: checks.NotApplicable},
		{Name: "variables_denied", Given: function(func(f *lambda.Function) {
			f.KMSKeyARN, f.Environment = inventory.Known(""), denied[[]lambda.Variable](lambda.ListFunctions)
		}), Want: checks.Unknown},
	},
}

func functionEnvironmentKey(v *checks.View[lambda.Function]) checks.Verdict {
	if key, known := checks.Read(v, v.Resource.KMSKeyARN); known && key != "" {
		return v.Pass("KMSKeyArn is %s", key)
	}
	variables, _ := checks.Read(v, v.Resource.Environment)
	if len(variables) == 0 {
		return v.NotApplicable("the function has no environment variables")
	}
	return v.Fail("no KMSKeyArn: Lambda's own key encrypts %d variables", len(variables))
}
