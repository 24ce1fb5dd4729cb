package ecr_test

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
	"demarc/inventory/ecr"
	"demarc/localstack"
)

// account has n repositories, app-0 and so on; the first has policies.
func account(n int) fstest.MapFS {
	f := fstest.MapFS{"global/sts/GetCallerIdentity.json": {Data: []byte(`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)}}
	put := func(path, format string, args ...any) {
		f["eu-central-1/ecr/"+path+".json"] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
	}
	var repositories, scans []string
	for i := range n {
		repositories = append(repositories, fmt.Sprintf(`{"repositoryName":"app-%d","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}],
			"encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"arn:aws:kms:eu-central-1:111122223333:key/1"}}`, i))
		scans = append(scans, fmt.Sprintf(`{"repositoryName":"app-%d","scanFrequency":"SCAN_ON_PUSH"}`, i))
	}
	put("DescribeRepositories", `{"repositories":[%s]}`, strings.Join(repositories, ","))
	put("BatchGetRepositoryScanningConfiguration", `{"scanningConfigurations":[%s]}`, strings.Join(scans, ","))
	put("GetRepositoryPolicy/app-0", `{"policyText":"{}"}`)
	put("GetLifecyclePolicy/app-0", `{"lifecyclePolicyText":"{}"}`)
	put("ListTagsForResource/app-0", `{"tags":[{"Key":"env","Value":"prod"}]}`)
	put("GetRegistryScanningConfiguration", `{"scanningConfiguration":{"scanType":"ENHANCED","rules":[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":[{"filter":"*","filterType":"WILDCARD"}]}]}}`)
	return f
}

func scan(t *testing.T, f fstest.MapFS, faults localstack.Faults) *inventory.Snapshot {
	t.Helper()
	e, err := localstack.New(f, localstack.Options{Faults: faults})
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
			return collect.Identity{Account: "111122223333", Partition: "aws"}, nil
		},
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) {
			return []collect.RegionState{{Name: "eu-central-1", Enabled: true}}, nil
		},
	}, collect.Everything(ecr.Collectors), collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func text(t *testing.T, r inventory.Resource) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFacts(t *testing.T) {
	s := scan(t, account(2), localstack.Faults{})
	const common = `"imageTagMutability":["IMMUTABLE_WITH_EXCLUSION"],"imageTagMutabilityExclusionFilters.filter":[["dev-*"]],"encryptionConfiguration.encryptionType":["KMS"],` +
		`"encryptionConfiguration.kmsKey":["arn:aws:kms:eu-central-1:111122223333:key/1"],"scanningConfigurations.scanFrequency":["SCAN_ON_PUSH"],`
	for name, tt := range map[string]struct {
		kind inventory.Kind
		id   string
		want string
	}{
		"with_policies": {"ecr.repository", "app-0", `{"id":"app-0","arn":"arn:aws:ecr:eu-central-1:111122223333:repository/app-0","account":"111122223333","region":"eu-central-1","tags":[{"env":"prod"}],` + common + `"policyText":["{}"],"lifecyclePolicyText":["{}"]}`},
		"without":       {"ecr.repository", "app-1", `{"id":"app-1","arn":"arn:aws:ecr:eu-central-1:111122223333:repository/app-1","account":"111122223333","region":"eu-central-1","tags":[{}],` + common + `"policyText":[""],"lifecyclePolicyText":[""]}`},
		"registry": {"ecr.registry", "eu-central-1", `{"id":"eu-central-1","name":"ECR registry","account":"111122223333","region":"eu-central-1","scanningConfiguration.scanType":["ENHANCED"],` +
			`"scanningConfiguration.rules":[[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":["*"]}]],"policyText":[""]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text(t, s.Find(tt.kind, "eu-central-1", tt.id))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCalls holds what the package's comment says, for a tenth of its repositories.
func TestCalls(t *testing.T) {
	want := map[string]int{
		"ECR.DescribeRepositories": 1, "ECR.BatchGetRepositoryScanningConfiguration": 1, "ECR.GetRepositoryPolicy": 20, "ECR.GetLifecyclePolicy": 20, "ECR.ListTagsForResource": 20,
		"ECR.GetRegistryScanningConfiguration": 1, "ECR.GetRegistryPolicy": 1,
	}
	calls := scan(t, account(20), localstack.Faults{}).Calls
	delete(calls, "EC2.DescribeRegions")
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// TestDenied holds that a refused detail is a gap in its fact, and that a refused list is a hole in the coverage.
func TestDenied(t *testing.T) {
	s := scan(t, account(1), localstack.Faults{Denied: []string{"ecr:GetLifecyclePolicy", "ecr:BatchGetRepositoryScanningConfiguration", "ecr:GetRegistryScanningConfiguration"}})
	r := s.Find("ecr.repository", "eu-central-1", "app-0").(*ecr.Repository)
	for _, f := range []inventory.Fact[string]{r.LifecyclePolicy, r.ScanFrequency} {
		if _, gap := f.Get(); gap == nil || gap.Class != inventory.Denied {
			t.Errorf("got %+v, want a denied gap", gap)
		}
	}
	if r.Policy.Or("") != "{}" {
		t.Error("the policy was lost with the other answers")
	}
	if c := s.CoverageOf("ecr.registry", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage of the registry: %+v", c)
	}
}
