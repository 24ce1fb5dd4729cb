package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectSourceTLS finds sources whose host proves nothing.
var ProjectSourceTLS = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-source-tls", Title: "Build projects look at the certificate of their source", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "With insecureSsl the build takes code from whoever answers at the address, and runs it with the project's role.",
		Fix:  "Give the project the certificate of the host's authority (certificate in --environment), and set insecureSsl to false: aws codebuild update-project --name NAME --source type=TYPE,location=URL,insecureSsl=false",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		list, _ := checks.Read(v, v.Resource.Sources)
		for _, s := range list {
			if s.InsecureSSL {
				return v.Fail("insecureSsl is true for %s (%s)", sourceName(s), s.Location)
			}
		}
		return v.Pass("insecureSsl is true for none of %d sources", len(list))
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "looked_at", Given: project(), Want: checks.Pass},
		{Name: "ignored", Given: project(func(p *codebuild.Project) {
			p.Sources = inventory.Known([]codebuild.Source{{Type: "GITHUB_ENTERPRISE", Location: "https://git.corp.example/shop", InsecureSSL: true}})
		}), Want: checks.Fail},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Sources = unread[[]codebuild.Source]() }), Want: checks.Unknown},
	},
}
