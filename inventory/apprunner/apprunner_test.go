package apprunner_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/secrets"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const arn = "arn:aws:apprunner:eu-central-1:111122223333:service/"

// account has a service from an image, one from source that a file configures, and one that is deleted.
func account() fstest.MapFS {
	const dir = "eu-central-1/apprunner/"
	const common = `"ServiceId":"x","CreatedAt":"2026-01-02T03:04:05+00:00","UpdatedAt":"2026-01-02T03:04:05+00:00","AutoScalingConfigurationSummary":{}`
	return localstacktest.Files(map[string]string{
		dir + "ListServices": `{"ServiceSummaryList":[{"ServiceName":"quotes","ServiceArn":"` + arn + `quotes/0a1b","Status":"RUNNING"},{"ServiceName":"source","ServiceArn":"` + arn + `source/1b2c","Status":"PAUSED"},
			{"ServiceName":"gone","ServiceArn":"` + arn + `gone/2c3d","Status":"DELETED"}]}`,
		dir + "DescribeService/quotes/0a1b": `{"Service":{"ServiceName":"quotes","ServiceArn":"` + arn + `quotes/0a1b","Status":"RUNNING",` + common + `,"InstanceConfiguration":{"InstanceRoleArn":"arn:aws:iam::111122223333:role/quotes"},"EncryptionConfiguration":{"KmsKey":"key"},
			"SourceConfiguration":{"AutoDeploymentsEnabled":false,"ImageRepository":{"ImageIdentifier":"nginx","ImageRepositoryType":"ECR_PUBLIC","ImageConfiguration":{"RuntimeEnvironmentVariables":{"DB_PASSWORD":"Tr0ub4dor-prod","LANG":"C"}}}},
			"NetworkConfiguration":{"EgressConfiguration":{"EgressType":"VPC"},"IngressConfiguration":{"IsPubliclyAccessible":true}},"ObservabilityConfiguration":{"ObservabilityEnabled":true}}}`,
		dir + "DescribeService/source/1b2c": `{"Service":{"ServiceName":"source","ServiceArn":"` + arn + `source/1b2c","Status":"PAUSED",` + common + `,"InstanceConfiguration":{},
			"SourceConfiguration":{"CodeRepository":{"RepositoryUrl":"https://example.com/r","SourceCodeVersion":{"Type":"BRANCH","Value":"main"},"CodeConfiguration":{"ConfigurationSource":"REPOSITORY"}}},
			"NetworkConfiguration":{"EgressConfiguration":{"EgressType":"DEFAULT"}}}}`,
	})
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), apprunner.Collectors, o)
}

// described are services as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("apprunner.service") {
		x := r.(*apprunner.Service)
		out[x.ID] = []any{localstacktest.Value(x.Status), localstacktest.Value(x.PubliclyAccessible), localstacktest.Value(x.EgressType), localstacktest.Value(x.Observability), localstacktest.Value(x.Secrets),
			localstacktest.Value(x.InstanceRoleARN), localstacktest.Value(x.KMSKey), localstacktest.Value(x.ImageRepositoryType), localstacktest.Value(x.ImageIdentifier), localstacktest.Value(x.AutoDeploymentsEnabled)}
	}
	return out
}

func TestServices(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 2})
	want := map[string][]any{
		"quotes/0a1b": {"RUNNING", true, "VPC", true, []apprunner.Secret{{Variable: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}}, "arn:aws:iam::111122223333:role/quotes", "key", "ECR_PUBLIC", "nginx", false},
		"source/1b2c": {"PAUSED", nil, "DEFAULT", nil, nil, "", "", "", "", nil},
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
	want := map[string][]any{"quotes/0a1b": {"RUNNING", nil, nil, nil, nil, nil, nil, nil, nil, nil}, "source/1b2c": {"PAUSED", nil, nil, nil, nil, nil, nil, nil, nil, nil}}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"apprunner:ListServices"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
