package sagemaker_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/sagemaker"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/sagemaker/"
	const arn = "arn:aws:sagemaker:eu-central-1:111122223333:"
	const made = `"CreationTime":"2026-01-02T03:04:05+00:00","LastModifiedTime":"2026-02-03T04:05:06+00:00"`
	put(dir+"ListNotebookInstances.json", `{"NotebookInstances":[{"NotebookInstanceName":"lab","NotebookInstanceArn":"`+arn+`notebook-instance/lab","NotebookInstanceStatus":"InService",`+made+`}]}`)
	put(dir+"DescribeNotebookInstance/lab.json", `{"NotebookInstanceName":"lab","NotebookInstanceArn":"`+arn+`notebook-instance/lab","NotebookInstanceStatus":"InService","RoleArn":"arn:aws:iam::111122223333:role/app",
		"DirectInternetAccess":"Disabled","SubnetId":"subnet-1","RootAccess":"Disabled","PlatformIdentifier":"notebook-al2023-v1","InstanceMetadataServiceConfiguration":{"MinimumInstanceMetadataServiceVersion":"2"}}`)
	put(dir+"ListEndpoints.json", `{"Endpoints":[{"EndpointName":"quotes","EndpointArn":"`+arn+`endpoint/quotes","EndpointStatus":"InService",`+made+`}]}`)
	put(dir+"DescribeEndpoint/quotes.json", `{"EndpointName":"quotes","EndpointArn":"`+arn+`endpoint/quotes","EndpointConfigName":"quotes-7","EndpointStatus":"InService",`+made+`}`)
	put(dir+"DescribeEndpointConfig/quotes-7.json", `{"EndpointConfigName":"quotes-7","EndpointConfigArn":"`+arn+`endpoint-config/quotes-7","CreationTime":"2026-01-02T03:04:05+00:00","KmsKeyId":"key-1",
		"ProductionVariants":[{"VariantName":"a","ModelName":"quotes","InitialInstanceCount":2},{"VariantName":"b","ModelName":"quotes","ServerlessConfig":{"MemorySizeInMB":1024,"MaxConcurrency":5}},{"VariantName":"c","InitialInstanceCount":1}]}`)
	put(dir+"DescribeModel/quotes.json", `{"ModelName":"quotes","ModelArn":"`+arn+`model/quotes","CreationTime":"2026-01-02T03:04:05+00:00","ExecutionRoleArn":"arn:aws:iam::111122223333:role/app","EnableNetworkIsolation":true,
		"Containers":[{"Image":"a"},{"Image":"b","ImageConfig":{"RepositoryAccessMode":"Vpc"}}]}`)
	put(dir+"ListTags/lab.json", `{"Tags":[{"Key":"env","Value":"prod"}]}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), sagemaker.Collectors, o)
}

func facts(t *testing.T, s *inventory.Snapshot, kind inventory.Kind, name string) map[string]string {
	t.Helper()
	b, err := json.Marshal(s.Find(kind, "eu-central-1", name))
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range raw {
		if k != "account" && k != "region" && k != "id" && k != "arn" && k != "tags" {
			out[k] = string(v)
		}
	}
	return out
}

func TestNotebookInstances(t *testing.T) {
	want := map[string]string{
		"NotebookInstanceStatus": `["InService"]`, "LastModifiedTime": `["2026-02-03T04:05:06Z"]`, "DirectInternetAccess": `["Disabled"]`, "SubnetId": `["subnet-1"]`, "RootAccess": `["Disabled"]`,
		"PlatformIdentifier": `["notebook-al2023-v1"]`, "RoleArn": `["arn:aws:iam::111122223333:role/app"]`, "KmsKeyId": `[""]`, "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion": `["2"]`,
	}
	s := scan(t, localstack.Options{})
	if diff := cmp.Diff(want, facts(t, s, "sagemaker.notebook_instance", "lab")); diff != "" {
		t.Error(diff)
	}
	if got := s.Find("sagemaker.notebook_instance", "eu-central-1", "lab").Identity().Tags.Or(nil); !cmp.Equal(got, map[string]string{"env": "prod"}) {
		t.Errorf("tags %v", got)
	}
}

func TestEndpoints(t *testing.T) {
	want := map[string]string{
		"EndpointStatus": `["InService"]`, "EndpointConfigName": `["quotes-7"]`, "KmsKeyId": `["key-1"]`,
		"ProductionVariants": `[[{"VariantName":"a","ModelName":"quotes","InitialInstanceCount":2},{"VariantName":"b","ModelName":"quotes","ServerlessConfig":true},{"VariantName":"c","InitialInstanceCount":1}]]`,
		"Models":             `[[{"ModelName":"quotes","EnableNetworkIsolation":true,"ImageConfig.RepositoryAccessMode":["Platform","Vpc"]}]]`,
	}
	s := scan(t, localstack.Options{})
	if diff := cmp.Diff(want, facts(t, s, "sagemaker.endpoint", "quotes")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{
		"SageMaker.ListNotebookInstances": 1, "SageMaker.DescribeNotebookInstance": 1, "SageMaker.ListEndpoints": 1, "SageMaker.DescribeEndpoint": 1,
		"SageMaker.DescribeEndpointConfig": 1, "SageMaker.DescribeModel": 1, "SageMaker.ListTags": 2,
		"SageMaker.ListDataQualityJobDefinitions": 1, "SageMaker.ListModelBiasJobDefinitions": 1, "SageMaker.ListModelExplainabilityJobDefinitions": 1, "SageMaker.ListModelQualityJobDefinitions": 1,
		"SageMaker.ListMonitoringSchedules": 1, "SageMaker.ListFeatureGroups": 1,
	}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestDenied holds that a refused call leaves a gap, which names it, in all that it would have led to.
func TestDenied(t *testing.T) {
	for op, gone := range map[string][]string{
		"DescribeNotebookInstance": {"DirectInternetAccess", "SubnetId", "RootAccess", "PlatformIdentifier", "RoleArn", "KmsKeyId"},
		"DescribeEndpoint":         {"EndpointConfigName", "ProductionVariants", "KmsKeyId", "Models"},
		"DescribeEndpointConfig":   {"ProductionVariants", "KmsKeyId", "Models"},
		"DescribeModel":            {"Models"},
	} {
		t.Run(op, func(t *testing.T) {
			s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"sagemaker:" + op}}})
			got := facts(t, s, "sagemaker.endpoint", "quotes")
			if op == "DescribeNotebookInstance" {
				got = facts(t, s, "sagemaker.notebook_instance", "lab")
			}
			for _, name := range gone {
				if !strings.Contains(got[name], "sagemaker:"+op) {
					t.Errorf("%s is %s", name, got[name])
				}
			}
		})
	}
}
