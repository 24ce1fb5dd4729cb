package sagemaker

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookRestarted finds notebooks that run on without the patches of a start.
var NotebookRestarted = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-restarted", Title: "Notebook instances are restarted often enough to be patched", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why:  "SageMaker patches a notebook instance when it starts, and not while it runs. One that nobody stops keeps the holes of the day it was started, with a role and your data in it.",
		Fix:  "aws sagemaker stop-notebook-instance --notebook-instance-name NAME, then start-notebook-instance; best by a lifecycle script that stops it when it is idle.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-software-updates.html"},
	},
	Run: notebookRestarted,
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "recent", Given: notebook(), Want: checks.Pass},
		{Name: "long_running", Given: notebook(func(n *sagemaker.NotebookInstance) {
			n.LastModifiedTime = inventory.Known(checks.CaseTime.AddDate(0, 0, -200))
		}), Want: checks.Fail},
		{Name: "stopped", Given: notebook(func(n *sagemaker.NotebookInstance) { n.NotebookInstanceStatus = inventory.Known("Stopped") }), Want: checks.NotApplicable},
		{Name: "not_told", Given: notebook(func(n *sagemaker.NotebookInstance) {
			n.LastModifiedTime = denied[time.Time](sagemaker.ListNotebookInstances)
		}), Want: checks.Unknown},
	},
}

// restart is how often AWS advises to restart a notebook instance (SageMaker Developer Guide, "Notebook instance software
// updates").
const restart = 30 * 24 * time.Hour

func notebookRestarted(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
	if status, known := checks.Read(v, v.Resource.NotebookInstanceStatus); known && status != "InService" {
		return v.NotApplicable("NotebookInstanceStatus is %s: it is patched when it starts", status)
	}
	at, _ := checks.Read(v, v.Resource.LastModifiedTime)
	if age := v.Now().Sub(at); age > restart {
		return v.Fail("it was last started or changed %d days ago, on %s", int(age.Hours()/24), at.Format(time.DateOnly))
	}
	return v.Pass("it was last started or changed on %s", at.Format(time.DateOnly))
}
