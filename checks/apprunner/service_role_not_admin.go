package apprunner

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceRoleNotAdmin finds services that run as administrators.
var ServiceRoleNotAdmin = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-role-not-admin", Title: "The instance roles of App Runner services are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Whoever makes the application misbehave, by a request or by a library, acts as its role. With administration that is the whole account.",
		Fix:  "Give the service a role of its own with what it uses: aws apprunner update-service --service-arn ARN --instance-configuration InstanceRoleArn=ROLE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	With:  roles.Wants(),
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.InstanceRoleARN)
		switch {
		case !ok:
			return v.Unknown("InstanceRoleArn is not known")
		case arn == "":
			return v.NotApplicable("the service has no instance role")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "narrow", Given: service(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: service(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "can_make_itself_admin", Given: service(), With: roles.Example(roles.Escalates), Want: checks.Fail},
		{Name: "no_role", Given: service(func(s *apprunner.Service) { s.InstanceRoleARN = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: service(), Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.InstanceRoleARN = denied[string]() }), Want: checks.Unknown},
	},
}
