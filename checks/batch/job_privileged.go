package batch

import (
	"demarc/checks"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobNotPrivileged finds jobs with all rights of the machine.
var JobNotPrivileged = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-not-privileged", Title: "Jobs do not run privileged", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "A privileged container is root on the machine: whoever breaks into it owns every other job there, and the role of the instance.",
		Fix:  "Register a revision without \"privileged\": true (aws batch register-job-definition), and deregister the old one.",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html"},
	},
	Run: jobNotPrivileged,
	Cases: []checks.Case[batch.JobDefinition]{
		{Name: "not_privileged", Given: job(), Want: checks.Pass},
		{Name: "privileged", Given: job(func(c *batch.Container) { c.Privileged = true }), Want: checks.Fail},
		{Name: "unread", Given: unread(), Want: checks.Unknown},
	},
}

func jobNotPrivileged(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	for _, c := range list {
		if c.Privileged {
			return v.Fail("a container of image %s is privileged", c.Image)
		}
	}
	return v.Pass("none of %d containers is privileged", len(list))
}
