package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookIMDSv2 wants the second version of the metadata service.
var NotebookIMDSv2 = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-imdsv2", Title: "Notebook instances require IMDSv2", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "The first version gives the keys of the role to any request from the machine, one that a page in a notebook makes among them. The second asks for a token first, which such requests cannot fetch.",
		Fix:  "aws sagemaker update-notebook-instance --notebook-instance-name NAME --instance-metadata-service-configuration MinimumInstanceMetadataServiceVersion=2, while it is stopped.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		value, _ := checks.Read(v, v.Resource.MinimumIMDSVersion)
		if value != "2" {
			return v.Fail("MinimumInstanceMetadataServiceVersion is %s", value)
		}
		return v.Pass("MinimumInstanceMetadataServiceVersion is 2")
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "second", Given: notebook(), Want: checks.Pass},
		{Name: "first", Given: notebook(func(n *sagemaker.NotebookInstance) { n.MinimumIMDSVersion = inventory.Known("1") }), Want: checks.Fail},
		{Name: "not_told", Given: notebook(func(n *sagemaker.NotebookInstance) { n.MinimumIMDSVersion = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}
