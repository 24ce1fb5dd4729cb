package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookInVPC finds notebooks outside the account's VPCs.
var NotebookInVPC = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-in-vpc", Title: "Notebook instances are in a VPC of the account", Duty: responsibility.NetSegmentation, Severity: checks.High, Since: "0.1",
		Why:  "Outside your VPCs no security group says what the notebook may reach, and no flow log shows what it did.",
		Fix:  "It cannot be changed: create the notebook instance anew with --subnet-id SUBNET and --security-group-ids GROUP.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		subnet, _ := checks.Read(v, v.Resource.SubnetID)
		if subnet == "" {
			return v.Fail("there is no SubnetId")
		}
		return v.Pass("SubnetId is %s", subnet)
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "in_vpc", Given: notebook(), Want: checks.Pass},
		{Name: "outside", Given: notebook(func(n *sagemaker.NotebookInstance) { n.SubnetID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) { n.SubnetID = denied[string](sagemaker.DescribeNotebookInstance) }), Want: checks.Unknown},
	},
}
