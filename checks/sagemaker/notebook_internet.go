package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookNoDirectInternet finds notebooks with a way to the internet that no VPC sees.
var NotebookNoDirectInternet = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-no-direct-internet", Title: "Notebook instances have no direct internet access", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "With direct access the notebook reaches the internet through an interface of SageMaker: what somebody copies out, or a package brings in, passes no route, firewall or flow log of yours.",
		Fix:  "It cannot be changed: create the notebook instance anew with --direct-internet-access Disabled and --subnet-id SUBNET, behind a NAT gateway or VPC endpoints.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		value, _ := checks.Read(v, v.Resource.DirectInternetAccess)
		if value != "Disabled" {
			return v.Fail("DirectInternetAccess is %s", value)
		}
		return v.Pass("DirectInternetAccess is Disabled")
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "disabled", Given: notebook(), Want: checks.Pass},
		{Name: "enabled", Given: notebook(func(n *sagemaker.NotebookInstance) { n.DirectInternetAccess = inventory.Known("Enabled") }), Want: checks.Fail},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) {
			n.DirectInternetAccess = denied[string](sagemaker.DescribeNotebookInstance)
		}), Want: checks.Unknown},
	},
}
