package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookNoRoot finds notebooks whose users are root.
var NotebookNoRoot = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-no-root", Title: "Users of notebook instances are not root", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "As root, a user or a package that the user runs can read every file, take the keys of the role from the machine for others, and switch off what watches it.",
		Fix:  "aws sagemaker update-notebook-instance --notebook-instance-name NAME --root-access Disabled, while it is stopped; lifecycle scripts still run as root.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		value, _ := checks.Read(v, v.Resource.RootAccess)
		if value != "Disabled" {
			return v.Fail("RootAccess is %s", value)
		}
		return v.Pass("RootAccess is Disabled")
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "disabled", Given: notebook(), Want: checks.Pass},
		{Name: "enabled", Given: notebook(func(n *sagemaker.NotebookInstance) { n.RootAccess = inventory.Known("Enabled") }), Want: checks.Fail},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) { n.RootAccess = denied[string](sagemaker.DescribeNotebookInstance) }), Want: checks.Unknown},
	},
}
