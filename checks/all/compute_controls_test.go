package all

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/checks/frameworks"
)

// compute are the services that run code, as AWS's Foundational Security Best Practices name them, with the first words of
// the kinds that their controls are judged on.
var compute = map[string][]string{
	"AutoScaling": {"autoscaling"}, "Batch": {"batch"}, "CodeBuild": {"codebuild"}, "ECR": {"ecr"}, "ECS": {"ecs"}, "EKS": {"eks"}, "ElasticBeanstalk": {"elasticbeanstalk"},
	"EMR": {"emr"}, "Inspector": {"inspector2"}, "Lambda": {"lambda"}, "SageMaker": {"sagemaker"}, "SSM": {"ssm", "ec2"}, "StepFunctions": {"sfn"},
}

// launches are the controls of EC2 that are about what launches instances.
var launches = []string{"EC2.25", "EC2.170", "EC2.173", "EC2.181"}

// inUse are controls that a check judges where something uses what they are about, and why that is enough. AWS's own
// rules look at what lies unused as well.
var inUse = map[string]string{
	"ECS.3": "every revision that ever was stays registered; one that no service, task or schedule runs does nothing",
	"ECS.4": "as ECS.3", "ECS.5": "as ECS.3", "ECS.8": "as ECS.3", "ECS.9": "as ECS.3", "ECS.18": "as ECS.3", "ECS.20": "as ECS.3", "ECS.21": "as ECS.3",
	"EMR.3":        "a security configuration that no cluster has protects nothing and endangers nothing; a cluster without one fails",
	"EMR.4":        "as EMR.3",
	"SageMaker.5":  "a model that no endpoint serves has no traffic; asking for each would be a call a model",
	"SageMaker.16": "as SageMaker.5", "SageMaker.19": "as SageMaker.5",
}

// unjudged are controls that no check judges, and why.
var unjudged = map[string]string{}

// TestComputeControls holds that every control of a service that runs code is mapped to a check of that service, or says
// why there is none. A service without a control in the standard, such as Batch, is no mistake.
func TestComputeControls(t *testing.T) {
	kinds := map[string]string{}
	for _, c := range Checks() {
		kinds[c.Info().ID] = string(c.Type().Kind)
	}
	fsbp, ok := frameworks.ByID(frameworks.FSBP)
	if !ok {
		t.Fatal("the framework is not there")
	}
	var held []string
	for _, control := range fsbp.Controls {
		service, _, _ := strings.Cut(control.ID, ".")
		of, ok := compute[service]
		if slices.Contains(launches, control.ID) {
			of, ok = []string{"ec2"}, true
		}
		if !ok {
			continue
		}
		held = append(held, control.ID)
		if reason := unjudged[control.ID]; (reason == "") == (len(control.Checks) == 0) {
			t.Errorf("%s (%s) has checks %v, and its reason to have none is %q", control.ID, control.Title, control.Checks, reason)
		}
		for _, id := range control.Checks {
			if prefix, _, _ := strings.Cut(kinds[id], "."); !slices.Contains(of, prefix) {
				t.Errorf("%s (%s) is mapped to %s, which judges kind %q", control.ID, control.Title, id, kinds[id])
			}
		}
	}
	slices.Sort(held)
	if diff := cmp.Diff(slices.Sorted(slices.Values(computeControls())), held); diff != "" {
		t.Errorf("the standard's controls (-want +got):\n%s", diff)
	}
	for _, reasons := range []map[string]string{inUse, unjudged} {
		for id := range reasons {
			if !slices.Contains(held, id) {
				t.Errorf("a reason is given for %s, which is no control", id)
			}
		}
	}
}

// TestInUseReadsUse holds that the checks of inUse judge kinds that say what uses them: the collectors of task
// definitions, clusters and endpoints bring nothing else.
func TestInUseReadsUse(t *testing.T) {
	kinds := map[string]bool{"ecs.task_definition": true, "emr.cluster": true, "sagemaker.endpoint": true}
	by := map[string]checks.Checker{}
	for _, c := range Checks() {
		by[c.Info().ID] = c
	}
	fsbp, _ := frameworks.ByID(frameworks.FSBP)
	for _, control := range fsbp.Controls {
		if inUse[control.ID] == "" {
			continue
		}
		for _, id := range control.Checks {
			if kind := string(by[id].Type().Kind); !kinds[kind] {
				t.Errorf("%s is judged by %s on kind %s, which holds what is unused too: drop its reason", control.ID, id, kind)
			}
		}
	}
}

// computeControls are the controls of these services that the standard has.
func computeControls() []string {
	return strings.Fields(`AutoScaling.1 AutoScaling.2 AutoScaling.3 AutoScaling.6 AutoScaling.9
		CodeBuild.1 CodeBuild.2 CodeBuild.3 CodeBuild.4 CodeBuild.7
		EC2.25 EC2.170 EC2.173 EC2.181
		ECR.1 ECR.2 ECR.3 ECS.2 ECS.3 ECS.4 ECS.5 ECS.8 ECS.9 ECS.10 ECS.12 ECS.16 ECS.18 ECS.19 ECS.20 ECS.21
		EKS.1 EKS.2 EKS.8 EKS.9 ElasticBeanstalk.1 ElasticBeanstalk.2 ElasticBeanstalk.3
		EMR.1 EMR.2 EMR.3 EMR.4 Inspector.1 Inspector.2 Inspector.3 Inspector.4 Lambda.1 Lambda.2 Lambda.5
		SageMaker.1 SageMaker.2 SageMaker.3 SageMaker.4 SageMaker.5 SageMaker.8 SageMaker.9 SageMaker.10 SageMaker.11 SageMaker.12 SageMaker.13 SageMaker.14 SageMaker.15 SageMaker.16 SageMaker.17 SageMaker.19
		SSM.1 SSM.2 SSM.3 SSM.4 SSM.6 SSM.7 StepFunctions.1`)
}
