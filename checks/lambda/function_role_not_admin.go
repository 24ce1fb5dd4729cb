package lambda

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionRoleNotAdmin finds functions that run as administrators.
var FunctionRoleNotAdmin = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-role-not-admin", Title: "The roles of functions are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Whoever makes the function misbehave, by its input, by a library or by an edit of its code, acts as its role. With administration that is the whole account, and nobody signs in for it.",
		Fix:  "Give the function a role of its own with what it uses: IAM Access Analyzer writes the policy from CloudTrail. aws lambda update-function-configuration --function-name NAME --role ROLE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[lambda.Function]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.Role)
		if !ok {
			return v.Unknown("Role is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[lambda.Function]{
		{Name: "narrow", Given: function(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: function(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "can_make_itself_admin", Given: function(), With: roles.Example(roles.Escalates), Want: checks.Fail},
		{Name: "attached", Given: function(), With: roles.Attached(true), Want: checks.Fail},
		{Name: "attached_not_listed", Given: function(), With: roles.Attached(false), Want: checks.Unknown},
		{Name: "capped", Given: function(), With: roles.Bounded(roles.Admin, roles.Narrow), Want: checks.Pass},
		{Name: "not_capped", Given: function(), With: roles.Bounded(roles.Admin, roles.Admin), Want: checks.Fail},
		{Name: "gone", Given: function(), Want: checks.NotApplicable},
		{Name: "of_another_account", Given: function(func(f *lambda.Function) { f.Role = inventory.Known("arn:aws:iam::444455556666:role/app") }), Want: checks.Unknown},
		{Name: "roles_denied", Given: function(), Incomplete: []inventory.Kind{iam.RoleType.Kind}, Want: checks.Unknown},
		{Name: "no_arn", Given: function(func(f *lambda.Function) { f.Role = inventory.Known("app") }), Want: checks.Unknown},
	},
}
