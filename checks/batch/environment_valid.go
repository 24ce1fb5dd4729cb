package batch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// EnvironmentValid finds environments that Batch can no longer change.
var EnvironmentValid = &checks.Check[batch.ComputeEnvironment]{
	Meta: checks.Meta{
		ID: "batch-compute-environment-valid", Title: "Compute environments are valid", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "In an environment that is INVALID Batch starts nothing, replaces nothing and updates nothing: jobs wait, and a patched image never arrives.",
		Fix:  "aws batch describe-compute-environments --compute-environments NAME --query 'computeEnvironments[].statusReason' says what is wrong; mostly a role or a template that was deleted.",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/invalid_compute_environment.html"},
	},
	Run: environmentValid,
	Cases: []checks.Case[batch.ComputeEnvironment]{
		{Name: "valid", Given: environment(), Want: checks.Pass},
		{Name: "invalid", Given: environment(func(e *batch.ComputeEnvironment) { e.Status = inventory.Known("INVALID") }), Want: checks.Fail},
		{Name: "unread", Given: environment(func(e *batch.ComputeEnvironment) { e.Status = denied[string](batch.DescribeComputeEnvironments) }), Want: checks.Unknown},
	},
}

func environmentValid(v *checks.View[batch.ComputeEnvironment]) checks.Verdict {
	is, _ := checks.Read(v, v.Resource.Status)
	if is == "INVALID" {
		return v.Fail("status is INVALID")
	}
	return v.Pass("status is %s", is)
}
