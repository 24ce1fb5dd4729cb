package localstack_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// A fleet is an account of much compute in one region.
type fleet struct{ instances, functions, services, clusters, nodeGroups, repositories, images int }

// large is the fleet that the budget below speaks of.
var large = fleet{instances: 1000, functions: 500, services: 200, clusters: 5, nodeGroups: 50, repositories: 20, images: 200}

// list writes n items as a JSON list.
func list(n int, item func(i int) string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = item(i)
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (f fleet) account() fstest.MapFS {
	const region, ecs = localstacktest.Region + "/", "arn:aws:ecs:" + localstacktest.Region + ":" + localstacktest.Account + ":"
	files := map[string]string{
		"global/iam/GenerateCredentialReport": `{"State":"COMPLETE"}`,
		"global/iam/GetCredentialReport":      `{"Content":"","ReportFormat":"text/csv","GeneratedTime":"2026-11-23T12:00:00Z"}`,
	}
	instance := func(i int) string { return fmt.Sprintf("i-%017x", i+1) }
	files[region+"ec2/DescribeInstances"] = `{"Reservations":` + list(f.instances, func(i int) string {
		return fmt.Sprintf(`{"ReservationId":"r-%x","OwnerId":"%s","Instances":[{"InstanceId":%q,"ImageId":"ami-0123456789abcdef0","InstanceType":"m7i.large","State":{"Name":"running","Code":16},"Placement":{"Tenancy":"default"}}]}`, i, localstacktest.Account, instance(i))
	}) + "}"
	files[region+"ec2/DescribeInstanceImageMetadata"] = `{"InstanceImageMetadata":` + list(f.instances, func(i int) string {
		return fmt.Sprintf(`{"InstanceId":%q,"ImageMetadata":{"ImageId":"ami-0123456789abcdef0","Name":"al2023-ami-2023.9-x86_64","OwnerId":"137112412989"}}`, instance(i))
	}) + "}"
	files[region+"ssm/DescribeInstanceInformation"] = `{"InstanceInformationList":` + list(f.instances, func(i int) string {
		return fmt.Sprintf(`{"InstanceId":%q,"PingStatus":"Online","PlatformType":"Linux","PlatformName":"Amazon Linux","PlatformVersion":"2023"}`, instance(i))
	}) + "}"
	files[region+"ssm/DescribeInstancePatchStates"] = `{"InstancePatchStates":` + list(f.instances, func(i int) string {
		return fmt.Sprintf(`{"InstanceId":%q,"PatchGroup":"","BaselineId":"pb-0123456789abcdef0","OperationStartTime":"2026-11-22T01:00:00Z","OperationEndTime":"2026-11-22T01:00:00Z","Operation":"Scan",
			"MissingCount":0,"FailedCount":0,"InstalledCount":1,"CriticalNonCompliantCount":0,"SecurityNonCompliantCount":0,"OtherNonCompliantCount":0}`, instance(i))
	}) + "}"
	files[region+"inspector2/BatchGetAccountStatus"] = `{"accounts":[{"accountId":"` + localstacktest.Account + `","state":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""},"resourceState":{
		"ec2":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""},"ecr":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""},"lambda":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""}}}]}`
	perRepository := f.images / f.repositories
	image := func(i int) string {
		return fmt.Sprintf("arn:aws:ecr:%s:%s:repository/r%d/sha256:%064x", localstacktest.Region, localstacktest.Account, i/perRepository, i)
	}
	function := func(i int) string {
		return fmt.Sprintf("arn:aws:lambda:%s:%s:function:f%d", localstacktest.Region, localstacktest.Account, i)
	}
	files[region+"inspector2/ListCoverage"] = `{"coveredResources":` + list(f.instances+f.images+f.functions, func(i int) string {
		kind, id := "AWS_EC2_INSTANCE", instance
		if i >= f.instances {
			kind, id, i = "AWS_ECR_CONTAINER_IMAGE", image, i-f.instances
			if i >= f.images {
				kind, id, i = "AWS_LAMBDA_FUNCTION", function, i-f.images
			}
		}
		return fmt.Sprintf(`{"accountId":"%s","resourceId":%q,"resourceType":%q,"scanType":"PACKAGE","scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"},"lastScannedAt":"2026-11-23T01:00:00Z"}`, localstacktest.Account, id(i), kind)
	}) + "}"
	for kind, member := range map[string]string{"AWS_ECR_CONTAINER": "awsEcrContainerAggregation", "AWS_LAMBDA_FUNCTION": "lambdaFunctionAggregation"} {
		n, id := f.images, image
		if kind == "AWS_LAMBDA_FUNCTION" {
			n, id = f.functions, function
		}
		files[region+"inspector2/ListFindingAggregations/"+kind] = `{"aggregationType":"` + kind + `","responses":` + list(n, func(i int) string {
			return fmt.Sprintf(`{%q:{"accountId":"%s","resourceId":%q,"severityCounts":{"all":1,"critical":0,"high":0,"medium":1}}}`, member, localstacktest.Account, id(i))
		}) + "}"
	}
	files[region+"ecr/DescribeRepositories"] = `{"repositories":` + list(f.repositories, func(i int) string {
		return fmt.Sprintf(`{"repositoryName":"r%d","imageTagMutability":"IMMUTABLE"}`, i)
	}) + "}"
	for r := range f.repositories {
		files[fmt.Sprintf("%secr/DescribeImages/r%d", region, r)] = `{"imageDetails":` + list(perRepository, func(i int) string {
			return fmt.Sprintf(`{"imageDigest":"sha256:%064x","imagePushedAt":"2026-11-01T10:00:00Z","imageScanStatus":{"status":"ACTIVE"}}`, r*perRepository+i)
		}) + "}"
	}
	files[region+"inspector2/ListFindingAggregations/AWS_EC2_INSTANCE"] = `{"aggregationType":"AWS_EC2_INSTANCE","responses":` + list(f.instances, func(i int) string {
		return fmt.Sprintf(`{"ec2InstanceAggregation":{"accountId":"%s","instanceId":%q,"severityCounts":{"all":1,"critical":0,"high":0,"medium":1}}}`, localstacktest.Account, instance(i))
	}) + "}"

	files[region+"lambda/ListFunctions"] = `{"Functions":` + list(f.functions, func(i int) string {
		return fmt.Sprintf(`{"FunctionName":"f%d","FunctionArn":"arn:aws:lambda:%s:%s:function:f%[1]d","PackageType":"Zip","Runtime":"python3.13"}`, i, localstacktest.Region, localstacktest.Account)
	}) + "}"

	perCluster := f.services / f.clusters
	files[region+"ecs/ListClusters"] = `{"clusterArns":` + list(f.clusters, func(c int) string { return fmt.Sprintf(`"%scluster/c%d"`, ecs, c) }) + "}"
	files[region+"ecs/DescribeClusters"] = `{"clusters":` + list(f.clusters, func(c int) string {
		return fmt.Sprintf(`{"clusterArn":"%scluster/c%d","clusterName":"c%[2]d","status":"ACTIVE","activeServicesCount":%d,"runningTasksCount":%[3]d,"registeredContainerInstancesCount":0,"pendingTasksCount":0}`, ecs, c, perCluster)
	}) + "}"
	for c := range f.clusters {
		name := fmt.Sprint("c", c)
		files[region+"ecs/ListServices/"+name] = `{"serviceArns":` + list(perCluster, func(i int) string { return fmt.Sprintf(`"%sservice/%s/s%d"`, ecs, name, i) }) + "}"
		files[region+"ecs/DescribeServices/"+name] = `{"services":` + list(perCluster, func(i int) string {
			return fmt.Sprintf(`{"serviceArn":"%[1]sservice/%[2]s/s%[3]d","serviceName":"s%[3]d","clusterArn":"%[1]scluster/%[2]s","status":"ACTIVE","launchType":"FARGATE","runningCount":1,"taskDefinition":"%[1]stask-definition/%[2]s-s%[3]d:1"}`, ecs, name, i)
		}) + "}"
		for i := range perCluster {
			files[fmt.Sprintf("%secs/DescribeTaskDefinition/%s-s%d_1", region, name, i)] = fmt.Sprintf(`{"taskDefinition":{"taskDefinitionArn":"%stask-definition/%s-s%d:1","family":"%[2]s-s%[3]d","revision":1,"containerDefinitions":[{"name":"web","image":"web:1"}]}}`, ecs, name, i)
		}
	}

	groups := f.nodeGroups / f.clusters
	files[region+"eks/ListClusters"] = `{"clusters":` + list(f.clusters, func(c int) string { return fmt.Sprintf(`"k%d"`, c) }) + "}"
	files[region+"eks/DescribeClusterVersions"] = `{"clusterVersions":[{"clusterVersion":"1.35","versionStatus":"STANDARD_SUPPORT","endOfStandardSupportDate":"2027-03-27T00:00:00+00:00","endOfExtendedSupportDate":"2028-03-27T00:00:00+00:00"}]}`
	for c := range f.clusters {
		name := fmt.Sprint("k", c)
		files[region+"eks/DescribeCluster/"+name] = fmt.Sprintf(`{"cluster":{"name":%q,"version":"1.35","status":"ACTIVE"}}`, name)
		files[region+"eks/ListNodegroups/"+name] = `{"nodegroups":` + list(groups, func(i int) string { return fmt.Sprintf(`"g%d"`, i) }) + "}"
		for i := range groups {
			files[fmt.Sprintf("%seks/DescribeNodegroup/%s/g%d", region, name, i)] = fmt.Sprintf(`{"nodegroup":{"nodegroupName":"g%d","clusterName":%q,"version":"1.35","amiType":"AL2023_x86_64_STANDARD","releaseVersion":"1.35.0-20261101","status":"ACTIVE"}}`, i, name)
		}
	}
	return localstacktest.Files(files)
}

// budget are the calls that grow with the fleet. The pages are AWS's largest; what is asked one by one has no batch form,
// and the package comment of its collector defends it.
func (f fleet) budget() map[string]int {
	pages := func(n, size int) int { return (n + size - 1) / size }
	perCluster := f.services / f.clusters
	return map[string]int{
		"EC2.DescribeInstances":              pages(f.instances, 1000),
		"EC2.DescribeInstanceImageMetadata":  pages(f.instances, 1000),
		"SSM.DescribeInstanceInformation":    pages(f.instances, 50),
		"SSM.DescribeInstancePatchStates":    pages(f.instances, 50),
		"Inspector2.ListCoverage":            pages(f.instances, 200) + pages(f.images, 200) + pages(f.functions, 200),
		"Inspector2.ListFindingAggregations": pages(f.instances, 100) + pages(f.images, 100) + pages(f.functions, 100),
		"ECR.DescribeImages":                 f.repositories,
		"ECR.GetLifecyclePolicy":             f.repositories,
		"ECR.GetRepositoryPolicy":            f.repositories,
		"Lambda.ListFunctions":               pages(f.functions, 50),
		"Lambda.GetPolicy":                   f.functions,
		"Lambda.GetRuntimeManagementConfig":  f.functions,
		"Lambda.ListFunctionUrlConfigs":      f.functions,
		"ECS.ListServices":                   f.clusters * pages(perCluster, 100),
		"ECS.DescribeServices":               f.clusters * pages(perCluster, 10),
		"ECS.DescribeTaskDefinition":         f.services,
		"EKS.DescribeNodegroup":              f.nodeGroups,
	}
}

// TestCallsOfAFleet prints the calls of each operation for 1,000 instances, 500 functions, 200 services, 50 node groups
// and 200 images in 20 repositories, and holds them to the budget. What is not in it may not grow with the fleet: a few
// calls for each cluster at most.
func TestCallsOfAFleet(t *testing.T) {
	if testing.Short() {
		t.Skip("scans a large account")
	}
	usual, err := checks.Select(checksall.Checks(), checks.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	var wants []inventory.Want
	for _, c := range usual {
		wants = append(wants, c.Wants()...)
	}
	plan, err := collect.NewPlan(all.Collectors(), wants)
	if err != nil {
		t.Fatal(err)
	}
	_, cfg := localstacktest.Serve(t, large.account(), localstack.Options{})
	s := localstacktest.Run(t, cfg, plan)
	budget, total := large.budget(), 0
	for _, op := range slices.SortedFunc(maps.Keys(s.Calls), func(x, y string) int {
		return cmp.Or(cmp.Compare(s.Calls[y], s.Calls[x]), cmp.Compare(x, y))
	}) {
		n, limit := s.Calls[op], budget[op]
		if _, grows := budget[op]; !grows {
			limit = 2 * large.clusters
		}
		if total += n; n > limit {
			t.Errorf("%s was called %d times, more than %d", op, n, limit)
		}
		if n > 1 {
			t.Logf("%6d %s", n, op)
		}
	}
	t.Logf("%6d calls of %d operations", total, len(s.Calls))
	for kind, want := range map[inventory.Kind]int{"ec2.instance": large.instances, "ssm.managed_node": large.instances, "inspector2.coverage": large.instances, "inspector2.image_coverage": large.images, "inspector2.function_coverage": large.functions,
		"lambda.function": large.functions, "ecs.service": large.services, "ecs.task_definition": large.services, "eks.nodegroup": large.nodeGroups} {
		if got := len(s.Of(kind)); got != want {
			t.Errorf("%d resources of kind %s, want %d", got, kind, want)
		}
	}
	for op := range budget {
		if s.Calls[op] == 0 {
			t.Errorf("%s was not called: the budget speaks of nothing", op)
		}
	}
}
