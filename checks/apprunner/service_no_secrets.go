package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// ServiceNoSecrets finds credentials in environment variables.
var ServiceNoSecrets = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-no-secrets", Title: "Environment variables of App Runner services hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may describe the service reads its variables, and so do the templates and pipelines that set them.",
		Fix:  "Replace the secret first: it is known. Then keep it in Secrets Manager or Parameter Store, and name it in RuntimeEnvironmentSecrets.",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		found, _ := checks.Read(v, v.Resource.Secrets)
		if len(found) == 0 {
			return v.Pass("no environment variable looks like a secret")
		}
		list := make([]string, len(found))
		for i, f := range found {
			list[i] = f.Variable + " (" + f.Kinds[0].Kind + ")"
		}
		return v.Fail("environment variables with secrets: %s", checks.First(list, 5))
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "good", Given: service(), Want: checks.Pass},
		{Name: "bad", Given: service(func(s *apprunner.Service) {
			s.Secrets = inventory.Known([]apprunner.Secret{{Variable: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}})
		}), Want: checks.Fail},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.Secrets = denied[[]apprunner.Secret]() }), Want: checks.Unknown},
	},
}
