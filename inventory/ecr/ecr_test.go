package ecr_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
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
	put("DescribeImages/app-0", `{"imageDetails":[
		{"imageDigest":"sha256:c3","imageTags":["7","latest"],"imagePushedAt":"2026-11-01T10:00:00Z","imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json","artifactMediaType":"application/vnd.oci.image.config.v1+json",
			"lastRecordedPullTime":"2026-11-20T10:00:00Z","imageScanStatus":{"status":"ACTIVE","description":"Continuous scan is selected for image."},"imageScanFindingsSummary":{"imageScanCompletedAt":"2026-11-21T10:00:00Z","findingSeverityCounts":{"HIGH":2,"LOW":5}}},
		{"imageDigest":"sha256:a1","imagePushedAt":"2026-11-02T10:00:00Z","subjectManifestDigest":"sha256:c3","artifactMediaType":"application/vnd.cncf.notary.signature"},
		{"imageDigest":"sha256:b2","imagePushedAt":"2026-10-01T10:00:00Z","imageScanStatus":{"status":"FAILED"},"imageScanFindingsSummary":{"imageScanCompletedAt":"2026-10-01T10:00:00Z"}}]}`)
	put("DescribeImages/app-1", `{"imageDetails":[{"imageDigest":"sha256:d4","imageTags":["1"],"imagePushedAt":"2026-11-01T10:00:00Z"},{"imageDigest":"sha256:e5","imagePushedAt":"2026-11-03T10:00:00Z"}]}`)
	put("DescribeImageScanFindings/app-1", `{"imageId":{"imageDigest":"sha256:d4"},"imageScanStatus":{"status":"COMPLETE"},"imageScanFindings":{"imageScanCompletedAt":"2026-11-01T10:01:00Z","findingSeverityCounts":{"CRITICAL":1},"findings":[]}}`)
	put("GetSigningConfiguration", `{"signingConfiguration":{"rules":[{"signingProfileArn":"arn:aws:signer:eu-central-1:111122223333:/signing-profiles/ecr","repositoryFilters":[{"filter":"app-*","filterType":"WILDCARD_MATCH"}]}]}}`)
	put("GetRegistryScanningConfiguration", `{"scanningConfiguration":{"scanType":"ENHANCED","rules":[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":[{"filter":"*","filterType":"WILDCARD"}]}]}}`)
	return f
}

func scan(t *testing.T, f fstest.MapFS, faults localstack.Faults) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, f, ecr.Collectors, localstack.Options{Faults: faults})
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
	s := scan(t, account(3), localstack.Faults{})
	const common = `"imageTagMutability":["IMMUTABLE_WITH_EXCLUSION"],"imageTagMutabilityExclusionFilters.filter":[["dev-*"]],"encryptionConfiguration.encryptionType":["KMS"],` +
		`"encryptionConfiguration.kmsKey":["arn:aws:kms:eu-central-1:111122223333:key/1"],"scanningConfigurations.scanFrequency":["SCAN_ON_PUSH"],`
	for name, tt := range map[string]struct {
		kind inventory.Kind
		id   string
		want string
	}{
		"with_policies": {"ecr.repository", "app-0", `{"id":"app-0","arn":"arn:aws:ecr:eu-central-1:111122223333:repository/app-0","account":"111122223333","region":"eu-central-1","tags":[{"env":"prod"}],` + common + `"policyText":["{}"],"lifecyclePolicyText":["{}"],"imageDetails":[[` +
			`{"imageDigest":"sha256:a1","imagePushedAt":"2026-11-02T10:00:00Z","artifactMediaType":"application/vnd.cncf.notary.signature","subjectManifestDigest":"sha256:c3"},` +
			`{"imageDigest":"sha256:b2","imagePushedAt":"2026-10-01T10:00:00Z","imageScanStatus.status":"FAILED"},` +
			`{"imageDigest":"sha256:c3","imageTags":["7","latest"],"imagePushedAt":"2026-11-01T10:00:00Z","imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json","artifactMediaType":"application/vnd.oci.image.config.v1+json","lastRecordedPullTime":"2026-11-20T10:00:00Z",` +
			`"imageScanStatus.status":"ACTIVE","imageScanFindingsSummary":{"imageScanCompletedAt":"2026-11-21T10:00:00Z","findingSeverityCounts.CRITICAL":0,"findingSeverityCounts.HIGH":2}}]]}`},
		"without": {"ecr.repository", "app-1", `{"id":"app-1","arn":"arn:aws:ecr:eu-central-1:111122223333:repository/app-1","account":"111122223333","region":"eu-central-1","tags":[{}],` + common + `"policyText":[""],"lifecyclePolicyText":[""],"imageDetails":[[{"imageDigest":"sha256:d4","imageTags":["1"],"imagePushedAt":"2026-11-01T10:00:00Z"},{"imageDigest":"sha256:e5","imagePushedAt":"2026-11-03T10:00:00Z"}]],` +
			`"imageScanFindings":[{"imageId.imageDigest":"sha256:d4","imageScanStatus.status":"COMPLETE","imageScanFindings":{"imageScanCompletedAt":"2026-11-01T10:01:00Z","findingSeverityCounts.CRITICAL":1,"findingSeverityCounts.HIGH":0}}]}`},
		"empty": {"ecr.repository", "app-2", `{"id":"app-2","arn":"arn:aws:ecr:eu-central-1:111122223333:repository/app-2","account":"111122223333","region":"eu-central-1","tags":[{}],` + common + `"policyText":[""],"lifecyclePolicyText":[""],"imageDetails":[null]}`},
		"registry": {"ecr.registry", "eu-central-1", `{"id":"eu-central-1","name":"ECR registry","account":"111122223333","region":"eu-central-1","scanningConfiguration.scanType":["ENHANCED"],` +
			`"scanningConfiguration.rules":[[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":["*"]}]],"policyText":[""],` +
			`"signingConfiguration.rules":[[{"signingProfileArn":"arn:aws:signer:eu-central-1:111122223333:/signing-profiles/ecr","repositoryFilters":["app-*"]}]]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text(t, s.Find(tt.kind, "eu-central-1", tt.id))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCalls holds what the package's comment says, for a tenth of its repositories; and that 200 images in them cost the
// same. The one DescribeImageScanFindings is of the repository whose images DescribeImages tells no scan of.
func TestCalls(t *testing.T) {
	many := account(20)
	for i := range 20 {
		var images []string
		for n := range 10 {
			images = append(images, fmt.Sprintf(`{"imageDigest":"sha256:%d-%d","imagePushedAt":"2026-11-01T10:00:00Z","imageScanStatus":{"status":"ACTIVE"}}`, i, n))
		}
		many[fmt.Sprintf("eu-central-1/ecr/DescribeImages/app-%d.json", i)] = &fstest.MapFile{Data: []byte(`{"imageDetails":[` + strings.Join(images, ",") + `]}`)}
	}
	for name, tt := range map[string]struct {
		account fstest.MapFS
		basic   int
	}{"few_images": {account(20), 1}, "200_images": {many, 0}} {
		t.Run(name, func(t *testing.T) {
			want := map[string]int{
				"ECR.DescribeRepositories": 1, "ECR.BatchGetRepositoryScanningConfiguration": 1, "ECR.GetRepositoryPolicy": 20, "ECR.GetLifecyclePolicy": 20, "ECR.DescribeImages": 20, "ECR.ListTagsForResource": 20,
				"ECR.GetRegistryScanningConfiguration": 1, "ECR.GetRegistryPolicy": 1, "ECR.GetSigningConfiguration": 1,
			}
			if tt.basic > 0 {
				want["ECR.DescribeImageScanFindings"] = tt.basic
			}
			calls := scan(t, tt.account, localstack.Faults{}).Calls
			delete(calls, "EC2.DescribeRegions")
			if diff := cmp.Diff(want, calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}

// TestImagesDenied holds that without the images nothing is said of a scan, and that a refused scan is a gap of its own.
func TestImagesDenied(t *testing.T) {
	for action, want := range map[string][2]inventory.Class{"ecr:DescribeImages": {inventory.Denied, inventory.NotAsked}, "ecr:DescribeImageScanFindings": {0, inventory.Denied}} {
		t.Run(action, func(t *testing.T) {
			r := scan(t, account(2), localstack.Faults{Denied: []string{action}}).Find("ecr.repository", "eu-central-1", "app-1").(*ecr.Repository)
			_, images := r.Images.Get()
			_, basic := r.NewestScan.Get()
			if basic == nil || basic.Class != want[1] || (want[0] == 0) != (images == nil) || images != nil && images.Class != want[0] {
				t.Errorf("images %v, scan %v", images, basic)
			}
		})
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

func TestNewest(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.November, n, 0, 0, 0, 0, time.UTC) }
	old := ecr.Image{Digest: "sha256:1", Tags: []string{"1"}, PushedAt: day(1)}
	newer := ecr.Image{Digest: "sha256:2", Tags: []string{"2", "latest"}, PushedAt: day(2), ArtifactMediaType: "application/vnd.docker.container.image.v1+json"}
	untagged := ecr.Image{Digest: "sha256:3", PushedAt: day(3), ArtifactMediaType: "application/vnd.oci.image.config.v1+json"}
	signature := ecr.Image{Digest: "sha256:4", PushedAt: day(4), Subject: "sha256:2"}
	tagged := ecr.Image{Digest: "sha256:5", Tags: []string{"sha256-2.sig"}, PushedAt: day(5)}
	chart := ecr.Image{Digest: "sha256:6", Tags: []string{"0.1.0"}, PushedAt: day(6), ArtifactMediaType: "application/vnd.cncf.helm.config.v1+json"}
	for name, tt := range map[string]struct {
		all  []ecr.Image
		want string
	}{
		"none":                  {nil, ""},
		"by_time":               {[]ecr.Image{newer, old}, "sha256:2"},
		"with_a_tag":            {[]ecr.Image{old, untagged, newer}, "sha256:2"},
		"without_tags":          {[]ecr.Image{untagged}, "sha256:3"},
		"artifacts_are_none":    {[]ecr.Image{chart, tagged, signature, old}, "sha256:1"},
		"nothing_but_artifacts": {[]ecr.Image{chart, tagged, signature}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if x := ecr.Newest(tt.all); x != nil {
				got = x.Digest
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
