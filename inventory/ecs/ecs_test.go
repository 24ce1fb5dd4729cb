package ecs_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// folder is an account in memory, in the endpoint's own layout.
type folder struct{ fstest.MapFS }

func newFolder() folder {
	f := folder{fstest.MapFS{}}
	f.MapFS["global/sts/GetCallerIdentity.json"] = &fstest.MapFile{Data: []byte(`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)}
	return f
}

func (f folder) put(path, format string, args ...any) {
	f.MapFS["eu-central-1/ecs/"+path+".json"] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
}

const arn = "arn:aws:ecs:eu-central-1:111122223333:"

// account has a cluster with a service and a machine of each kind.
func account() folder {
	f := newFolder()
	f.put("ListClusters", `{"clusterArns":["%[1]scluster/c"]}`, arn)
	f.put("DescribeClusters", `{"clusters":[{"clusterArn":"%[1]scluster/c","clusterName":"c","status":"ACTIVE","registeredContainerInstancesCount":3,"activeServicesCount":4,"runningTasksCount":5,
		"pendingTasksCount":0,"settings":[{"name":"containerInsights","value":"enabled"}],"capacityProviders":["asg","managed"],"tags":[{"key":"env","value":"prod"}]}]}`, arn)
	f.put("DescribeCapacityProviders", `{"capacityProviders":[{"name":"FARGATE","status":"ACTIVE"},
		{"name":"asg","status":"ACTIVE","autoScalingGroupProvider":{"autoScalingGroupArn":"arn:aws:autoscaling:eu-central-1:111122223333:g","managedTerminationProtection":"ENABLED","managedDraining":"ENABLED"}}]}`)
	f.put("DescribeCapacityProviders/c", `{"capacityProviders":[{"name":"asg","status":"ACTIVE","autoScalingGroupProvider":{"autoScalingGroupArn":"g"}},{"name":"managed","status":"ACTIVE","managedInstancesProvider":{"infrastructureRoleArn":"arn:aws:iam::111122223333:role/ecs","instanceLaunchTemplate":{"networkConfiguration":{"subnets":["subnet-b","subnet-a"]}}}}]}`)
	var arns, services []string
	for name, rest := range map[string]string{
		"fargate":  `"launchType":"FARGATE","platformVersion":"1.4.0","platformFamily":"Linux","networkConfiguration":{"awsvpcConfiguration":{"subnets":["s"],"assignPublicIp":"ENABLED"}}`,
		"asg":      `"capacityProviderStrategy":[{"capacityProvider":"asg"}]`,
		"managed":  `"capacityProviderStrategy":[{"capacityProvider":"managed"}]`,
		"external": `"launchType":"EXTERNAL"`,
	} {
		arns = append(arns, `"`+arn+"service/c/"+name+`"`)
		services = append(services, fmt.Sprintf(`{"serviceArn":"%[1]sservice/c/%[2]s","serviceName":"%[2]s","clusterArn":"%[1]scluster/c","status":"ACTIVE","taskDefinition":"%[1]stask-definition/app:1","runningCount":1,
			"schedulingStrategy":"REPLICA",%[3]s}`, arn, name, rest))
	}
	f.put("ListServices/c", `{"serviceArns":[%s]}`, strings.Join(arns, ","))
	f.put("DescribeServices/c", `{"services":[%s]}`, strings.Join(services, ","))
	f.put("ListContainerInstances/c", `{"containerInstanceArns":["%[1]scontainer-instance/c/1","%[1]scontainer-instance/c/2","%[1]scontainer-instance/c/3"]}`, arn)
	f.put("DescribeContainerInstances/c", `{"containerInstances":[
		{"containerInstanceArn":"%[1]scontainer-instance/c/1","ec2InstanceId":"i-1","capacityProviderName":"asg","agentConnected":true,"status":"ACTIVE","versionInfo":{"agentVersion":"1.99.0"}},
		{"containerInstanceArn":"%[1]scontainer-instance/c/2","ec2InstanceId":"i-2","capacityProviderName":"managed","agentConnected":true,"status":"ACTIVE","versionInfo":{"agentVersion":"1.99.0"}},
		{"containerInstanceArn":"%[1]scontainer-instance/c/3","ec2InstanceId":"mi-3","agentConnected":false,"status":"ACTIVE"}]}`, arn)
	f.put("ListTasks/c", `{"taskArns":["%[1]stask/c/1"]}`, arn)
	f.put("DescribeTasks/c", `{"tasks":[{"taskArn":"%[1]stask/c/1","taskDefinitionArn":"%[1]stask-definition/once:2"}]}`, arn)
	f.put("DescribeTaskDefinition/app_1", `{"taskDefinition":{"taskDefinitionArn":"%[1]stask-definition/app:1","family":"app","revision":1,"networkMode":"awsvpc","taskRoleArn":"arn:aws:iam::111122223333:role/app",
		"runtimePlatform":{"operatingSystemFamily":"LINUX"},"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1","transitEncryption":"ENABLED"}},{"name":"w","host":{"sourcePath":"/srv"}}],
		"containerDefinitions":[{"name":"web","image":"web:1","privileged":true,"readonlyRootFilesystem":true,"user":"1000","logConfiguration":{"logDriver":"awslogs"},
		"environment":[{"name":"STAGE","value":"prod"},{"name":"DB_PASSWORD","value":"Tr0ub4dor-prod"}],"secrets":[{"name":"KEY","valueFrom":"arn"}],"linuxParameters":{"capabilities":{"add":["SYS_ADMIN","NET_ADMIN"]}}}]}}`, arn)
	f.put("DescribeTaskDefinition/once_2", `{"taskDefinition":{"taskDefinitionArn":"%[1]stask-definition/once:2","containerDefinitions":[{"name":"once"}]}}`, arn)
	return f
}

// scan collects everything of an account over HTTP.
func scan(t *testing.T, f folder, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, f.MapFS, ecs.Collectors, o)
}

func TestVariantsAndLinks(t *testing.T) {
	got := map[string]responsibility.Variant{}
	links := map[string]responsibility.Variant{}
	for _, r := range scan(t, account(), localstack.Options{}).Resources {
		got[string(r.Type().Kind)+" "+r.Identity().ID] = r.Classify().Variant
		if l, ok := r.(inventory.Linker); ok {
			for _, x := range l.Links() {
				links[x.ID] = x.Variant
			}
		}
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		"ecs.cluster c": responsibility.ECSTaskDefinition, "ecs.capacity_provider asg": responsibility.ECSContainerInstance, "ecs.capacity_provider c/managed": responsibility.ECSManagedInstance,
		"ecs.service c/fargate": responsibility.ECSFargate, "ecs.service c/asg": responsibility.ECSContainerInstance, "ecs.service c/managed": responsibility.ECSManagedInstance, "ecs.service c/external": responsibility.ECSExternal,
		"ecs.container_instance c/1": responsibility.ECSContainerInstance, "ecs.container_instance c/2": responsibility.ECSManagedInstance, "ecs.container_instance c/3": responsibility.ECSExternal,
		"ecs.task_definition app:1": responsibility.ECSTaskDefinition, "ecs.task_definition once:2": responsibility.ECSTaskDefinition,
	}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{"i-1": responsibility.ECSContainerInstance, "i-2": responsibility.ECSManagedInstance}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// TestContainerInstanceOfBatch holds that what Batch says of the machines of its cluster is passed on to them, and that
// without its word ECS says nothing of a cluster that bears Batch's name.
func TestContainerInstanceOfBatch(t *testing.T) {
	c := &ecs.ContainerInstance{Ref: inventory.Ref{ID: "nightly_Batch_1a2b/3c4d", Region: "eu-central-1"}, EC2InstanceID: inventory.Known("i-1"), CapacityProviderType: inventory.Known("")}
	if diff := cmp.Diff([]inventory.Place{{Kind: "ecs.cluster", ID: "nightly_Batch_1a2b"}}, c.Within()); diff != "" {
		t.Error(diff)
	}
	if got := c.Links(); got != nil {
		t.Errorf("without Batch's word: %+v", got)
	}
	c.Link([]inventory.Link{{Variant: responsibility.BatchComputeEnvCustomAMI, Why: "Batch says so"}})
	want := []inventory.Link{{Kind: "ec2.instance", Region: "eu-central-1", ID: "i-1", Variant: responsibility.BatchComputeEnvCustomAMI, Why: "ECS lists the instance as container instance nightly_Batch_1a2b/3c4d: Batch says so"}}
	if diff := cmp.Diff(want, c.Links()); diff != "" {
		t.Error(diff)
	}
	if got := c.Classify().Variant; got != responsibility.ECSContainerInstance {
		t.Errorf("the container instance itself is %s", got)
	}
}

func TestCapacityProviders(t *testing.T) {
	s := scan(t, account(), localstack.Options{})
	for id, want := range map[string][]any{
		"asg":       {false, "arn:aws:autoscaling:eu-central-1:111122223333:g", "ENABLED", "", []string(nil)},
		"c/managed": {true, "", "", "arn:aws:iam::111122223333:role/ecs", []string{"subnet-a", "subnet-b"}},
	} {
		p := s.Find("ecs.capacity_provider", "eu-central-1", id).(*ecs.CapacityProvider)
		got := []any{p.ManagedInstances.Or(false), p.AutoScalingGroupARN.Or("gap"), p.ManagedTerminationProtection.Or("gap"), p.InfrastructureRoleARN.Or("gap"), p.SubnetIDs.Or([]string{"gap"})}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestTaskDefinition(t *testing.T) {
	b, err := json.Marshal(scan(t, account(), localstack.Options{}).Find("ecs.task_definition", "eu-central-1", "app:1"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"app:1","arn":"` + arn + `task-definition/app:1","account":"111122223333","region":"eu-central-1","tags":[{}],"networkMode":["awsvpc"],"pidMode":[""],"ipcMode":[""],` +
		`"taskRoleArn":["arn:aws:iam::111122223333:role/app"],"executionRoleArn":[""],"runtimePlatform.operatingSystemFamily":["LINUX"],"containerDefinitions":[[{"name":"web","image":"web:1","privileged":true,` +
		`"readonlyRootFilesystem":true,"user":"1000","logConfiguration.logDriver":"awslogs","linuxParameters.capabilities.add":["NET_ADMIN","SYS_ADMIN"],` +
		`"environment":[{"name":"DB_PASSWORD","secrets":["assigned-secret"]},{"name":"STAGE"}],"secrets.name":["KEY"]}]],` +
		`"volumes":[[{"name":"v","efsVolumeConfiguration.fileSystemId":"fs-1","efsVolumeConfiguration.transitEncryption":"ENABLED"},{"name":"w","host.sourcePath":"/srv"}]]}`
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
}

// TestDenied holds what is left of each kind when one call is refused.
func TestDenied(t *testing.T) {
	for name, tt := range map[string]struct {
		action string
		want   map[inventory.Kind]inventory.CoverageStatus
		gaps   []string // resources that cannot be classified
	}{
		"clusters":  {"ecs:ListClusters", map[inventory.Kind]inventory.CoverageStatus{"ecs.cluster": inventory.Unread, "ecs.service": inventory.Unread, "ecs.container_instance": inventory.Unread, "ecs.task_definition": inventory.Unread, "ecs.capacity_provider": inventory.Partial}, nil},
		"services":  {"ecs:ListServices", map[inventory.Kind]inventory.CoverageStatus{"ecs.service": inventory.Unread, "ecs.task_definition": inventory.Partial}, nil},
		"providers": {"ecs:DescribeCapacityProviders", map[inventory.Kind]inventory.CoverageStatus{"ecs.capacity_provider": inventory.Unread}, []string{"c/1", "c/2", "c/asg", "c/managed"}},
		"tasks":     {"ecs:ListTasks", map[inventory.Kind]inventory.CoverageStatus{"ecs.task_definition": inventory.Partial}, nil},
		"revisions": {"ecs:DescribeTaskDefinition", map[inventory.Kind]inventory.CoverageStatus{"ecs.task_definition": inventory.Unread}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(t, account(), localstack.Options{Faults: localstack.Faults{Denied: []string{tt.action}}})
			got := map[inventory.Kind]inventory.CoverageStatus{}
			for _, c := range s.Coverage {
				if c.Status != inventory.Complete {
					got[c.Kind] = c.Status
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("coverage (-want +got):\n%s", diff)
			}
			var gaps []string
			for _, r := range s.Resources {
				if r.Classify().Variant == "" {
					gaps = append(gaps, r.Identity().ID)
				}
			}
			if diff := cmp.Diff(tt.gaps, gaps); diff != "" {
				t.Errorf("unclassified (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCalls holds what the package's comment says, for a tenth of its services and task definitions.
func TestCalls(t *testing.T) {
	f := newFolder()
	f.put("ListClusters", `{"clusterArns":["%[1]scluster/a","%[1]scluster/b"]}`, arn)
	cluster := func(name string, instances int) string {
		return fmt.Sprintf(`{"clusterArn":"%[1]scluster/%[2]s","clusterName":"%[2]s","status":"ACTIVE","registeredContainerInstancesCount":%[3]d,"activeServicesCount":10,"runningTasksCount":10,"pendingTasksCount":0}`, arn, name, instances)
	}
	f.put("DescribeClusters", `{"clusters":[%s,%s]}`, cluster("a", 0), cluster("b", 2))
	f.put("DescribeCapacityProviders", `{"capacityProviders":[]}`)
	n := 0
	for _, c := range []string{"a", "b"} {
		var arns, services []string
		for i := range 10 {
			n++
			arns = append(arns, fmt.Sprintf(`"%sservice/%s/%d"`, arn, c, i))
			// Four services share one revision: 17 are used by 20.
			services = append(services, fmt.Sprintf(`{"serviceArn":"%[1]sservice/%[2]s/%[3]d","serviceName":"%[3]d","clusterArn":"%[1]scluster/%[2]s","launchType":"FARGATE","runningCount":1,"taskDefinition":"%[1]stask-definition/app:%[4]d"}`, arn, c, i, max(4, n)))
			f.put(fmt.Sprintf("DescribeTaskDefinition/app_%d", n), `{"taskDefinition":{"containerDefinitions":[{"name":"x"}]}}`)
		}
		f.put("ListServices/"+c, `{"serviceArns":[%s]}`, strings.Join(arns, ","))
		f.put("DescribeServices/"+c, `{"services":[%s]}`, strings.Join(services, ","))
	}
	f.put("ListContainerInstances/b", `{"containerInstanceArns":["%[1]scontainer-instance/b/1"]}`, arn)
	f.put("DescribeContainerInstances/b", `{"containerInstances":[{"containerInstanceArn":"%[1]scontainer-instance/b/1","ec2InstanceId":"i-1"}]}`, arn)
	want := map[string]int{
		"ECS.ListClusters": 1, "ECS.DescribeClusters": 1, "ECS.DescribeCapacityProviders": 1, "ECS.ListServices": 2, "ECS.DescribeServices": 2,
		"ECS.ListContainerInstances": 1, "ECS.DescribeContainerInstances": 1, "ECS.DescribeTaskDefinition": 17,
	}
	calls := scan(t, f, localstack.Options{}).Calls
	delete(calls, "EC2.DescribeRegions")
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}
