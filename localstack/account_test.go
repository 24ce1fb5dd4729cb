package localstack_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"demarc/localstack"

	"github.com/google/go-cmp/cmp"
)

// TestAccountFiles holds that a mistake in an account is told with file and member.
func TestAccountFiles(t *testing.T) {
	const caller = `{"Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/a", "UserId": "AIDA"}`
	for name, test := range map[string]struct {
		file, data, want string
	}{
		"unknown_member":    {"eu-central-1/ec2/DescribeVolumes.json", `{"Volumes": [{"VolumeID": "vol-1"}]}`, "account file eu-central-1/ec2/DescribeVolumes.json: Volumes[0].VolumeID: unknown member; Volume has "},
		"wrong_type":        {"eu-central-1/ec2/DescribeVolumes.json", `{"Volumes": [{"Size": "8"}]}`, `account file eu-central-1/ec2/DescribeVolumes.json: Volumes[0].Size: want integer, got the string "8"`},
		"fraction":          {"eu-central-1/ec2/DescribeVolumes.json", `{"Volumes": [{"Size": 8.5}]}`, "account file eu-central-1/ec2/DescribeVolumes.json: Volumes[0].Size: want integer, got 8.5"},
		"no_list":           {"eu-central-1/ec2/DescribeVolumes.json", `{"Volumes": {}}`, "account file eu-central-1/ec2/DescribeVolumes.json: Volumes: want a list, got {}"},
		"repeated":          {"eu-central-1/ec2/DescribeVolumes.json", `{"Volumes": [], "Volumes": []}`, "account file eu-central-1/ec2/DescribeVolumes.json: Volumes: the member is there twice"},
		"bad_time":          {"global/iam/ListUsers.json", `{"Users": [{"CreateDate": "yesterday"}]}`, `account file global/iam/ListUsers.json: Users[0].CreateDate: "yesterday" is not a time such as 2026-01-31T12:00:00+00:00`},
		"object_for_string": {"global/iam/ListUsers.json", `{"Users": [{"UserName": {}}]}`, "account file global/iam/ListUsers.json: Users[0].UserName: want string, got {}"},
		"truncated":         {"global/iam/ListUsers.json", `{"Users": [`, "account file global/iam/ListUsers.json: not valid JSON: unexpected EOF"},
		"trailing":          {"global/iam/ListUsers.json", `{} {}`, "account file global/iam/ListUsers.json: text after the JSON value at byte 4"},
		"attachment":        {"global/iam/GetCredentialReport.json", `{"Content": "file://absent.csv"}`, "account file global/iam/GetCredentialReport.json: Content: file://absent.csv: open global/iam/absent.csv: file does not exist"},
		"attachment_escape": {"global/iam/GetCredentialReport.json", `{"Content": "file://../../../x"}`, "account file global/iam/GetCredentialReport.json: Content: file://../../../x leads out of the account's folder"},
		"operation":         {"global/iam/CreateUser.json", `{}`, "account file global/iam/CreateUser.json: operation CreateUser of IAM has no wire model: add it to localstack/wire/operations.txt and run go generate ./localstack/wire"},
		"service":           {"global/guardduty/ListDetectors.json", `{}`, `account file global/guardduty/ListDetectors.json: service "guardduty" has no wire model: add its operations to localstack/wire/operations.txt and run go generate ./localstack/wire`},
		"place":             {"europe/ec2/DescribeVolumes.json", `{}`, `account file europe/ec2/DescribeVolumes.json: "europe" is neither a region nor global`},
		"no_resource":       {"global/ec2/DescribeVolumes/vol-1.json", `{}`, "account file global/ec2/DescribeVolumes/vol-1.json: DescribeVolumes asks for no single resource: put the whole answer in DescribeVolumes.json"},
		"error_file":        {"global/iam/ListUsers.json", `{"Error": {"Code": "X", "Messages": "y"}}`, `account file global/iam/ListUsers.json: an error file holds {"Error": {"Code": "...", "Message": "...", "Status": 404}} and nothing else`},
		"settings":          {"endpoint.json", `{"Deny": []}`, `endpoint.json: json: unknown field "Deny"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := localstack.New(fstest.MapFS{
				"global/sts/GetCallerIdentity.json": {Data: []byte(caller)},
				test.file:                           {Data: []byte(test.data)},
			}, localstack.Options{})
			if err == nil {
				t.Fatal("the account was accepted")
			}
			if got := err.Error(); got != test.want && !(strings.HasSuffix(test.want, " ") && strings.HasPrefix(got, test.want)) {
				t.Error(cmp.Diff(test.want, got))
			}
		})
	}
}

func TestNoCaller(t *testing.T) {
	_, err := localstack.New(fstest.MapFS{}, localstack.Options{})
	want := "global/sts/GetCallerIdentity.json is missing: paste the output of `aws sts get-caller-identity`"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}
