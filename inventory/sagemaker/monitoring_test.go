package sagemaker_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/sagemaker"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	place = "eu-central-1/sagemaker/"
	here  = "arn:aws:sagemaker:eu-central-1:111122223333:"
	when  = `"CreationTime":"2026-01-02T03:04:05+00:00"`
)

// watched are answers with two definitions of each kind of monitoring, of which the second says nothing of its network, with
// a schedule of each form, and with a feature group of each store.
func watched() map[string]string {
	out := map[string]string{
		place + "ListMonitoringSchedules": `{"MonitoringScheduleSummaries":[
			{"MonitoringScheduleName":"own","MonitoringScheduleArn":"` + here + `monitoring-schedule/own",` + when + `,"LastModifiedTime":"2026-01-02T03:04:05+00:00","MonitoringScheduleStatus":"Scheduled"},
			{"MonitoringScheduleName":"named","MonitoringScheduleArn":"` + here + `monitoring-schedule/named",` + when + `,"LastModifiedTime":"2026-01-02T03:04:05+00:00","MonitoringScheduleStatus":"Stopped","MonitoringJobDefinitionName":"a"}]}`,
		place + "DescribeMonitoringSchedule/own": `{"MonitoringScheduleName":"own","MonitoringScheduleArn":"` + here + `monitoring-schedule/own",` + when + `,"LastModifiedTime":"2026-01-02T03:04:05+00:00","MonitoringScheduleStatus":"Scheduled",
			"MonitoringScheduleConfig":{"MonitoringJobDefinition":{"MonitoringInputs":[],"MonitoringOutputConfig":{"MonitoringOutputs":[]},"MonitoringResources":{"ClusterConfig":{"InstanceCount":1,"InstanceType":"ml.m5.large","VolumeSizeInGB":1}},"MonitoringAppSpecification":{"ImageUri":"i"},"RoleArn":"r","NetworkConfig":{"EnableNetworkIsolation":true}}}}`,
		place + "ListFeatureGroups": `{"FeatureGroupSummaries":[{"FeatureGroupName":"both","FeatureGroupArn":"` + here + `feature-group/both",` + when + `,"FeatureGroupStatus":"Created"},{"FeatureGroupName":"online","FeatureGroupArn":"` + here + `feature-group/online",` + when + `}]}`,
		place + "DescribeFeatureGroup/both": `{"FeatureGroupName":"both","FeatureGroupArn":"` + here + `feature-group/both",` + when + `,"RecordIdentifierFeatureName":"id","EventTimeFeatureName":"at","FeatureDefinitions":[],"NextToken":"",
			"OfflineStoreConfig":{"S3StorageConfig":{"S3Uri":"s3://corp","KmsKeyId":"k"}}}`,
		place + "DescribeFeatureGroup/online": `{"FeatureGroupName":"online","FeatureGroupArn":"` + here + `feature-group/online",` + when + `,"RecordIdentifierFeatureName":"id","EventTimeFeatureName":"at","FeatureDefinitions":[],"NextToken":"","OnlineStoreConfig":{"EnableOnlineStore":true}}`,
	}
	for kind, path := range map[string]string{"DataQuality": "data-quality", "ModelBias": "model-bias", "ModelExplainability": "model-explainability", "ModelQuality": "model-quality"} {
		arn := here + path + "-job-definition/"
		spec, input := `{"ImageUri":"i"`, "{}"
		if kind == "ModelBias" || kind == "ModelExplainability" {
			spec += `,"ConfigUri":"c"`
		}
		if kind == "ModelBias" || kind == "ModelQuality" {
			input = `{"GroundTruthS3Input":{}}`
		}
		describe := func(name, network string) {
			out[place+"Describe"+kind+"JobDefinition/"+name] = `{"JobDefinitionName":"` + name + `","JobDefinitionArn":"` + arn + name + `",` + when + `,"RoleArn":"r","` + kind + `AppSpecification":` + spec + `},"` + kind + `JobInput":` + input + `,"` + kind + `JobOutputConfig":{"MonitoringOutputs":[]},
				"JobResources":{"ClusterConfig":{"InstanceCount":1,"InstanceType":"ml.m5.large","VolumeSizeInGB":1}}` + network + `}`
		}
		out[place+"List"+kind+"JobDefinitions"] = `{"JobDefinitionSummaries":[{"MonitoringJobDefinitionName":"a","MonitoringJobDefinitionArn":"` + arn + `a",` + when + `,"EndpointName":"quotes"},{"MonitoringJobDefinitionName":"b","MonitoringJobDefinitionArn":"` + arn + `b",` + when + `,"EndpointName":"fares"}]}`
		describe("a", `,"NetworkConfig":{"EnableInterContainerTrafficEncryption":true,"EnableNetworkIsolation":true}`)
		describe("b", "")
	}
	return out
}

// seen are the facts of every resource by kind and name; nil is what is not known.
func seen(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Resources {
		var facts []any
		switch x := r.(type) {
		case *sagemaker.DataQualityJobDefinition:
			facts = []any{localstacktest.Value(x.EndpointName), localstacktest.Value(x.NetworkConfig)}
		case *sagemaker.ModelBiasJobDefinition:
			facts = []any{localstacktest.Value(x.EndpointName), localstacktest.Value(x.NetworkConfig)}
		case *sagemaker.ModelExplainabilityJobDefinition:
			facts = []any{localstacktest.Value(x.EndpointName), localstacktest.Value(x.NetworkConfig)}
		case *sagemaker.ModelQualityJobDefinition:
			facts = []any{localstacktest.Value(x.EndpointName), localstacktest.Value(x.NetworkConfig)}
		case *sagemaker.MonitoringSchedule:
			facts = []any{localstacktest.Value(x.MonitoringScheduleStatus), localstacktest.Value(x.MonitoringJobDefinitionName), localstacktest.Value(x.NetworkConfig)}
		case *sagemaker.FeatureGroup:
			facts = []any{localstacktest.Value(x.FeatureGroupStatus), localstacktest.Value(x.OfflineStore)}
		}
		out[r.Identity().ARN] = facts
	}
	return out
}

func monitored(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, localstacktest.Files(watched()), []*collect.Collector{
		sagemaker.DataQualityJobDefinitionCollector, sagemaker.FeatureGroupCollector, sagemaker.ModelBiasJobDefinitionCollector,
		sagemaker.ModelExplainabilityJobDefinitionCollector, sagemaker.ModelQualityJobDefinitionCollector, sagemaker.MonitoringScheduleCollector,
	}, o)
}

func TestMonitoring(t *testing.T) {
	s := monitored(t, localstack.Options{PageSize: 1})
	want := map[string][]any{
		here + "monitoring-schedule/own":   {"Scheduled", "", sagemaker.Network{EnableNetworkIsolation: true}},
		here + "monitoring-schedule/named": {"Stopped", "a", nil},
		here + "feature-group/both":        {"Created", &sagemaker.OfflineStore{S3URI: "s3://corp", KMSKeyID: "k"}},
		here + "feature-group/online":      {nil, (*sagemaker.OfflineStore)(nil)},
	}
	calls := map[string]int{
		"SageMaker.ListMonitoringSchedules": 2, "SageMaker.DescribeMonitoringSchedule": 1, "SageMaker.ListFeatureGroups": 2, "SageMaker.DescribeFeatureGroup": 2, "SageMaker.ListTags": 12,
	}
	for kind, path := range map[string]string{"DataQuality": "data-quality", "ModelBias": "model-bias", "ModelExplainability": "model-explainability", "ModelQuality": "model-quality"} {
		want[here+path+"-job-definition/a"] = []any{"quotes", sagemaker.Network{EnableInterContainerTrafficEncryption: true, EnableNetworkIsolation: true}}
		want[here+path+"-job-definition/b"] = []any{"fares", sagemaker.Network{}}
		calls["SageMaker.List"+kind+"JobDefinitions"], calls["SageMaker.Describe"+kind+"JobDefinition"] = 2, 2
	}
	if diff := cmp.Diff(want, seen(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(calls, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestMonitoringDenied holds that each refused call is a gap of what it brings, and of nothing else.
func TestMonitoringDenied(t *testing.T) {
	all := seen(monitored(t, localstack.Options{}))
	for op, arns := range map[string][]string{
		"DescribeDataQualityJobDefinition":         {here + "data-quality-job-definition/a", here + "data-quality-job-definition/b"},
		"DescribeModelBiasJobDefinition":           {here + "model-bias-job-definition/a", here + "model-bias-job-definition/b"},
		"DescribeModelExplainabilityJobDefinition": {here + "model-explainability-job-definition/a", here + "model-explainability-job-definition/b"},
		"DescribeModelQualityJobDefinition":        {here + "model-quality-job-definition/a", here + "model-quality-job-definition/b"},
		"DescribeMonitoringSchedule":               {here + "monitoring-schedule/own"},
		"DescribeFeatureGroup":                     {here + "feature-group/both", here + "feature-group/online"},
	} {
		t.Run(op, func(t *testing.T) {
			want := map[string][]any{}
			for arn, facts := range all {
				want[arn] = facts
			}
			for _, arn := range arns {
				facts := append([]any(nil), all[arn]...)
				facts[len(facts)-1] = nil
				want[arn] = facts
			}
			got := seen(monitored(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"sagemaker:" + op}}}))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	s := monitored(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"sagemaker:ListModelBiasJobDefinitions"}}})
	if c := s.CoverageOf("sagemaker.model_bias_job_definition", "eu-central-1"); c == nil || c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
