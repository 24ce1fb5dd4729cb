package elasticbeanstalk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const platformARN = "arn:aws:elasticbeanstalk:eu-central-1::platform/Python 3.13 running on 64bit Amazon Linux 2023/4.7.1"

// account has an environment of each variant, one that is deleted, and one whose change is under way.
func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/elasticbeanstalk/"
	environment := func(id, name, status string) string {
		return `{"EnvironmentId":"` + id + `","EnvironmentName":"` + name + `","ApplicationName":"portal","Status":"` + status + `","PlatformArn":"` + platformARN + `","EnvironmentArn":"arn:aws:elasticbeanstalk:eu-central-1:111122223333:environment/portal/` + name + `"}`
	}
	put(dir+"DescribeEnvironments.json", `{"Environments":[`+strings.Join([]string{
		environment("e-managed111", "managed", "Ready"), environment("e-manual2222", "manual", "Ready"), environment("e-custom3333", "custom", "Updating"),
		environment("e-silent4444", "silent", "Ready"), environment("e-gone555555", "gone", "Terminated"),
	}, ",")+`]}`)
	settings := func(name, status string, options ...string) string {
		var list []string
		for _, o := range options {
			namespace, rest, _ := strings.Cut(o, " ")
			option, value, _ := strings.Cut(rest, "=")
			list = append(list, `{"Namespace":"`+namespace+`","OptionName":"`+option+`","Value":"`+value+`"}`)
		}
		return `{"EnvironmentName":"` + name + `","ApplicationName":"portal","DeploymentStatus":"` + status + `","OptionSettings":[` + strings.Join(list, ",") + `]}`
	}
	const launch, updates = "aws:autoscaling:launchconfiguration", "aws:elasticbeanstalk:managedactions"
	put(dir+"DescribeConfigurationSettings/managed.json", `{"ConfigurationSettings":[`+settings("managed", "deployed",
		updates+" ManagedActionsEnabled=true", updates+":platformupdate UpdateLevel=minor", launch+" ImageId=ami-0aaaaaaaaaaaaaaaa", launch+" DisableIMDSv1=true",
		"aws:elasticbeanstalk:healthreporting:system SystemType=enhanced", "aws:elasticbeanstalk:cloudwatch:logs StreamLogs=true",
		"aws:elasticbeanstalk:application:environment DB_PASSWORD=Tr0ub4dor-prod", "aws:elasticbeanstalk:application:environment LANG=C")+`]}`)
	put(dir+"DescribeConfigurationSettings/manual.json", `{"ConfigurationSettings":[`+settings("manual", "deployed", launch+" InstanceType=t3.micro", launch+" DisableIMDSv1=perhaps")+`]}`)
	put(dir+"DescribeConfigurationSettings/custom.json", `{"ConfigurationSettings":[`+settings("custom", "pending", updates+" ManagedActionsEnabled=false")+","+
		settings("custom", "deployed", updates+" ManagedActionsEnabled=true", launch+" ImageId=ami-0bbbbbbbbbbbbbbbb")+`]}`)
	put(dir+"DescribeConfigurationSettings/silent.json", `{"ConfigurationSettings":[`+settings("silent", "deployed")+`]}`)
	files[dir+"DescribePlatformVersion/_default.json"] = &fstest.MapFile{Data: []byte(`{"PlatformDescription":{"PlatformArn":"` + platformARN + `","PlatformBranchName":"Python 3.13","PlatformBranchLifecycleState":"Supported",
		"PlatformLifecycleState":"Recommended","PlatformVersion":"4.7.1","PlatformOwner":"AWSElasticBeanstalk","OperatingSystemName":"Amazon Linux","OperatingSystemVersion":"2023",
		"CustomAmiList":[{"VirtualizationType":"hvm","ImageId":"ami-0aaaaaaaaaaaaaaaa"}]}}`)}
	put(dir+"DescribeEnvironmentManagedActionHistory/e-managed111.json", `{"ManagedActionHistoryItems":[
		{"ActionId":"a-1","ActionType":"PlatformUpdate","Status":"Completed","FinishedTime":"2026-10-06T02:10:00+00:00"},
		{"ActionId":"a-2","ActionType":"PlatformUpdate","Status":"Failed","FailureType":"RollbackSuccessful","FinishedTime":"2026-11-03T02:10:00+00:00"}]}`)
	put(dir+"DescribeEnvironmentManagedActionHistory/_default.json", `{"ManagedActionHistoryItems":[]}`)
	put(dir+"DescribeEnvironmentResources/e-managed111.json", `{"EnvironmentResources":{"EnvironmentName":"managed","Instances":[{"Id":"i-0bbbbbbbbbbbbbbbb"},{"Id":"i-0aaaaaaaaaaaaaaaa"}]}}`)
	put(dir+"DescribeEnvironmentResources/_default.json", `{"EnvironmentResources":{"EnvironmentName":"other","Instances":[]}}`)
	put(dir+"ListTagsForResource/_default.json", `{"ResourceTags":[{"Key":"env","Value":"prod"}]}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), elasticbeanstalk.Collectors, o)
}

func find(t *testing.T, s *inventory.Snapshot, id string) *elasticbeanstalk.Environment {
	t.Helper()
	e, ok := s.Find("elasticbeanstalk.environment", "eu-central-1", id).(*elasticbeanstalk.Environment)
	if !ok {
		t.Fatalf("no environment %s", id)
	}
	return e
}

func facts(t *testing.T, e *elasticbeanstalk.Environment) map[string]string {
	t.Helper()
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Tr0ub4dor") {
		t.Errorf("%s keeps a secret: %s", e.Name, b)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range raw {
		if strings.HasPrefix(k, "OptionSettings.") {
			out[strings.TrimPrefix(k, "OptionSettings.")] = string(v)
		}
	}
	return out
}

func TestSettings(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 2})
	const omitted = `{"class":"omitted"}`
	for id, want := range map[string]map[string]string{
		"e-managed111": {
			"ManagedActionsEnabled": `[true]`, "UpdateLevel": `["minor"]`, "ImageId": `["ami-0aaaaaaaaaaaaaaaa"]`, "SystemType": `["enhanced"]`, "StreamLogs": `[true]`,
			"DisableIMDSv1": `[true]`, "EnvironmentProperties": `[[{"OptionName":"DB_PASSWORD","Kinds":[{"Kind":"assigned-secret","Line":1}]}]]`,
		},
		"e-manual2222": {"ManagedActionsEnabled": `[false]`, "UpdateLevel": `[""]`, "ImageId": `[""]`, "SystemType": `["basic"]`, "StreamLogs": `[false]`, "DisableIMDSv1": omitted, "EnvironmentProperties": `[null]`},
		"e-custom3333": {"ManagedActionsEnabled": `[true]`, "UpdateLevel": `[""]`, "ImageId": `["ami-0bbbbbbbbbbbbbbbb"]`, "SystemType": `["basic"]`, "StreamLogs": `[false]`, "DisableIMDSv1": omitted, "EnvironmentProperties": `[null]`},
		"e-silent4444": {"ManagedActionsEnabled": omitted, "UpdateLevel": omitted, "ImageId": omitted, "SystemType": omitted, "StreamLogs": omitted, "DisableIMDSv1": omitted, "EnvironmentProperties": omitted},
	} {
		t.Run(id, func(t *testing.T) {
			if diff := cmp.Diff(want, facts(t, find(t, s, id))); diff != "" {
				t.Error(diff)
			}
		})
	}
	if s.Find("elasticbeanstalk.environment", "eu-central-1", "e-gone555555") != nil {
		t.Error("a deleted environment was kept")
	}
	want := map[string]int{
		"ElasticBeanstalk.DescribeEnvironments": 2, "ElasticBeanstalk.DescribeConfigurationSettings": 4, "ElasticBeanstalk.DescribePlatformVersion": 1,
		"ElasticBeanstalk.DescribeEnvironmentManagedActionHistory": 3, "ElasticBeanstalk.DescribeEnvironmentResources": 4, "ElasticBeanstalk.ListTagsForResource": 4,
	}
	if diff := cmp.Diff(want, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestVariantsAndLinks(t *testing.T) {
	s := scan(t, localstack.Options{})
	got := map[string]responsibility.Variant{}
	for _, r := range s.Of("elasticbeanstalk.environment") {
		got[r.Identity().Name] = r.Classify().Variant
	}
	want := map[string]responsibility.Variant{
		"managed": responsibility.BeanstalkEnvironment, "manual": responsibility.BeanstalkEnvironmentUnmanaged, "custom": responsibility.BeanstalkEnvironmentCustomAMI, "silent": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	managed := find(t, s, "e-managed111")
	var ids []string
	for _, l := range managed.Links() {
		ids = append(ids, string(l.Kind)+" "+l.ID+" "+string(l.Variant))
	}
	if diff := cmp.Diff([]string{"elasticbeanstalk.environment e-managed111 beanstalk.environment", "ec2.instance i-0aaaaaaaaaaaaaaaa beanstalk.environment", "ec2.instance i-0bbbbbbbbbbbbbbbb beanstalk.environment"}, ids); diff != "" {
		t.Error(diff)
	}
	actions, gap := managed.ManagedActions.Get()
	if gap != nil || len(actions) != 2 || actions[0].Status != "Failed" || actions[0].FailureType != "RollbackSuccessful" {
		t.Errorf("managed actions %+v, %v", actions, gap)
	}
}

func TestDenied(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticbeanstalk:DescribeConfigurationSettings"}}})
	e := find(t, s, "e-managed111")
	for name, value := range facts(t, e) {
		if !strings.Contains(value, "elasticbeanstalk:DescribeConfigurationSettings") {
			t.Errorf("%s is %s", name, value)
		}
	}
	if c := e.Classify(); c.Variant != "" || c.Gap == nil {
		t.Errorf("classified as %+v without settings", c)
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticbeanstalk:DescribeEnvironments"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
