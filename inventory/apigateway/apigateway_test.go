package apigateway_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/secrets"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const dir = "eu-central-1/apigateway/"

// account has a private API with a policy as API Gateway escapes it, a public one without, and one that is cut short.
var account = localstacktest.Files(map[string]string{
	dir + "GetRestApis": `{"items":[
		{"id":"a1b2c3","name":"quotes","policy":"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[]}","endpointConfiguration":{"types":["PRIVATE"],"vpcEndpointIds":["vpce-1"]},"tags":{"team":"rates"}},
		{"id":"d4e5f6","name":"tracking","endpointConfiguration":{"types":["REGIONAL"]}},
		{"id":"stub00"}]}`,
	dir + "GetStages/a1b2c3": `{"item":[{"stageName":"live","clientCertificateId":"c1","webAclArn":"arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/w/1","tracingEnabled":true,"cacheClusterEnabled":true,
		"methodSettings":{"*/*":{"loggingLevel":"ERROR","cachingEnabled":true,"cacheDataEncrypted":true},"~1orders/GET":{"loggingLevel":"OFF"}},
		"variables":{"backend":"quotes.internal","db_password":"Tr0ub4dor-prod"}},{"stageName":"test"}]}`,
})

func or[V any](f inventory.Fact[V]) any {
	if class := localstacktest.Class(f); class != "" {
		return "gap: " + class
	}
	return localstacktest.Value(f)
}

// apis are the facts of APIs by id; the class of a gap stands for a value that is not known.
func apis(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("apigateway.api") {
		x := r.(*apigateway.API)
		out[x.ID] = []any{x.Name, x.ARN, or(x.EndpointTypes), or(x.Policy), or(x.Stages)}
	}
	return out
}

// want are the APIs of the account with what was answered of their stages.
func want(first, others any) map[string][]any {
	const arn, gap = "arn:aws:execute-api:eu-central-1:111122223333:", "gap: omitted"
	return map[string][]any{
		"a1b2c3": {"quotes", arn + "a1b2c3", []string{"PRIVATE"}, `{"Version":"2012-10-17","Statement":[]}`, first},
		"d4e5f6": {"tracking", arn + "d4e5f6", []string{"REGIONAL"}, "", others},
		"stub00": {"", arn + "stub00", gap, gap, others},
	}
}

func TestAPIs(t *testing.T) {
	s := localstacktest.Scan(t, account, apigateway.Collectors, localstack.Options{PageSize: 2})
	stages := []apigateway.Stage{
		{
			StageName: "live", ClientCertificateID: "c1", WebACLArn: "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/w/1", TracingEnabled: true, CacheClusterEnabled: true,
			MethodSettings: []apigateway.MethodSetting{{Path: "*/*", LoggingLevel: "ERROR", CachingEnabled: true, CacheDataEncrypted: true}, {Path: "~1orders/GET", LoggingLevel: "OFF"}},
			Secrets:        []apigateway.Secret{{Variable: "db_password", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}}, Searched: true,
		},
		{StageName: "test", Searched: true},
	}
	if diff := cmp.Diff(want(stages, []apigateway.Stage(nil)), apis(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"APIGateway.GetRestApis": 2, "APIGateway.GetStages": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account, apigateway.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"APIGateway.GetStages"}}})
	if diff := cmp.Diff(want("gap: denied", "gap: denied"), apis(s)); diff != "" {
		t.Error(diff)
	}
	s = localstacktest.Scan(t, account, apigateway.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"apigateway:GET"}}})
	if c := s.CoverageOf("apigateway.api", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
