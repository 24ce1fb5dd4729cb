package codebuild

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectSourceNoCredentials finds credentials in the addresses of repositories.
var ProjectSourceNoCredentials = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-source-no-credentials", Title: "Source addresses of build projects hold no credentials", Duty: responsibility.SecretsHandling, Severity: checks.Critical, Since: "0.1",
		Why:  "The address of a repository is shown to everybody who may look at the project, and stands in logs. A password or token in it opens the repository to all of them, and nobody notices.",
		Fix:  "Replace the credential first: it is known. Then connect the repository by OAuth, a connection (aws codeconnections create-connection) or Secrets Manager, and write the address without user and password.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-1"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		list, _ := checks.Read(v, v.Resource.Sources)
		for _, s := range list {
			if len(s.Credentials) > 0 {
				return v.Fail("the address of %s holds credentials (%s)", sourceName(s), strings.Join(s.Credentials, ", "))
			}
		}
		return v.Pass("none of %d source addresses holds credentials", len(list))
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "clean", Given: project(), Want: checks.Pass},
		{Name: "password", Given: project(func(p *codebuild.Project) {
			p.Sources = inventory.Known([]codebuild.Source{{Type: "GITHUB"}, {SourceIdentifier: "tools", Type: "BITBUCKET", Location: "https://bitbucket.org/corp/tools", Credentials: []string{"connection-string"}}})
		}), Want: checks.Fail},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Sources = unread[[]codebuild.Source]() }), Want: checks.Unknown},
	},
}

// sourceName says which of a project's sources is meant.
func sourceName(s codebuild.Source) string {
	if s.SourceIdentifier == "" {
		return "the primary source"
	}
	return "source " + s.SourceIdentifier
}
