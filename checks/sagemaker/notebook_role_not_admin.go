package sagemaker

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookRoleNotAdmin finds notebooks that run as administrators.
var NotebookRoleNotAdmin = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-role-not-admin", Title: "The roles of notebook instances are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may open the notebook, and every package that is loaded in it, acts as its role. With administration that is the whole account.",
		Fix:  "Give the notebook instance a role with the data and jobs of its users: aws sagemaker update-notebook-instance --notebook-instance-name NAME --role-arn ROLE_ARN, while it is stopped.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	With:  roles.Wants(),
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.RoleARN)
		if !ok {
			return v.Unknown("RoleArn is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "narrow", Given: notebook(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: notebook(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "gone", Given: notebook(), Want: checks.NotApplicable},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) { n.RoleARN = denied[string](sagemaker.DescribeNotebookInstance) }), With: roles.Example(roles.Narrow), Want: checks.Unknown},
	},
}
