package inspector2_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	self   = localstacktest.Account
	member = "444455556666"
	dir    = "eu-central-1/inspector2/"
	digest = "sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"
	webARN = "arn:aws:ecr:eu-central-1:111122223333:repository/team/web/" + digest
	fnARN  = "arn:aws:lambda:eu-central-1:111122223333:function:orders"
)

const active = `"lastScannedAt":"2026-11-23T01:00:00Z","scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"}`

func covered(account, id, kind, scan, status string) string {
	return `{"accountId":"` + account + `","resourceId":"` + id + `","resourceType":"` + kind + `","scanType":"` + scan + `",` + status + `}`
}

func coveredInstance(account, id, scan, status string) string {
	return covered(account, id, "AWS_EC2_INSTANCE", scan, status)
}

func severities(critical, high int) string {
	return fmt.Sprintf(`"severityCounts":{"all":9,"critical":%d,"high":%d,"medium":5}`, critical, high)
}

func aggregated(account, id string, critical, high int) string {
	return `{"ec2InstanceAggregation":{"accountId":"` + account + `","instanceId":"` + id + `",` + severities(critical, high) + `}}`
}

func aggregatedImage(id string, critical, high int) string {
	return `{"awsEcrContainerAggregation":{"accountId":"` + self + `","resourceId":"` + id + `",` + severities(critical, high) + `}}`
}

func aggregatedFunction(id string, critical, high int) string {
	return `{"lambdaFunctionAggregation":{"accountId":"` + self + `","resourceId":"` + id + `",` + severities(critical, high) + `}}`
}

// found is a finding on an instance.
func found(account, id, status, kind, severity, cve string) string {
	return foundOn("AWS_EC2_INSTANCE", account, id, status, kind, severity, cve, `,"fixAvailable":"YES"`)
}

func foundOn(resource, account, id, status, kind, severity, cve, fix string, managers ...string) string {
	var packages []string
	for _, m := range managers {
		packages = append(packages, `{"name":"a","version":"1","packageManager":"`+m+`"}`)
	}
	return `{"findingArn":"arn:aws:inspector2:eu-central-1:` + account + `:finding/` + cve + `","awsAccountId":"` + account + `","type":"` + kind + `","status":"` + status + `","severity":"` + severity + `","description":"d","remediation":{},
	"firstObservedAt":"2026-10-01T00:00:00Z","lastObservedAt":"2026-11-01T00:00:00Z","exploitAvailable":"NO","packageVulnerabilityDetails":{"vulnerabilityId":"` + cve + `","source":"NVD","vulnerablePackages":[` + strings.Join(packages, ",") + `]}` + fix + `,"resources":[{"type":"` + resource + `","id":"` + id + `"}]}`
}

func list(member string, items ...string) string {
	return `{"` + member + `":[` + strings.Join(items, ",") + `]}`
}

func aggregation(kind string, items ...string) string {
	return `{"aggregationType":"` + kind + `","responses":[` + strings.Join(items, ",") + `]}`
}

// account is that of a delegated administrator: its answers also speak of a member. The states are those of the scanning
// of EC2, of ECR, and of Lambda.
func account(ec2, ecr, lambda string) fstest.MapFS {
	state := func(status string) string {
		return `{"status":"` + status + `","errorCode":"ALREADY_ENABLED","errorMessage":""}`
	}
	return localstacktest.Files(map[string]string{
		dir + "BatchGetAccountStatus": `{"accounts":[{"accountId":"` + self + `","state":` + state("ENABLED") + `,"resourceState":{"ec2":` + state(ec2) + `,"ecr":` + state(ecr) + `,"lambda":` + state(lambda) + `}}]}`,
		dir + "ListCoverage": list("coveredResources",
			coveredInstance(self, "i-0aaa", "PACKAGE", `"scanMode":"EC2_AGENTLESS",`+active), coveredInstance(self, "i-0aaa", "NETWORK", active),
			coveredInstance(self, "i-0bbb", "PACKAGE", `"scanStatus":{"statusCode":"INACTIVE","reason":"UNSUPPORTED_OS"}`), coveredInstance(member, "i-0ccc", "PACKAGE", active),
			covered(self, webARN, "AWS_ECR_CONTAINER_IMAGE", "PACKAGE", `"resourceMetadata":{"ecrImage":{"tags":["7"],"inUseCount":3}},`+active),
			covered(self, "arn:aws:ecr:eu-central-1:111122223333:repository/team/web", "AWS_ECR_REPOSITORY", "PACKAGE", active),
			covered(self, fnARN+":$LATEST", "AWS_LAMBDA_FUNCTION", "PACKAGE", active), covered(self, fnARN+":$LATEST", "AWS_LAMBDA_FUNCTION", "CODE", active),
		),
		dir + "ListFindingAggregations/AWS_EC2_INSTANCE":    aggregation("AWS_EC2_INSTANCE", aggregated(self, "i-0aaa", 1, 2), aggregated(member, "i-0ccc", 7, 7)),
		dir + "ListFindingAggregations/AWS_ECR_CONTAINER":   aggregation("AWS_ECR_CONTAINER", aggregatedImage(webARN, 0, 3)),
		dir + "ListFindingAggregations/AWS_LAMBDA_FUNCTION": aggregation("AWS_LAMBDA_FUNCTION", aggregatedFunction(fnARN+":$LATEST", 1, 0)),
		dir + "ListFindings": list("findings",
			found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-2"), found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "CRITICAL", "CVE-2026-1"),
			found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "MEDIUM", "CVE-2026-3"), found(self, "i-0aaa", "SUPPRESSED", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-4"),
			found(self, "i-0aaa", "ACTIVE", "NETWORK_REACHABILITY", "HIGH", "CVE-2026-5"), found(member, "i-0ccc", "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-6"),
			foundOn("AWS_ECR_CONTAINER_IMAGE", self, webARN, "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-7", `,"fixAvailable":"YES"`),
			foundOn("AWS_ECR_CONTAINER_IMAGE", self, webARN, "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-8", `,"fixAvailable":"NO"`),
			foundOn("AWS_ECR_CONTAINER_IMAGE", self, webARN, "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-9", ``),
			foundOn("AWS_LAMBDA_FUNCTION", self, fnARN+":$LATEST", "ACTIVE", "PACKAGE_VULNERABILITY", "CRITICAL", "CVE-2026-10", `,"fixAvailable":"PARTIAL"`, "PIP", "NPM", "PIP"),
		),
	})
}

func scan(t *testing.T, files fstest.MapFS, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, files, inspector2.Collectors, o)
}

// lines returns each resource as a line of JSON, by kind and id.
func lines(t *testing.T, s *inventory.Snapshot) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range s.Resources {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		_, facts, _ := strings.Cut(string(b), `"region":"eu-central-1",`)
		out[string(r.Type().Kind)+" "+r.Identity().ID] = facts
	}
	return out
}

func TestCollect(t *testing.T) {
	s := scan(t, account("ENABLED", "DISABLED", "DISABLED"), localstack.Options{})
	want := map[string]string{
		"inspector2.account eu-central-1": `"accounts.state.status":["ENABLED"],"accounts.resourceState.ec2.status":["ENABLED"],"accounts.resourceState.ecr.status":["DISABLED"],"accounts.resourceState.lambda.status":["DISABLED"],"accounts.resourceState.lambdaCode.status":{"class":"omitted"}}`,
		"inspector2.coverage i-0aaa": `"coveredResources.resourceType":["AWS_EC2_INSTANCE"],"coveredResources.scanStatus.statusCode":["ACTIVE"],"coveredResources.scanStatus.reason":["SUCCESSFUL"],"coveredResources.scanMode":["EC2_AGENTLESS"],"coveredResources.lastScannedAt":["2026-11-23T01:00:00Z"],` +
			`"severityCounts":[{"critical":1,"high":2,"medium":5}],"findings":[[{"vulnerabilityId":"CVE-2026-1","severity":"CRITICAL","fixAvailable":"YES","exploitAvailable":"NO","firstObservedAt":"2026-10-01T00:00:00Z"},{"vulnerabilityId":"CVE-2026-2","severity":"HIGH","fixAvailable":"YES","exploitAvailable":"NO","firstObservedAt":"2026-10-01T00:00:00Z"}]]}`,
		"inspector2.coverage i-0bbb": `"coveredResources.resourceType":["AWS_EC2_INSTANCE"],"coveredResources.scanStatus.statusCode":["INACTIVE"],"coveredResources.scanStatus.reason":["UNSUPPORTED_OS"],"coveredResources.scanMode":{"class":"omitted"},"coveredResources.lastScannedAt":["0001-01-01T00:00:00Z"],` +
			`"severityCounts":[{"critical":0,"high":0,"medium":0}]}`,
	}
	if d := cmp.Diff(want, lines(t, s)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"Inspector2.BatchGetAccountStatus": 1, "Inspector2.ListCoverage": 1, "Inspector2.ListFindingAggregations": 1, "Inspector2.ListFindings": 1}, s.Calls); d != "" {
		t.Error(d)
	}
}

// TestNotEnabled holds that an account that scans nothing is asked nothing more, and has complete listings.
func TestNotEnabled(t *testing.T) {
	s := scan(t, account("DISABLED", "DISABLED", "DISABLED"), localstack.Options{})
	if d := cmp.Diff(map[string]int{"Inspector2.BatchGetAccountStatus": 1}, s.Calls); d != "" {
		t.Error(d)
	}
	for _, kind := range []inventory.Kind{"inspector2.coverage", "inspector2.function_coverage", "inspector2.image_coverage"} {
		if c := s.CoverageOf(kind, "eu-central-1"); c == nil || c.Status != inventory.Complete || c.Count != 0 {
			t.Errorf("coverage of %s: %+v", kind, c)
		}
	}
}

// TestImagesAndFunctions holds what is kept of an image and of a function: a finding without a fix is not asked for, one
// that does not say is.
func TestImagesAndFunctions(t *testing.T) {
	s := scan(t, account("DISABLED", "ENABLED", "ENABLED"), localstack.Options{})
	const scanned = `"coveredResources.scanStatus.statusCode":["ACTIVE"],"coveredResources.scanStatus.reason":["SUCCESSFUL"],"coveredResources.scanMode":{"class":"omitted"},"coveredResources.lastScannedAt":["2026-11-23T01:00:00Z"],`
	want := map[string]string{
		"inspector2.account eu-central-1": `"accounts.state.status":["ENABLED"],"accounts.resourceState.ec2.status":["DISABLED"],"accounts.resourceState.ecr.status":["ENABLED"],"accounts.resourceState.lambda.status":["ENABLED"],"accounts.resourceState.lambdaCode.status":{"class":"omitted"}}`,
		"inspector2.function_coverage " + fnARN: `"coveredResources.resourceType":["AWS_LAMBDA_FUNCTION"],` + scanned +
			`"severityCounts":[{"critical":1,"high":0,"medium":5}],"findings":[[{"vulnerabilityId":"CVE-2026-10","severity":"CRITICAL","fixAvailable":"PARTIAL","exploitAvailable":"NO","firstObservedAt":"2026-10-01T00:00:00Z","packageManagers":["NPM","PIP"]}]]}`,
		"inspector2.image_coverage " + webARN: `"coveredResources.resourceType":["AWS_ECR_CONTAINER_IMAGE"],` + scanned +
			`"severityCounts":[{"critical":0,"high":3,"medium":5}],"findings":[[{"vulnerabilityId":"CVE-2026-7","severity":"HIGH","fixAvailable":"YES","exploitAvailable":"NO","firstObservedAt":"2026-10-01T00:00:00Z"},` +
			`{"vulnerabilityId":"CVE-2026-9","severity":"HIGH","fixAvailable":"","exploitAvailable":"NO","firstObservedAt":"2026-10-01T00:00:00Z"}]],"coveredResources.resourceMetadata.ecrImage.inUseCount":[3]}`,
	}
	if d := cmp.Diff(want, lines(t, s)); d != "" {
		t.Error(d)
	}
	for _, x := range s.Of("inspector2.image_coverage") {
		if src := x.(*inspector2.ImageCoverage).Findings.Source(); src.Call != inspector2.ListFindings || src.Path != "findings" {
			t.Errorf("the source of an embedded fact is %+v", src)
		}
	}
}

// TestCallsOfImagesAndFunctions is the price of 200 images and 500 functions.
func TestCallsOfImagesAndFunctions(t *testing.T) {
	var coverage, images, functions, findings []string
	for i := range 200 {
		id := fmt.Sprintf("arn:aws:ecr:eu-central-1:111122223333:repository/app/sha256:%064x", i)
		coverage = append(coverage, covered(self, id, "AWS_ECR_CONTAINER_IMAGE", "PACKAGE", active))
		images = append(images, aggregatedImage(id, 0, 1))
		for n := range 3 {
			findings = append(findings, foundOn("AWS_ECR_CONTAINER_IMAGE", self, id, "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", fmt.Sprintf("CVE-2026-%d", n), `,"fixAvailable":"`+[]string{"YES", "NO", "NO"}[n]+`"`))
		}
	}
	for i := range 500 {
		id := fmt.Sprintf("arn:aws:lambda:eu-central-1:111122223333:function:f-%d", i)
		coverage = append(coverage, covered(self, id+":$LATEST", "AWS_LAMBDA_FUNCTION", "PACKAGE", active))
		functions = append(functions, aggregatedFunction(id+":$LATEST", 0, 0))
	}
	for name, tt := range map[string]struct {
		ecr, lambda string
		want        map[string]int
	}{
		"both":      {"ENABLED", "ENABLED", map[string]int{"ListCoverage": 1 + 3, "ListFindingAggregations": 2 + 5, "ListFindings": 2}},
		"images":    {"ENABLED", "DISABLED", map[string]int{"ListCoverage": 1, "ListFindingAggregations": 2, "ListFindings": 2}},
		"functions": {"DISABLED", "ENABLED", map[string]int{"ListCoverage": 3, "ListFindingAggregations": 5}},
		"neither":   {"DISABLED", "DISABLED", map[string]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(t, localstacktest.With(account("DISABLED", tt.ecr, tt.lambda), map[string]string{
				dir + "ListCoverage": list("coveredResources", coverage...), dir + "ListFindings": list("findings", findings...),
				dir + "ListFindingAggregations/AWS_ECR_CONTAINER": aggregation("AWS_ECR_CONTAINER", images...), dir + "ListFindingAggregations/AWS_LAMBDA_FUNCTION": aggregation("AWS_LAMBDA_FUNCTION", functions...),
			}), localstack.Options{})
			want := map[string]int{"Inspector2.BatchGetAccountStatus": 1}
			for op, n := range tt.want {
				want["Inspector2."+op] = n
			}
			if d := cmp.Diff(want, s.Calls); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestThousandInstances holds the price of a large account without findings of weight.
func TestThousandInstances(t *testing.T) {
	var coverage, counts []string
	for i := range 1000 {
		id := fmt.Sprintf("i-%04x", i)
		coverage = append(coverage, coveredInstance(self, id, "PACKAGE", `"scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"}`))
		counts = append(counts, aggregated(self, id, 0, 0))
	}
	f := account("ENABLED", "DISABLED", "DISABLED")
	s := scan(t, localstacktest.With(f, map[string]string{
		dir + "ListCoverage": list("coveredResources", coverage...), dir + "ListFindingAggregations/AWS_EC2_INSTANCE": aggregation("AWS_EC2_INSTANCE", counts...),
	}), localstack.Options{})
	if d := cmp.Diff(map[string]int{"Inspector2.BatchGetAccountStatus": 1, "Inspector2.ListCoverage": 5, "Inspector2.ListFindingAggregations": 10}, s.Calls); d != "" {
		t.Error(d)
	}
}

// TestFaults holds that a refused call leaves a gap that names the action.
func TestFaults(t *testing.T) {
	for _, op := range []string{"BatchGetAccountStatus", "ListCoverage", "ListFindingAggregations", "ListFindings"} {
		t.Run(op, func(t *testing.T) {
			s := scan(t, account("ENABLED", "DISABLED", "DISABLED"), localstack.Options{Faults: localstack.Faults{Denied: []string{"Inspector2." + op}}})
			var gap *inventory.Gap
			c := s.CoverageOf("inspector2.coverage", "eu-central-1")
			if x, ok := s.Find("inspector2.coverage", "eu-central-1", "i-0aaa").(*inspector2.Coverage); ok {
				if _, gap = x.Counts.Get(); gap == nil {
					_, gap = x.Findings.Get()
				}
			} else {
				gap = c.Gap
			}
			if want := "Inspector2." + op + " in eu-central-1 was denied (AccessDeniedException); grant inspector2:" + op; gap.String() != want {
				t.Errorf("got  %s\nwant %s", gap, want)
			}
		})
	}
}
