package codebuild

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectRoleNotAdmin finds builds that run as administrators.
var ProjectRoleNotAdmin = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-role-not-admin", Title: "The roles of build projects are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Whoever can push code, change the buildspec or slip a package into a build acts as its role. With administration that is the whole account, by way of a repository.",
		Fix:  "Give the project a role that reads its source, writes its logs and artifacts, and assumes a role of its own to deploy: aws codebuild update-project --name NAME --service-role ROLE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.ServiceRole)
		if !ok {
			return v.Unknown("serviceRole is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "narrow", Given: project(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: project(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "can_make_itself_admin", Given: project(), With: roles.Example(roles.Escalates), Want: checks.Fail},
		{Name: "gone", Given: project(), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.ServiceRole = unread[string]() }), With: roles.Example(roles.Narrow), Want: checks.Unknown},
	},
}
