package localstack_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"demarc/localstack"

	"github.com/google/go-cmp/cmp"
)

// TestCLI runs the stock AWS CLI, over every protocol, against the endpoint. It needs `aws` in PATH.
func TestCLI(t *testing.T) {
	program := findCLI(t)
	for name, test := range map[string]struct {
		args []string
		want string
		// operation is what the endpoint must have been asked.
		operation string
		fails     bool
		env       func(t *testing.T, url string) []string
	}{
		"query": {
			args: []string{"sts", "get-caller-identity", "--query", "Arn"},
			want: `"arn:aws:sts::111122223333:assumed-role/Auditor/scanner"`, operation: "STS.GetCallerIdentity",
		},
		"query_pages": {
			args: []string{"iam", "get-account-authorization-details", "--query", "[RoleDetailList[].AssumeRolePolicyDocument.Version, UserDetailList[].UserName][]"},
			want: `["2012-10-17","alice","bob"]`, operation: "IAM.GetAccountAuthorizationDetails",
		},
		"ec2": {
			args: []string{"ec2", "describe-instances", "--filters", "Name=instance-state-name,Values=running", "--query", "Reservations[].Instances[].InstanceId"},
			want: `["i-00000000000000001","i-00000000000000003"]`, operation: "EC2.DescribeInstances",
		},
		"ec2_pages": {
			args: []string{"ec2", "describe-volumes", "--page-size", "5", "--query", "sum(Volumes[].Size)"},
			want: `48`, operation: "EC2.DescribeVolumes",
		},
		"rest_xml": {
			args: []string{"s3api", "get-bucket-acl", "--bucket", "corp-data", "--query", "Grants[].Grantee.Type"},
			want: `["CanonicalUser","Group"]`, operation: "S3.GetBucketAcl",
		},
		"rest_xml_pages": {
			args: []string{"s3api", "list-buckets", "--query", "Buckets[].Name"},
			want: `["corp-data","corp-logs","corp-site"]`, operation: "S3.ListBuckets",
		},
		"rest_xml_error": {
			args: []string{"s3api", "get-bucket-policy", "--bucket", "corp-site"}, fails: true,
			want: "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist", operation: "S3.GetBucketPolicy",
		},
		"rest_xml_redirect": {
			args: []string{"s3api", "get-bucket-versioning", "--region", "us-east-1", "--bucket", "corp-data", "--query", "Status"},
			want: `"Enabled"`, operation: "S3.GetBucketVersioning",
		},
		"json_1_0": {
			args: []string{"sqs", "list-queues", "--queue-name-prefix", "aud"},
			want: `{"QueueUrls":["https://sqs.eu-central-1.amazonaws.com/111122223333/audit"]}`, operation: "SQS.ListQueues",
		},
		"json_1_1": {
			args: []string{"kms", "list-keys", "--query", "length(Keys)"},
			want: `3`, operation: "KMS.ListKeys",
		},
		"json_1_1_error": {
			args: []string{"kms", "describe-key", "--key-id", "0a1b2c3d-0000-4000-8000-00000000dead"}, fails: true,
			want: "An error occurred (NotFoundException) when calling the DescribeKey operation: The key does not exist", operation: "KMS.DescribeKey",
		},
		"json_trails": {
			args: []string{"cloudtrail", "describe-trails", "--query", "trailList[].[Name,IsMultiRegionTrail]"},
			want: `[["main",true]]`, operation: "CloudTrail.DescribeTrails",
		},
		"json_clusters": {
			args: []string{"ecs", "list-clusters", "--query", "length(clusterArns)"},
			want: `2`, operation: "ECS.ListClusters",
		},
		"rest_json": {
			args: []string{"lambda", "list-functions", "--region", "us-east-1", "--query", "Functions[].Runtime"},
			want: `["python3.12"]`, operation: "Lambda.ListFunctions",
		},
		"rest_json_error": {
			args: []string{"lambda", "list-functions"}, fails: true, operation: "Lambda.ListFunctions",
			want: "An error occurred (AccessDeniedException) when calling the ListFunctions operation: User: arn:aws:sts::111122223333:assumed-role/Auditor/scanner " +
				"is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based policy allows the lambda:ListFunctions action",
		},
		"cbor": {
			args: []string{"cloudwatch", "describe-alarms", "--alarm-name-prefix", "root", "--query", "MetricAlarms[].[AlarmName,Period,Threshold,StateValue]"},
			want: `[["root-login",300,1.5,"OK"]]`, operation: "CloudWatch.DescribeAlarms", env: cborModel,
		},
		"cbor_error": {
			args: []string{"cloudwatch", "describe-alarms", "--next-token", "forged"}, fails: true, env: cborModel,
			want: "An error occurred (InvalidNextToken) when calling the DescribeAlarms operation: The token in NextToken is not valid", operation: "CloudWatch.DescribeAlarms",
		},
		"account_in_host": {
			args: []string{"s3control", "get-public-access-block", "--account-id", "111122223333", "--query", "PublicAccessBlockConfiguration.BlockPublicAcls"},
			want: `true`, operation: "S3Control.GetPublicAccessBlock",
			// The account id before the host name needs a resolver that knows *.localhost, or the endpoint as proxy.
			env: func(_ *testing.T, url string) []string { return []string{"HTTP_PROXY=" + url, "NO_PROXY="} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{PageSize: 2})
			if err != nil {
				t.Fatal(err)
			}
			cbor := false
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				cbor = r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor"
				e.ServeHTTP(w, r)
			}))
			defer server.Close()
			var env []string
			if test.env != nil {
				env = test.env(t, server.URL)
			}
			stdout, stderr, err := awsCLI(t, program, strings.Replace(server.URL, "127.0.0.1", host(name), 1), env, test.args...)
			if (err != nil) != test.fails {
				t.Fatalf("%v: %s", err, stderr)
			}
			var got bytes.Buffer
			if test.fails {
				got.Write(bytes.TrimSpace(stderr))
			} else if err := json.Compact(&got, stdout); err != nil {
				t.Fatalf("%v in %s", err, stdout)
			}
			if diff := cmp.Diff(test.want, got.String()); diff != "" {
				t.Error(diff)
			}
			if want := strings.HasPrefix(name, "cbor"); cbor != want {
				t.Errorf("the CLI spoke CBOR: %v, want %v", cbor, want)
			}
			if e.Counts()[test.operation] == 0 {
				t.Errorf("no call of %s: %v", test.operation, e.Counts())
			}
		})
	}
}

// findCLI returns the AWS CLI's path, or skips the test aloud.
func findCLI(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("SKIPPED: no `aws` in PATH; install the AWS CLI to test the endpoint with it")
	}
	if testing.Short() {
		t.Skip("SKIPPED: each start of the AWS CLI takes a second; run without -short")
	}
	return program
}

// awsCLI runs the AWS CLI in an environment of its own.
func awsCLI(t *testing.T, program, url string, env []string, args ...string) (stdout, stderr []byte, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, append(args, "--endpoint-url", url, "--output", "json")...)
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any",
		"AWS_DEFAULT_REGION=eu-central-1", "AWS_PAGER=", "AWS_EC2_METADATA_DISABLED=true", "NO_PROXY=127.0.0.1",
	}, env...)
	var out, errors bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errors
	err = cmd.Run()
	return out.Bytes(), errors.Bytes(), err
}

// TestPaste saves what the CLI prints as an account, serves that, and asks again: the account's layout is what the
// CLI prints, in every protocol.
func TestPaste(t *testing.T) {
	program := findCLI(t)
	const key = "0a1b2c3d-0000-4000-8000-000000000001"
	calls := map[string][]string{
		"global/sts/GetCallerIdentity.json":              {"sts", "get-caller-identity"},
		"global/iam/GetAccountAuthorizationDetails.json": {"iam", "get-account-authorization-details"},
		"global/iam/GetCredentialReport.json":            {"iam", "get-credential-report"},
		"eu-central-1/ec2/DescribeInstances.json":        {"ec2", "describe-instances", "--include-managed-resources"},
		"eu-central-1/kms/DescribeKey/" + key + ".json":  {"kms", "describe-key", "--key-id", key},
		"global/s3/ListBuckets.json":                     {"s3api", "list-buckets"},
		"global/s3/GetBucketAcl/corp-data.json":          {"s3api", "get-bucket-acl", "--bucket", "corp-data"},
		"global/s3/GetBucketPolicy/corp-data.json":       {"s3api", "get-bucket-policy", "--bucket", "corp-data"},
		"eu-central-1/cloudwatch/DescribeAlarms.json":    {"cloudwatch", "describe-alarms"},
		"eu-central-1/cloudtrail/DescribeTrails.json":    {"cloudtrail", "describe-trails"},
		"eu-central-1/sqs/ListQueues.json":               {"sqs", "list-queues"},
		"us-east-1/lambda/ListFunctions.json":            {"lambda", "list-functions", "--region", "us-east-1"},
	}
	ask := func(files fs.FS) fstest.MapFS {
		e, err := localstack.New(files, localstack.Options{PageSize: 2})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(e)
		defer server.Close()
		out := fstest.MapFS{}
		for file, args := range calls {
			stdout, stderr, err := awsCLI(t, program, server.URL, nil, args...)
			if err != nil {
				t.Fatalf("%s: %v: %s", file, err, stderr)
			}
			out[file] = &fstest.MapFile{Data: stdout}
		}
		return out
	}
	first := ask(os.DirFS("testdata/account"))
	second := ask(first)
	for file := range calls {
		if diff := cmp.Diff(string(first[file].Data), string(second[file].Data)); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

// host is the endpoint's host name: S3 Control cannot put an account id before an address.
func host(test string) string {
	if test == "account_in_host" {
		return "localhost"
	}
	return "127.0.0.1"
}

// cborModel gives the CLI a model of CloudWatch that knows no protocol but CBOR; with its own it chooses JSON.
func cborModel(t *testing.T, _ string) []string {
	const model = `{"version": "2.0",
"metadata": {"apiVersion": "2010-08-01", "endpointPrefix": "monitoring", "protocol": "smithy-rpc-v2-cbor",
  "protocols": ["smithy-rpc-v2-cbor"], "serviceId": "CloudWatch", "signatureVersion": "v4",
  "targetPrefix": "GraniteServiceVersion20100801", "uid": "monitoring-2010-08-01", "auth": ["aws.auth#sigv4"]},
"operations": {"DescribeAlarms": {"name": "DescribeAlarms", "http": {"method": "POST", "requestUri": "/"},
  "input": {"shape": "Input"}, "output": {"shape": "Output"}}},
"shapes": {
  "Input": {"type": "structure", "members": {"MaxRecords": {"shape": "Number"}, "AlarmNamePrefix": {"shape": "Text"}, "NextToken": {"shape": "Text"}}},
  "Output": {"type": "structure", "members": {"MetricAlarms": {"shape": "Alarms"}, "NextToken": {"shape": "Text"}}},
  "Alarms": {"type": "list", "member": {"shape": "Alarm"}},
  "Alarm": {"type": "structure", "members": {"AlarmName": {"shape": "Text"}, "Period": {"shape": "Number"},
    "Threshold": {"shape": "Real"}, "StateValue": {"shape": "Text"}}},
  "Text": {"type": "string"}, "Number": {"type": "integer"}, "Real": {"type": "double"}}}`
	data := t.TempDir()
	dir := filepath.Join(data, "cloudwatch", "2099-01-01")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "service-2.json"), []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{"AWS_DATA_PATH=" + data}
}
