package lambda_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
	"demarc/localstack"
)

const dir = "eu-central-1/lambda/"

// functions has one function of each variant, named after it, and some that say less.
func functions() fstest.MapFS {
	const common = `"Role":"arn:aws:iam::111122223333:role/app","LastModified":"2026-01-02T03:04:05.000+0000","TracingConfig":{"Mode":"PassThrough"}`
	list := []string{
		`{"FunctionName":"auto","FunctionArn":"arn:aws:lambda:eu-central-1:111122223333:function:auto","Runtime":"python3.13","PackageType":"Zip","CodeSha256":"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",` + common + `,
		  "KMSKeyArn":"arn:aws:kms:eu-central-1:111122223333:key/1","DeadLetterConfig":{"TargetArn":"arn:aws:sqs:eu-central-1:111122223333:dead"},
		  "VpcConfig":{"SubnetIds":["subnet-2","subnet-1"],"SecurityGroupIds":["sg-1"],"VpcId":"vpc-1"},"Layers":[{"Arn":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}],
		  "Environment":{"Variables":{"STAGE":"prod","DB_PASSWORD":"Tr0ub4dor-prod","DB_URL":"postgres://app:Tr0ub4dor@db/app"}}}`,
		`{"FunctionName":"function_update","Runtime":"nodejs22.x","PackageType":"Zip",` + common + `}`,
		`{"FunctionName":"manual","Runtime":"java21","PackageType":"Zip",` + common + `}`,
		`{"FunctionName":"deprecated","Runtime":"python3.9","PackageType":"Zip",` + common + `}`,
		`{"FunctionName":"os_only","Runtime":"provided.al2023","PackageType":"Zip",` + common + `}`,
		`{"FunctionName":"image","PackageType":"Image","CodeSha256":"5f3c1d7e9a0b2c4d6e8f00112233445566778899aabbccddeeff001122334455",` + common + `,"Environment":{"Error":{"ErrorCode":"AccessDeniedException","Message":"no"}}}`,
		`{"FunctionName":"managed_instances","Runtime":"python3.14","PackageType":"Zip",` + common + `,
		  "CapacityProviderConfig":{"LambdaManagedInstancesCapacityProviderConfig":{"CapacityProviderArn":"arn:aws:lambda:eu-central-1:111122223333:capacity-provider:pool"}}}`,
		`{"FunctionName":"newer","Runtime":"python3.99","PackageType":"Zip",` + common + `}`,
		`{"FunctionName":"silent"}`,
	}
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	put(dir+"ListFunctions.json", `{"Functions":[`+strings.Join(list, ",")+`]}`)
	put(dir+"GetRuntimeManagementConfig/function_update.json", `{"UpdateRuntimeOn":"FunctionUpdate"}`)
	put(dir+"GetRuntimeManagementConfig/manual.json", `{"UpdateRuntimeOn":"Manual","RuntimeVersionArn":"arn:aws:lambda:eu-central-1::runtime:0"}`)
	put(dir+"GetPolicy/manual.json", `{"Policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}]},"RevisionId":"1"}`)
	put(dir+"GetPolicy/auto.json", `{"Policy":{"Version":"2012-10-17","Statement":[]},"RevisionId":"1"}`)
	put(dir+"ListFunctionUrlConfigs/auto.json", `{"FunctionUrlConfigs":[{"FunctionUrl":"https://a.lambda-url.eu-central-1.on.aws/","FunctionArn":"arn:aws:lambda:eu-central-1:111122223333:function:auto",
		"AuthType":"NONE","CreationTime":"2026-01-02T03:04:05.000+0000","LastModifiedTime":"2026-01-02T03:04:05.000+0000","Cors":{"AllowOrigins":["*"]}}]}`)
	put(dir+"ListFunctionEventInvokeConfigs/manual.json", `{"FunctionEventInvokeConfigs":[{"FunctionArn":"f","DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sns:eu-central-1:111122223333:t"}}}]}`)
	put(dir+"ListTags/auto.json", `{"Tags":{"env":"prod"}}`)
	put(dir+"ListCapacityProviders.json", `{"CapacityProviders":[{"CapacityProviderArn":"arn:aws:lambda:eu-central-1:111122223333:capacity-provider:pool","State":"Active","VpcConfig":{"SubnetIds":["subnet-2","subnet-1"],"SecurityGroupIds":["sg-1"]},
		"PermissionsConfig":{"CapacityProviderOperatorRoleArn":"arn:aws:iam::111122223333:role/operator"},"CapacityProviderScalingConfig":{"MaxVCpuCount":64,"ScalingMode":"Auto"}},
		{"CapacityProviderArn":"arn:aws:lambda:eu-central-1:111122223333:capacity-provider:bare","State":"Pending","VpcConfig":{"SubnetIds":[],"SecurityGroupIds":[]},"PermissionsConfig":{"CapacityProviderOperatorRoleArn":"r"},"KmsKeyArn":"key"}]}`)
	put(dir+"ListLayers.json", `{"Layers":[{"LayerName":"shared","LayerArn":"arn:aws:lambda:eu-central-1:111122223333:layer:shared"}]}`)
	put(dir+"ListLayerVersions/shared.json", `{"LayerVersions":[{"Version":3,"LayerVersionArn":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"},{"Version":2}]}`)
	put(dir+"GetLayerVersionPolicy/shared/3.json", `{"Policy":"{}","RevisionId":"1"}`)
	return files
}

// scan collects what the collectors bring over HTTP, on the day of the examples.
func scan(t *testing.T, account fstest.MapFS, o localstack.Options, all ...*collect.Collector) *inventory.Snapshot {
	t.Helper()
	e, err := localstack.New(account, o)
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
	}, collect.Everything(all), collect.Options{Now: time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func facts(t *testing.T, r inventory.Resource) map[string]string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range raw {
		out[k] = string(v)
	}
	return out
}

func TestFunctions(t *testing.T) {
	s := scan(t, functions(), localstack.Options{}, lambda.FunctionCollector)
	want := map[string]string{
		"id": `"auto"`, "arn": `"arn:aws:lambda:eu-central-1:111122223333:function:auto"`, "account": `"111122223333"`, "region": `"eu-central-1"`, "tags": `[{"env":"prod"}]`,
		"PackageType": `["Zip"]`, "CodeSha256": `["n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="]`, "Runtime": `["python3.13"]`, "Role": `["arn:aws:iam::111122223333:role/app"]`, "LastModified": `["2026-01-02T03:04:05Z"]`,
		"CapacityProviderConfig.LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn": `[""]`,
		"Environment.Variables": `[[{"Name":"DB_PASSWORD","Secrets":["assigned-secret"]},{"Name":"DB_URL","Secrets":["connection-string"]},{"Name":"STAGE"}]]`,
		"KMSKeyArn":             `["arn:aws:kms:eu-central-1:111122223333:key/1"]`, "VpcConfig.SubnetIds": `[["subnet-1","subnet-2"]]`, "VpcConfig.SecurityGroupIds": `[["sg-1"]]`,
		"Layers.Arn": `[["arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"]]`, "TracingConfig.Mode": `["PassThrough"]`,
		"DeadLetterConfig.TargetArn": `["arn:aws:sqs:eu-central-1:111122223333:dead"]`, "UpdateRuntimeOn": `["Auto"]`,
		"Policy":             `["{\"Version\":\"2012-10-17\",\"Statement\":[]}"]`,
		"FunctionUrlConfigs": `[[{"FunctionArn":"arn:aws:lambda:eu-central-1:111122223333:function:auto","AuthType":"NONE","Cors.AllowOrigins":["*"]}]]`,
	}
	if diff := cmp.Diff(want, facts(t, s.Find("lambda.function", "eu-central-1", "auto"))); diff != "" {
		t.Error(diff)
	}
	want = map[string]string{
		"id": `"image"`, "arn": `"arn:aws:lambda:eu-central-1:111122223333:function:image"`, "account": `"111122223333"`, "region": `"eu-central-1"`, "tags": `[{}]`,
		"PackageType": `["Image"]`, "CodeSha256": `["5f3c1d7e9a0b2c4d6e8f00112233445566778899aabbccddeeff001122334455"]`, "Runtime": `[""]`, "Role": `["arn:aws:iam::111122223333:role/app"]`, "LastModified": `["2026-01-02T03:04:05Z"]`,
		"CapacityProviderConfig.LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn": `[""]`,
		"Environment.Variables": `{"class":"denied","call":"Lambda.ListFunctions","code":"AccessDeniedException","detail":"Lambda could not decrypt the environment for the caller","needs":["kms:Decrypt"]}`,
		"KMSKeyArn":             `[""]`, "VpcConfig.SubnetIds": `[null]`, "VpcConfig.SecurityGroupIds": `[null]`, "Layers.Arn": `[null]`, "TracingConfig.Mode": `["PassThrough"]`,
		"DeadLetterConfig.TargetArn": `[""]`, "Policy": `[""]`, "FunctionUrlConfigs": `[null]`,
	}
	if diff := cmp.Diff(want, facts(t, s.Find("lambda.function", "eu-central-1", "image"))); diff != "" {
		t.Error(diff)
	}
	if got, want := facts(t, s.Find("lambda.function", "eu-central-1", "manual"))["FunctionEventInvokeConfigs.DestinationConfig.OnFailure.Destination"], `[["arn:aws:sns:eu-central-1:111122223333:t"]]`; got != want {
		t.Errorf("OnFailure is %s, want %s", got, want)
	}
	for _, r := range s.Resources {
		if b, _ := json.Marshal(r); strings.Contains(string(b), "Tr0ub4dor") {
			t.Errorf("%s keeps a secret: %s", r.Identity().ID, b)
		}
	}
}

func TestVariants(t *testing.T) {
	got := map[string]responsibility.Variant{}
	for _, r := range scan(t, functions(), localstack.Options{}, lambda.FunctionCollector).Resources {
		got[r.Identity().ID] = r.Classify().Variant
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		"auto": responsibility.LambdaFunctionZip, "function_update": responsibility.LambdaFunctionZipFunctionUpdate, "manual": responsibility.LambdaFunctionZipManual,
		"deprecated": responsibility.LambdaFunctionZipDeprecated, "os_only": responsibility.LambdaFunctionZipOSOnly, "image": responsibility.LambdaFunctionImage,
		"managed_instances": responsibility.LambdaFunctionManagedInstances, "newer": responsibility.LambdaFunctionZip, "silent": "",
	}, got); diff != "" {
		t.Error(diff)
	}
	s := scan(t, functions(), localstack.Options{Faults: localstack.Faults{Denied: []string{"lambda:GetRuntimeManagementConfig"}}}, lambda.FunctionCollector)
	c := s.Find("lambda.function", "eu-central-1", "auto").Classify()
	if c.Variant != "" || c.Gap == nil || c.Gap.Class != inventory.Denied {
		t.Errorf("without its update mode the function is %+v", c)
	}
}

// TestDayOfDeprecation holds that the same function changes its variant on the day.
func TestDayOfDeprecation(t *testing.T) {
	for name, tt := range map[string]struct {
		at   string
		want responsibility.Variant
	}{
		"before": {"2027-06-29", responsibility.LambdaFunctionZip},
		"on":     {"2027-06-30", responsibility.LambdaFunctionZipDeprecated},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.DateOnly, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			f := &lambda.Function{PackageType: inventory.Known("Zip"), Runtime: inventory.Known("python3.11"), CapacityProviderARN: inventory.Known(""), UpdateRuntimeOn: inventory.Known("Auto")}
			s := &inventory.Snapshot{Header: inventory.Header{Time: at}, Resources: []inventory.Resource{f}}
			s.Seal()
			if got := f.Classify().Variant; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLayerVersions(t *testing.T) {
	s := scan(t, functions(), localstack.Options{PageSize: 1}, lambda.LayerVersionCollector)
	got := map[string]string{}
	for _, r := range s.Resources {
		got[r.Identity().ID] = facts(t, r)["Policy"]
	}
	if diff := cmp.Diff(map[string]string{"shared:3": `["{}"]`, "shared:2": `[""]`}, got); diff != "" {
		t.Error(diff)
	}
	s = scan(t, functions(), localstack.Options{Faults: localstack.Faults{Denied: []string{"lambda:ListLayerVersions"}}}, lambda.LayerVersionCollector)
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Call != "Lambda.ListLayerVersions" {
		t.Errorf("coverage %+v", c)
	}
}

// TestCalls holds what the package comment says, for a tenth of its functions.
func TestCalls(t *testing.T) {
	account := functions()
	var list []string
	for i := range 50 {
		kind, dead := `"PackageType":"Zip","Runtime":"python3.13"`, ""
		if i%5 == 0 {
			kind = `"PackageType":"Image"`
		}
		if i < 12 {
			dead = `,"DeadLetterConfig":{"TargetArn":"arn:aws:sqs:eu-central-1:111122223333:dead"}`
		}
		list = append(list, fmt.Sprintf(`{"FunctionName":"f%d",%s%s}`, i, kind, dead))
	}
	for i := range 15 { // of which twelve have a dead-letter queue
		account[fmt.Sprintf("%sGetPolicy/f%d.json", dir, i)] = &fstest.MapFile{Data: []byte(`{"Policy":"{\"Statement\":[{\"Principal\":{\"Service\":\"sns.amazonaws.com\"}}]}"}`)}
	}
	account[dir+"ListFunctions.json"] = &fstest.MapFile{Data: []byte(`{"Functions":[` + strings.Join(list, ",") + `]}`)}
	want := map[string]int{
		"Lambda.ListFunctions": 1, "Lambda.GetRuntimeManagementConfig": 40, "Lambda.GetPolicy": 50, "Lambda.ListFunctionUrlConfigs": 50,
		"Lambda.ListFunctionEventInvokeConfigs": 3, "Lambda.ListTags": 50,
	}
	if diff := cmp.Diff(want, scan(t, account, localstack.Options{}, lambda.FunctionCollector).Calls); diff != "" {
		t.Error(diff)
	}
}

func TestCapacityProviders(t *testing.T) {
	s := scan(t, functions(), localstack.Options{PageSize: 1}, lambda.CapacityProviderCollector)
	for id, want := range map[string][]any{
		"pool": {"Active", []string{"subnet-1", "subnet-2"}, []string{"sg-1"}, "arn:aws:iam::111122223333:role/operator", "", "Auto", int32(64)},
		"bare": {"Pending", []string(nil), []string(nil), "r", "key", "gap", int32(-1)},
	} {
		p := s.Find("lambda.capacity_provider", "eu-central-1", id).(*lambda.CapacityProvider)
		gap := []string{"gap"}
		got := []any{p.State.Or("gap"), p.SubnetIDs.Or(gap), p.SecurityGroupIDs.Or(gap), p.OperatorRoleARN.Or("gap"), p.KMSKeyARN.Or("gap"), p.ScalingMode.Or("gap"), p.MaxVCPUCount.Or(-1)}
		if diff := cmp.Diff(want, got); diff != "" || p.Classify().Variant != responsibility.LambdaFunctionManagedInstances {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	if diff := cmp.Diff(map[string]int{"Lambda.ListCapacityProviders": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
	s = scan(t, functions(), localstack.Options{Faults: localstack.Faults{Denied: []string{"lambda:ListCapacityProviders"}}}, lambda.CapacityProviderCollector)
	if c := s.CoverageOf("lambda.capacity_provider", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
