package codebuild

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// ProjectNoSecrets finds credentials in environment variables. It knows names and kinds; the values were never kept.
var ProjectNoSecrets = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-no-secrets", Title: "Environment variables of build projects hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "A plain variable is shown to everybody with codebuild:BatchGetProjects, in the console, and to every command of every build, also of one that a stranger's pull request started.",
		Fix:  "Replace the secret first: it is known. Then keep it in Secrets Manager or Parameter Store, and give the variable the type SECRETS_MANAGER or PARAMETER_STORE. For AWS itself a build needs no key: it has the project's role.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2"},
	},
	Run: projectNoSecrets,
	Cases: []checks.Case[codebuild.Project]{
		{Name: "none", Given: project(), Want: checks.Pass},
		{Name: "password", Given: project(func(p *codebuild.Project) {
			p.Variables = inventory.Known([]secrets.Variable{{Name: "DB_PASSWORD", Secrets: []string{"assigned-secret"}}})
		}), Want: checks.Fail},
		{Name: "access_key", Given: project(func(p *codebuild.Project) {
			p.Variables = inventory.Known([]secrets.Variable{{Name: "AWS_SECRET_ACCESS_KEY"}})
		}), Want: checks.Fail},
		{Name: "searched_in_part", Given: project(func(p *codebuild.Project) {
			p.Variables = inventory.Known([]secrets.Variable{{Name: "BUNDLE", Partly: true}})
		}), Want: checks.Unknown},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Variables = unread[[]secrets.Variable]() }), Want: checks.Unknown},
	},
}

func projectNoSecrets(v *checks.View[codebuild.Project]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Variables)
	var bad, partly []string
	for _, x := range list {
		switch {
		case len(x.Secrets) > 0:
			bad = append(bad, x.Name+" ("+strings.Join(x.Secrets, ", ")+")")
		case x.Name == "AWS_ACCESS_KEY_ID", x.Name == "AWS_SECRET_ACCESS_KEY": // whatever they hold: what the control of Security Hub asks
			bad = append(bad, x.Name)
		case x.Partly:
			partly = append(partly, x.Name)
		}
	}
	switch {
	case len(bad) > 0:
		return v.Fail("plain environment variables with secrets: %s", checks.First(bad, 5))
	case len(partly) > 0:
		return v.Unknown("variables too long to be searched to their end: %s", checks.First(partly, 5))
	}
	return v.Pass("no secret was found in %d plain environment variables", len(list))
}
