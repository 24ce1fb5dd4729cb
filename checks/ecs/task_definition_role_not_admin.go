package ecs

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// TaskDefinitionRoleNotAdmin finds tasks that run as administrators.
var TaskDefinitionRoleNotAdmin = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-role-not-admin", Title: "The roles of tasks are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Every container of the task gets the credentials of its role, and so does whoever breaks into one of them. With administration that is the whole account.",
		Fix:  "Register a revision whose taskRoleArn is a role with what the application uses; IAM Access Analyzer writes its policy from CloudTrail.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
		arn, known := checks.Read(v, v.Resource.TaskRoleARN)
		if known && arn == "" {
			return v.NotApplicable("the tasks have no taskRoleArn")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "narrow", Given: task(asRole), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: task(asRole), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "capped", Given: task(asRole), With: roles.Bounded(roles.Admin, roles.Narrow), Want: checks.Pass},
		{Name: "gone", Given: task(asRole), Want: checks.NotApplicable},
		{Name: "no_role", Given: task(func(d *ecs.TaskDefinition) { d.TaskRoleARN = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: task(asRole), Incomplete: []inventory.Kind{iam.RoleType.Kind}, Want: checks.Unknown},
		{Name: "not_read", Given: task(func(d *ecs.TaskDefinition) { d.TaskRoleARN = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

// asRole lets the tasks run as the role of worked examples.
func asRole(d *ecs.TaskDefinition) { d.TaskRoleARN = inventory.Known(roles.ARN) }
