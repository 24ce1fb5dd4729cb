package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectNotPublic finds builds that everybody can read.
var ProjectNotPublic = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-not-public", Title: "Builds are not public", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "With public builds the whole internet reads their logs and fetches their artifacts, of every build that ever ran. What a script prints by mistake, strangers have.",
		Fix:  "aws codebuild update-project-visibility --project-arn ARN --project-visibility PRIVATE. A project of public code is an exception to name as such.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		x, _ := checks.Read(v, v.Resource.ProjectVisibility)
		if x != "PRIVATE" {
			return v.Fail("projectVisibility is %s", x)
		}
		return v.Pass("projectVisibility is PRIVATE")
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "private", Given: project(), Want: checks.Pass},
		{Name: "public", Given: project(func(p *codebuild.Project) { p.ProjectVisibility = inventory.Known("PUBLIC_READ") }), Want: checks.Fail},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.ProjectVisibility = unread[string]() }), Want: checks.Unknown},
	},
}
