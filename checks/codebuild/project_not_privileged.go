package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectNotPrivileged finds builds that are root on their machine.
var ProjectNotPrivileged = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-not-privileged", Title: "Builds do not run in privileged mode", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "In privileged mode the build's container has every right of the machine below. It is meant for building Docker images; anywhere else it only helps whoever gets into a build.",
		Fix:  "aws codebuild update-project --name NAME with privilegedMode=false in --environment. Images can be built without it, by a Docker server of CodeBuild or a builder without a daemon.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		on, _ := checks.Read(v, v.Resource.PrivilegedMode)
		if on {
			return v.Fail("environment.privilegedMode is true")
		}
		return v.Pass("environment.privilegedMode is false")
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "off", Given: project(), Want: checks.Pass},
		{Name: "on", Given: project(func(p *codebuild.Project) { p.PrivilegedMode = inventory.Known(true) }), Want: checks.Fail},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.PrivilegedMode = unread[bool]() }), Want: checks.Unknown},
	},
}
