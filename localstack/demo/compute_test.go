package demo_test

import (
	"slices"
	"strings"
	"testing"

	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/localstack"
)

// seen is where the demo account shows each variant of what runs code.
var seen = map[responsibility.Variant]inventory.Kind{
	responsibility.AppRunnerService:                "apprunner.service",
	responsibility.BatchComputeEnvCustomAMI:        "batch.compute_environment",
	responsibility.BatchComputeEnvEC2:              "batch.compute_environment",
	responsibility.BatchComputeEnvFargate:          "batch.compute_environment",
	responsibility.BeanstalkEnvironment:            "elasticbeanstalk.environment",
	responsibility.BeanstalkEnvironmentCustomAMI:   "elasticbeanstalk.environment",
	responsibility.BeanstalkEnvironmentUnmanaged:   "elasticbeanstalk.environment",
	responsibility.EC2Instance:                     "ec2.instance",
	responsibility.EC2InstanceDedicated:            "ec2.instance",
	responsibility.EC2InstanceEdge:                 "ec2.instance",
	responsibility.EC2InstanceHost:                 "ec2.instance",
	responsibility.EC2InstanceMac:                  "ec2.instance",
	responsibility.EC2InstanceManaged:              "ec2.instance",
	responsibility.EC2InstanceMetal:                "ec2.instance",
	responsibility.EC2InstanceOutposts:             "ec2.instance",
	responsibility.ECSContainerInstance:            "ecs.container_instance",
	responsibility.ECSExternal:                     "ecs.container_instance",
	responsibility.ECSFargate:                      "ecs.service",
	responsibility.ECSManagedInstance:              "ecs.capacity_provider",
	responsibility.ECSTaskDefinition:               "ecs.task_definition",
	responsibility.EKSAutoMode:                     "ec2.instance",
	responsibility.EKSCluster:                      "eks.cluster",
	responsibility.EKSFargate:                      "eks.fargate_profile",
	responsibility.EKSHybridNode:                   "eks.hybrid_nodes",
	responsibility.EKSNodeGroupCustomAMI:           "eks.nodegroup",
	responsibility.EKSNodeGroupManaged:             "eks.nodegroup",
	responsibility.EKSNodesSelfManaged:             "ec2.instance",
	responsibility.EMRCluster:                      "emr.cluster",
	responsibility.EMRClusterCustomAMI:             "emr.cluster",
	responsibility.EMRServerless:                   "emrserverless.application",
	responsibility.LambdaFunctionImage:             "lambda.function",
	responsibility.LambdaFunctionManagedInstances:  "lambda.function",
	responsibility.LambdaFunctionZip:               "lambda.function",
	responsibility.LambdaFunctionZipDeprecated:     "lambda.function",
	responsibility.LambdaFunctionZipFunctionUpdate: "lambda.function",
	responsibility.LambdaFunctionZipManual:         "lambda.function",
	responsibility.LambdaFunctionZipOSOnly:         "lambda.function",
	responsibility.LightsailContainer:              "lightsail.container_service",
	responsibility.LightsailInstance:               "lightsail.instance",
	responsibility.SageMakerEndpoint:               "sagemaker.endpoint",
	responsibility.SageMakerNotebook:               "sagemaker.notebook_instance",
	responsibility.StepFunctionsStateMachine:       "sfn.state_machine",
}

// unseen are the variants of what runs code that no collector tells, and why.
var unseen = map[responsibility.Variant]string{}

// compute reports whether a variant runs code of the customer's: those of the levels of machines and containers, and
// those above that are functions, clusters, notebooks and workflows. RDS Custom is a database on machines.
func compute(v responsibility.Variant) bool {
	service, _, _ := strings.Cut(string(v), ".")
	switch service {
	case "ecs", "eks", "lambda", "emr", "sagemaker", "stepfunctions":
		return true
	case "rds":
		return false
	}
	return slices.Contains([]responsibility.Level{
		responsibility.BareMetal, responsibility.VirtualMachine, responsibility.OrchestratedIaaS, responsibility.AWSManagedInstance, responsibility.ContainerOnManagedCapacity,
	}, responsibility.LevelOf(v))
}

// TestEveryVariantOfCompute holds that for each variant of what runs code one resource of the demo account is
// classified as it, or that a reason stands here why nothing tells it.
func TestEveryVariantOfCompute(t *testing.T) {
	s := snapshot(t, localstack.Faults{}, 1, checksall.Checks())
	found := map[responsibility.Variant][]inventory.Kind{}
	for _, r := range s.Resources {
		if c := r.Classify(); c.Variant != "" && c.Why != "" {
			found[c.Variant] = append(found[c.Variant], r.Type().Kind)
		}
	}
	listed := 0
	for _, info := range responsibility.Variants() {
		v := info.ID
		if !compute(v) {
			continue
		}
		listed++
		kind, told := seen[v]
		why := unseen[v]
		switch {
		case told && why != "":
			t.Errorf("%s is told by %s, and it is said that nothing tells it: %s", v, kind, why)
		case told && !slices.Contains(found[v], kind):
			t.Errorf("no %s of the demo account is a %s", kind, v)
		case !told && why == "":
			t.Errorf("nothing says where %s is seen, or why no API tells it", v)
		case !told && len(found[v]) > 0:
			t.Errorf("%v are %s, and it is said that nothing tells it: %s", found[v], v, why)
		}
	}
	if want := len(seen) + len(unseen); listed != want {
		t.Errorf("%d variants run code, and %d are listed here", listed, want)
	}
}

// TestNodesAreJoined holds that an instance is what runs on it, by the word of the service, and that the reason says so.
func TestNodesAreJoined(t *testing.T) {
	s := snapshot(t, localstack.Faults{}, 1, checksall.Checks())
	for _, c := range []struct {
		region, id string
		variant    responsibility.Variant
		says       string
	}{
		{"eu-central-1", "i-0a11de4995e49ffbc", responsibility.EKSNodeGroupManaged, "the instance is in Auto Scaling group eks-general-2ac8: EKS lists Auto Scaling group eks-general-2ac8 under node group tracking/general: amiType is AL2023_x86_64_STANDARD"},
		{"eu-central-1", "i-0a117b856d446d54c", responsibility.EKSNodeGroupCustomAMI, "under node group quay/berths: amiType is CUSTOM"},
		{"eu-central-1", "i-0a1185441343936aa", responsibility.EKSNodesSelfManaged, "kubernetes.io/cluster/tracking"},
		{"eu-central-1", "i-0a11fe57403f517cd", responsibility.EKSAutoMode, "Operator.Principal is eks.amazonaws.com"},
		{"eu-central-1", "i-0a11bcb8f020f2fd0", responsibility.ECSManagedInstance, "Operator.Principal is ecs.amazonaws.com"},
		{"eu-central-1", "i-0a1168b9852d13314", responsibility.ECSContainerInstance, "ECS lists the instance as container instance customs/"},
		{"eu-central-1", "i-0a112d5652f0c179b", responsibility.BeanstalkEnvironmentCustomAMI, "environment depot-kiosk, whose option ImageId is ami-0a118608cc80d5dc2"},
		{"us-east-1", "i-0b223013dc1283911", responsibility.BeanstalkEnvironmentUnmanaged, "environment label-tool, whose option ManagedActionsEnabled is false"},
		{"us-east-1", "i-0b226459887e2966b", responsibility.BeanstalkEnvironment, "environment quote-tool, whose option ManagedActionsEnabled is true"},
		{"eu-central-1", "i-0a1135ba87893a527", responsibility.EMRClusterCustomAMI, "EMR lists it in cluster j-1TAR1FFANALYT, whose CustomAmiId is ami-0a118608cc80d5dc2"},
		{"us-east-1", "i-0b220574495dfc4d5", responsibility.EMRCluster, "EMR lists it in cluster j-2AXXHALDENEMR, whose CustomAmiId is not set"},
		{"us-east-1", "i-0b22f64c6d670df19", responsibility.BatchComputeEnvCustomAMI, "environment old-forecasts, whose computeResources.imageId is ami-0b2225c312c60d8d2"},
		{"us-east-1", "i-0b227d40fad393b9d", responsibility.BatchComputeEnvEC2, "environment nightly-forecasts, whose computeResources.type is EC2, and the image is Batch's"},
	} {
		t.Run(c.id, func(t *testing.T) {
			r := s.Find("ec2.instance", c.region, c.id)
			if r == nil {
				t.Fatal("the instance is not there")
			}
			if got := r.Classify(); got.Variant != c.variant || !strings.Contains(got.Why, c.says) {
				t.Errorf("it is %s: %s", got.Variant, got.Why)
			}
		})
	}
}
