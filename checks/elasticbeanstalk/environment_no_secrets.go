package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// EnvironmentNoSecrets finds credentials in environment properties.
var EnvironmentNoSecrets = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-no-secrets", Title: "Environment properties hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may describe the environment's settings reads its properties, saved configurations keep copies in S3, and every process on the instances inherits them.",
		Fix:  "Replace the secret first: it is known. Then keep it in Secrets Manager or Parameter Store and name it in namespace aws:elasticbeanstalk:application:environmentsecrets.",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html"},
	},
	Reads: reads(),
	Run: func(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
		found, _ := checks.Read(v, v.Resource.Secrets)
		if len(found) == 0 {
			return v.Pass("no environment property looks like a secret")
		}
		list := make([]string, len(found))
		for i, f := range found {
			list[i] = f.OptionName + " (" + f.Kinds[0].Kind + ")"
		}
		return v.Fail("environment properties with secrets: %s", checks.First(list, 5))
	},
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "none", Given: environment(), Want: checks.Pass},
		{Name: "password", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.Secrets = inventory.Known([]elasticbeanstalk.Secret{{OptionName: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}})
		}), Want: checks.Fail},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.Secrets = denied[[]elasticbeanstalk.Secret](elasticbeanstalk.DescribeConfigurationSettings)
		}), Want: checks.Unknown},
	},
}
