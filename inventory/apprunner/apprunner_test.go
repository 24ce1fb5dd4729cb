package apprunner_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
	"demarc/localstack"
)

const arn = "arn:aws:apprunner:eu-central-1:111122223333:service/"

// account has a service from an image, one from source that a file configures, and one that is deleted.
func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/apprunner/"
	put(dir+"ListServices.json", `{"ServiceSummaryList":[{"ServiceName":"quotes","ServiceArn":"`+arn+`quotes/0a1b","Status":"RUNNING"},{"ServiceName":"source","ServiceArn":"`+arn+`source/1b2c","Status":"PAUSED"},
		{"ServiceName":"gone","ServiceArn":"`+arn+`gone/2c3d","Status":"DELETED"}]}`)
	const common = `"ServiceId":"x","CreatedAt":"2026-01-02T03:04:05+00:00","UpdatedAt":"2026-01-02T03:04:05+00:00","InstanceConfiguration":{},"AutoScalingConfigurationSummary":{}`
	put(dir+"DescribeService/quotes/0a1b.json", `{"Service":{"ServiceName":"quotes","ServiceArn":"`+arn+`quotes/0a1b","Status":"RUNNING",`+common+`,
		"SourceConfiguration":{"ImageRepository":{"ImageIdentifier":"nginx","ImageRepositoryType":"ECR_PUBLIC","ImageConfiguration":{"RuntimeEnvironmentVariables":{"DB_PASSWORD":"Tr0ub4dor-prod","LANG":"C"}}}},
		"NetworkConfiguration":{"EgressConfiguration":{"EgressType":"VPC"},"IngressConfiguration":{"IsPubliclyAccessible":true}},"ObservabilityConfiguration":{"ObservabilityEnabled":true}}}`)
	put(dir+"DescribeService/source/1b2c.json", `{"Service":{"ServiceName":"source","ServiceArn":"`+arn+`source/1b2c","Status":"PAUSED",`+common+`,
		"SourceConfiguration":{"CodeRepository":{"RepositoryUrl":"https://example.com/r","SourceCodeVersion":{"Type":"BRANCH","Value":"main"},"CodeConfiguration":{"ConfigurationSource":"REPOSITORY"}}},
		"NetworkConfiguration":{"EgressConfiguration":{"EgressType":"DEFAULT"}}}}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	e, err := localstack.New(account(), o)
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
	}, collect.Everything(apprunner.Collectors), collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// described are services as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("apprunner.service") {
		x := r.(*apprunner.Service)
		out[x.ID] = []any{value(x.Status), value(x.PubliclyAccessible), value(x.EgressType), value(x.Observability), value(x.Secrets)}
	}
	return out
}

func value[V any](f inventory.Fact[V]) any {
	if v, gap := f.Get(); gap == nil {
		return v
	}
	return nil
}

func TestServices(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 2})
	want := map[string][]any{
		"quotes/0a1b": {"RUNNING", true, "VPC", true, []apprunner.Secret{{Variable: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}}},
		"source/1b2c": {"PAUSED", nil, "DEFAULT", nil, nil},
	}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"AppRunner.ListServices": 2, "AppRunner.DescribeService": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"apprunner:DescribeService"}}})
	want := map[string][]any{"quotes/0a1b": {"RUNNING", nil, nil, nil, nil}, "source/1b2c": {"PAUSED", nil, nil, nil, nil}}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"apprunner:ListServices"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
