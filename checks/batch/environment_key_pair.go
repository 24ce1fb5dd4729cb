package batch

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// EnvironmentNoKeyPair finds machines of Batch that somebody can log in to.
var EnvironmentNoKeyPair = &checks.Check[batch.ComputeEnvironment]{
	Meta: checks.Meta{
		ID: "batch-compute-environment-no-key-pair", Title: "Compute environments put no SSH key on their machines", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "Whoever has the private key logs in to every machine that Batch makes, where the credentials of the instance and of all running jobs lie. Session Manager gives the same access by IAM, and logs it.",
		Fix:  "aws batch update-compute-environment --compute-environment NAME --compute-resources ec2KeyPair=; an environment with a service-linked role replaces its machines. Log in with aws ssm start-session --target INSTANCE.",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html", "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"},
	},
	Run: environmentNoKeyPair,
	Cases: []checks.Case[batch.ComputeEnvironment]{
		{Name: "none", Given: environment(), Want: checks.Pass},
		{Name: "key", Given: environment(func(e *batch.ComputeEnvironment) { e.EC2KeyPair = inventory.Known("ops") }), Want: checks.Fail},
		{Name: "fargate", Given: environment(fargate), Want: checks.NotApplicable},
		{Name: "unmanaged", Given: environment(func(e *batch.ComputeEnvironment) {
			e.ManagedType, e.Compute = inventory.Known("UNMANAGED"), inventory.Known("")
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: environment(func(e *batch.ComputeEnvironment) { e.EC2KeyPair = denied[string](batch.DescribeComputeEnvironments) }), Want: checks.Unknown},
	},
}

func environmentNoKeyPair(v *checks.View[batch.ComputeEnvironment]) checks.Verdict {
	compute, known := checks.Read(v, v.Resource.Compute)
	switch {
	case known && compute == "":
		return v.NotApplicable("type is UNMANAGED: the machines are judged as instances")
	case strings.HasPrefix(compute, "FARGATE"):
		return v.NotApplicable("computeResources.type is %s: nobody logs in there", compute)
	}
	if key, _ := checks.Read(v, v.Resource.EC2KeyPair); key != "" {
		return v.Fail("computeResources.ec2KeyPair is %s", key)
	}
	return v.Pass("computeResources.ec2KeyPair is not set")
}
