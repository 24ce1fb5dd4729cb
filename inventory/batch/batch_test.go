package batch_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

func account() fstest.MapFS {
	environment := func(name, rest string) string {
		return `{"computeEnvironmentName":"` + name + `","computeEnvironmentArn":"arn:` + name + `","status":"VALID",` + rest + `}`
	}
	resources := func(kind, rest string) string {
		return `"type":"MANAGED","computeResources":{"maxvCpus":4,"subnets":["s"],"type":"` + kind + `"` + rest + `}`
	}
	return fstest.MapFS{
		"global/sts/GetCallerIdentity.json": {Data: []byte(`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)},
		"eu-central-1/batch/DescribeComputeEnvironments.json": {Data: []byte(`{"computeEnvironments":[` +
			environment("ec2", resources("EC2", `,"ec2Configuration":[{"imageType":"ECS_AL2023","batchImageStatus":"LATEST"}]`)+`,"ecsClusterArn":"arn:aws:ecs:eu-central-1:111122223333:cluster/ec2_Batch_1a2b"`) + `,` +
			environment("image", resources("SPOT", `,"imageId":"ami-1"`)) + `,` +
			environment("override", resources("EC2", `,"ec2Configuration":[{"imageType":"ECS_AL2023","imageIdOverride":"ami-1"}]`)) + `,` +
			environment("template", resources("EC2", `,"launchTemplate":{"launchTemplateName":"lt"}`)) + `,` +
			environment("fargate", resources("FARGATE_SPOT", ``)) + `,` +
			environment("unmanaged", `"type":"UNMANAGED"`) + `]}`)},
		"eu-central-1/batch/DescribeJobDefinitions.json": {Data: []byte(`{"jobDefinitions":[
			{"jobDefinitionName":"job","jobDefinitionArn":"arn:job:1","revision":1,"type":"container","status":"ACTIVE","containerProperties":{"image":"old"}},
			{"jobDefinitionName":"job","jobDefinitionArn":"arn:job:2","revision":2,"type":"container","status":"ACTIVE","containerProperties":{"image":"new","jobRoleArn":"arn:aws:iam::111122223333:role/job","privileged":true,"environment":[{"name":"DB_PASSWORD","value":"Tr0ub4dor-prod"}]}},
			{"jobDefinitionName":"gone","jobDefinitionArn":"arn:gone:1","revision":1,"type":"container","status":"INACTIVE","containerProperties":{"image":"gone"}}]}`)},
	}
}

func scan(t *testing.T) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), batch.Collectors, localstack.Options{PageSize: 2})
}

// TestLinks holds what an environment says of its nodes: by its name, and by the cluster that Batch made for it.
func TestLinks(t *testing.T) {
	got := map[string]responsibility.Variant{}
	for _, r := range scan(t).Resources {
		if l, ok := r.(inventory.Linker); ok {
			for _, x := range l.Links() {
				got[string(x.Kind)+" "+x.ID] = x.Variant
			}
		}
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		"batch.compute_environment ec2": responsibility.BatchComputeEnvEC2, "ecs.cluster ec2_Batch_1a2b": responsibility.BatchComputeEnvEC2,
		"batch.compute_environment image": responsibility.BatchComputeEnvCustomAMI, "batch.compute_environment override": responsibility.BatchComputeEnvCustomAMI,
		"batch.compute_environment fargate": responsibility.BatchComputeEnvFargate, "batch.compute_environment unmanaged": responsibility.BatchComputeEnvCustomAMI,
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestVariants(t *testing.T) {
	got := map[string]responsibility.Variant{}
	for _, r := range scan(t).Resources {
		got[r.Identity().ID] = r.Classify().Variant
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		"ec2": responsibility.BatchComputeEnvEC2, "image": responsibility.BatchComputeEnvCustomAMI, "override": responsibility.BatchComputeEnvCustomAMI, "template": "",
		"fargate": responsibility.BatchComputeEnvFargate, "unmanaged": responsibility.BatchComputeEnvCustomAMI, "job:2": responsibility.ECSTaskDefinition,
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestJobDefinition(t *testing.T) {
	b, err := json.Marshal(scan(t).Find("batch.job_definition", "eu-central-1", "job:2"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"job:2","arn":"arn:job:2","account":"111122223333","region":"eu-central-1","tags":[null],` +
		`"containerProperties":[[{"image":"new","privileged":true,"environment":[{"name":"DB_PASSWORD","secrets":["assigned-secret"]}]}]],"containerProperties.jobRoleArn":[["arn:aws:iam::111122223333:role/job"]]}`
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
}
