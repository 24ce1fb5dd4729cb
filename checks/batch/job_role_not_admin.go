package batch

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobRoleNotAdmin finds jobs that run as administrators.
var JobRoleNotAdmin = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-role-not-admin", Title: "The roles of jobs are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Whoever may submit a job chooses its command, and so does whoever gets into its image or its input. With an administrator's role that is the whole account.",
		Fix:  "Make a role with what the job uses, and register a revision with it: aws batch register-job-definition --job-definition-name NAME --type container --container-properties jobRoleArn=ROLE_ARN,...",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/create-iam-role.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[batch.JobDefinition]) checks.Verdict {
		arns, ok := checks.Read(v, v.Resource.JobRoleARNs)
		switch {
		case !ok:
			return v.Unknown("jobRoleArn is not known")
		case len(arns) == 0:
			return v.NotApplicable("no container names a jobRoleArn")
		}
		return roles.NoneAdmin(v, arns)
	},
	Cases: []checks.Case[batch.JobDefinition]{
		{Name: "narrow", Given: jobAs(roles.ARN), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: jobAs(roles.ARN), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "one_of_two_is_admin", Given: jobAs("arn:aws:iam::"+checks.CaseAccount+":role/gone", roles.ARN), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "one_of_two_is_gone", Given: jobAs("arn:aws:iam::"+checks.CaseAccount+":role/gone", roles.ARN), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "one_of_two_is_of_another_account", Given: jobAs("arn:aws:iam::444455556666:role/app", roles.ARN), With: roles.Example(roles.Narrow), Want: checks.Unknown},
		{Name: "no_role", Given: jobAs(), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: jobAs(roles.ARN), Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
		{Name: "unread", Given: unread(), Want: checks.Unknown},
	},
}

// jobAs is a definition that runs as roles.
func jobAs(arns ...string) batch.JobDefinition {
	d := job()
	d.JobRoleARNs = inventory.Known(arns)
	return d
}
