package sagemaker

import (
	"time"

	"demarc/checks"
	"demarc/checks/sagemaker/platforms"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookPlatformSupported finds notebooks on platforms without security updates.
var NotebookPlatformSupported = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-platform-supported", Title: "Notebook instances run on supported platforms", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "A platform past its end gets no more fixes of its operating system and of Jupyter, and a notebook instance on it may not start again after it stops.",
		Fix:  "aws sagemaker update-notebook-instance --notebook-instance-name NAME --platform-identifier notebook-al2023-v1, while it is stopped; first save what lies outside /home/ec2-user/SageMaker.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-al2023.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run:   notebookPlatformSupported,
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "supported", Given: notebook(), Want: checks.Pass},
		{Name: "ended", Given: notebook(func(n *sagemaker.NotebookInstance) { n.PlatformIdentifier = inventory.Known("notebook-al2-v3") }), Want: checks.Fail},
		{Name: "newer_than_the_table", Given: notebook(func(n *sagemaker.NotebookInstance) { n.PlatformIdentifier = inventory.Known("notebook-al2027-v1") }), Want: checks.Unknown},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) {
			n.PlatformIdentifier = denied[string](sagemaker.DescribeNotebookInstance)
		}), Want: checks.Unknown},
	},
}

func notebookPlatformSupported(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
	id, _ := checks.Read(v, v.Resource.PlatformIdentifier)
	p, listed := platforms.Find(id)
	switch {
	case !listed:
		return v.Unknown("%s is not in the table of platforms of %s", id, platforms.ReadOn().Format(time.DateOnly))
	case p.Ended(v.Now()):
		return v.Fail("%s (%s) gets no security updates since %s", id, p.OS, p.End.Format(time.DateOnly))
	case p.End.IsZero():
		return v.Pass("%s (%s) is supported, with no end announced", id, p.OS)
	}
	return v.Pass("%s (%s) is supported until %s", id, p.OS, p.End.Format(time.DateOnly))
}
