package lambda

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionEnvironmentNoSecrets finds credentials in environment variables.
var FunctionEnvironmentNoSecrets = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-environment-no-secrets", Title: "Environment variables of functions hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may list functions reads their environment, in the console and in every inventory tool, and each published version keeps its copy. A secret there is rotated by nobody and cannot be withdrawn from those who saw it.",
		Fix:  "Replace the secret first: it is known. Keep the new one in Secrets Manager or a SecureString parameter, give the role access to it, and the variable its name.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html"},
	},
	Run: functionEnvironmentNoSecrets,
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_variables", Given: function(func(f *lambda.Function) { f.Environment = inventory.Known[[]lambda.Variable](nil) }), Want: checks.Pass},
		{Name: "no_secrets", Given: function(), Want: checks.Pass},
		{Name: "password", Given: function(func(f *lambda.Function) {
			f.Environment = inventory.Known([]lambda.Variable{{Name: "DB_PASSWORD", Secrets: []string{"assigned-secret"}}, {Name: "STAGE"}})
		}), Want: checks.Fail},
		{Name: "key_denied", Given: function(func(f *lambda.Function) { f.Environment = denied[[]lambda.Variable](lambda.ListFunctions) }), Want: checks.Unknown},
	},
}

func functionEnvironmentNoSecrets(v *checks.View[lambda.Function]) checks.Verdict {
	variables, _ := checks.Read(v, v.Resource.Environment)
	var found []string
	for _, x := range variables {
		if len(x.Secrets) > 0 {
			found = append(found, x.Name+" ("+strings.Join(x.Secrets, ", ")+")")
		}
	}
	if len(found) > 0 {
		return v.Fail("%d of %d variables hold secrets: %s", len(found), len(variables), checks.First(found, 5))
	}
	return v.Pass("none of %d variables holds anything that looks like a secret", len(variables))
}
