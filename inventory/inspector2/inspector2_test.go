package inspector2_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/inspector2"
	"demarc/localstack"
)

const (
	self   = "111122223333"
	member = "444455556666"
	dir    = "eu-central-1/inspector2/"
)

func put(files fstest.MapFS, path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }

func covered(account, id, scan, status string) string {
	return `{"accountId":"` + account + `","resourceId":"` + id + `","resourceType":"AWS_EC2_INSTANCE","scanType":"` + scan + `",` + status + `}`
}

func aggregated(account, id string, critical, high int) string {
	return fmt.Sprintf(`{"ec2InstanceAggregation":{"accountId":%q,"instanceId":%q,"severityCounts":{"all":9,"critical":%d,"high":%d,"medium":5}}}`, account, id, critical, high)
}

func found(account, id, status, kind, severity, cve string) string {
	return `{"findingArn":"arn:aws:inspector2:eu-central-1:` + account + `:finding/` + cve + id + `","awsAccountId":"` + account + `","type":"` + kind + `","status":"` + status + `","severity":"` + severity + `","description":"d","remediation":{},
	"firstObservedAt":"2026-10-01T00:00:00Z","lastObservedAt":"2026-11-01T00:00:00Z","fixAvailable":"YES","exploitAvailable":"NO","packageVulnerabilityDetails":{"vulnerabilityId":"` + cve + `","source":"NVD"},"resources":[{"type":"AWS_EC2_INSTANCE","id":"` + id + `"}]}`
}

// account is that of a delegated administrator: its answers also speak of a member.
func account(status string) fstest.MapFS {
	f := fstest.MapFS{}
	put(f, "global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"`+self+`","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	put(f, dir+"BatchGetAccountStatus.json", `{"accounts":[{"accountId":"`+self+`","state":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""},"resourceState":{
		"ec2":{"status":"`+status+`","errorCode":"ALREADY_ENABLED","errorMessage":""},"ecr":{"status":"ENABLED","errorCode":"ALREADY_ENABLED","errorMessage":""},"lambda":{"status":"DISABLED","errorCode":"ALREADY_ENABLED","errorMessage":""}}}]}`)
	const active = `"scanMode":"EC2_AGENTLESS","lastScannedAt":"2026-11-23T01:00:00Z","scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"}`
	put(f, dir+"ListCoverage.json", `{"coveredResources":[`+strings.Join([]string{
		covered(self, "i-0aaa", "PACKAGE", active), covered(self, "i-0aaa", "NETWORK", active), covered(self, "i-0bbb", "PACKAGE", `"scanStatus":{"statusCode":"INACTIVE","reason":"UNSUPPORTED_OS"}`),
		covered(member, "i-0ccc", "PACKAGE", active),
	}, ",")+`]}`)
	put(f, dir+"ListFindingAggregations/AWS_EC2_INSTANCE.json", `{"aggregationType":"AWS_EC2_INSTANCE","responses":[`+aggregated(self, "i-0aaa", 1, 2)+","+aggregated(member, "i-0ccc", 7, 7)+`]}`)
	put(f, dir+"ListFindings.json", `{"findings":[`+strings.Join([]string{
		found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-2"), found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "CRITICAL", "CVE-2026-1"),
		found(self, "i-0aaa", "ACTIVE", "PACKAGE_VULNERABILITY", "MEDIUM", "CVE-2026-3"), found(self, "i-0aaa", "SUPPRESSED", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-4"),
		found(self, "i-0aaa", "ACTIVE", "NETWORK_REACHABILITY", "HIGH", "CVE-2026-5"), found(member, "i-0ccc", "ACTIVE", "PACKAGE_VULNERABILITY", "HIGH", "CVE-2026-6"),
	}, ",")+`]}`)
	return f
}

// scan collects everything from an endpoint over the account.
func scan(t *testing.T, files fstest.MapFS, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	e, err := localstack.New(files, o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-central-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "any", ""), HTTPClient: collect.NewHTTPClient(), RetryMaxAttempts: 1}
	regions := &inventory.Call{Service: "EC2", Op: "DescribeRegions"}
	s, err := collect.Run(t.Context(), cfg, collect.Source{
		IdentityCall: regions, RegionsCall: regions,
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: self, Partition: "aws"}, nil
		},
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) {
			return []collect.RegionState{{Name: "eu-central-1", Enabled: true}}, nil
		},
	}, collect.Everything(inspector2.Collectors), collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
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
	s := scan(t, account("ENABLED"), localstack.Options{})
	want := map[string]string{
		"inspector2.account eu-central-1": `"accounts.state.status":["ENABLED"],"accounts.resourceState.ec2.status":["ENABLED"],"accounts.resourceState.ecr.status":["ENABLED"],"accounts.resourceState.lambda.status":["DISABLED"],"accounts.resourceState.lambdaCode.status":{"class":"omitted"}}`,
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

// TestNotEnabled holds that an account that does not scan EC2 is asked nothing more, and has a complete listing.
func TestNotEnabled(t *testing.T) {
	s := scan(t, account("DISABLED"), localstack.Options{})
	if d := cmp.Diff(map[string]int{"Inspector2.BatchGetAccountStatus": 1}, s.Calls); d != "" {
		t.Error(d)
	}
	if c := s.CoverageOf("inspector2.coverage", "eu-central-1"); c == nil || c.Status != inventory.Complete || c.Count != 0 {
		t.Errorf("coverage %+v", c)
	}
}

// TestThousandInstances holds the price of a large account without findings of weight.
func TestThousandInstances(t *testing.T) {
	var coverage, counts []string
	for i := range 1000 {
		id := fmt.Sprintf("i-%04x", i)
		coverage = append(coverage, covered(self, id, "PACKAGE", `"scanStatus":{"statusCode":"ACTIVE","reason":"SUCCESSFUL"}`))
		counts = append(counts, aggregated(self, id, 0, 0))
	}
	f := account("ENABLED")
	put(f, dir+"ListCoverage.json", `{"coveredResources":[`+strings.Join(coverage, ",")+`]}`)
	put(f, dir+"ListFindingAggregations/AWS_EC2_INSTANCE.json", `{"aggregationType":"AWS_EC2_INSTANCE","responses":[`+strings.Join(counts, ",")+`]}`)
	s := scan(t, f, localstack.Options{})
	if d := cmp.Diff(map[string]int{"Inspector2.BatchGetAccountStatus": 1, "Inspector2.ListCoverage": 5, "Inspector2.ListFindingAggregations": 10}, s.Calls); d != "" {
		t.Error(d)
	}
}

// TestFaults holds that a refused call leaves a gap that names the action.
func TestFaults(t *testing.T) {
	for _, op := range []string{"BatchGetAccountStatus", "ListCoverage", "ListFindingAggregations", "ListFindings"} {
		t.Run(op, func(t *testing.T) {
			s := scan(t, account("ENABLED"), localstack.Options{Faults: localstack.Faults{Denied: []string{"Inspector2." + op}}})
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
