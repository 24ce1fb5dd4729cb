package sfn_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/sfn"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const arn = "arn:aws:states:eu-central-1:111122223333:stateMachine:"

func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/sfn/"
	const dates = `"creationDate":"2026-01-02T03:04:05+00:00"`
	put(dir+"ListStateMachines.json", `{"stateMachines":[{"name":"orders","stateMachineArn":"`+arn+`orders","type":"STANDARD",`+dates+`},{"name":"terse","stateMachineArn":"`+arn+`terse","type":"EXPRESS",`+dates+`},
		{"name":"sealed","stateMachineArn":"`+arn+`sealed","type":"EXPRESS",`+dates+`}]}`)
	put(dir+"DescribeStateMachine/orders.json", `{"stateMachineArn":"`+arn+`orders","name":"orders","type":"STANDARD",`+dates+`,"roleArn":"arn:aws:iam::111122223333:role/app",
		"definition":"{\n \"password\": \"Tr0ub4dor-prod\"\n}","loggingConfiguration":{"level":"ALL","includeExecutionData":false,"destinations":[{"cloudWatchLogsLogGroup":{"logGroupArn":"arn:aws:logs:eu-central-1:111122223333:log-group:orders:*"}}]},
		"tracingConfiguration":{"enabled":true},"encryptionConfiguration":{"type":"CUSTOMER_MANAGED_KMS_KEY","kmsKeyId":"alias/orders"}}`)
	put(dir+"DescribeStateMachine/terse.json", `{"stateMachineArn":"`+arn+`terse","name":"terse","type":"EXPRESS",`+dates+`,"roleArn":"arn:aws:iam::111122223333:role/app","definition":"{}"}`)
	put(dir+"DescribeStateMachine/sealed.json", `{"Error":{"Code":"KmsAccessDeniedException","Message":"no","Status":400}}`)
	put(dir+"ListTagsForResource/orders.json", `{"tags":[{"key":"env","value":"prod"}]}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), sfn.Collectors, o)
}

func facts(t *testing.T, s *inventory.Snapshot, name string) map[string]string {
	t.Helper()
	b, err := json.Marshal(s.Find("sfn.state_machine", "eu-central-1", name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Tr0ub4dor") {
		t.Errorf("%s keeps a secret: %s", name, b)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range raw {
		if k != "account" && k != "region" && k != "id" && k != "arn" {
			out[k] = string(v)
		}
	}
	return out
}

func TestStateMachines(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 1})
	const omitted = `{"class":"omitted"}`
	for name, want := range map[string]map[string]string{
		"orders": {
			"type": `["STANDARD"]`, "roleArn": `["arn:aws:iam::111122223333:role/app"]`, "loggingConfiguration.level": `["ALL"]`,
			"loggingConfiguration.destinations": `[["arn:aws:logs:eu-central-1:111122223333:log-group:orders:*"]]`, "tracingConfiguration.enabled": `[true]`,
			"encryptionConfiguration.type": `["CUSTOMER_MANAGED_KMS_KEY"]`, "encryptionConfiguration.kmsKeyId": `["alias/orders"]`,
			"definition": `[[{"Kind":"assigned-secret","Line":2}]]`, "tags": `[{"env":"prod"}]`,
		},
		"terse": {
			"type": `["EXPRESS"]`, "roleArn": `["arn:aws:iam::111122223333:role/app"]`, "loggingConfiguration.level": omitted, "loggingConfiguration.destinations": omitted,
			"tracingConfiguration.enabled": omitted, "encryptionConfiguration.type": `["AWS_OWNED_KEY"]`, "encryptionConfiguration.kmsKeyId": `[""]`, "definition": `[null]`, "tags": `[{}]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, facts(t, s, name)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := facts(t, s, "sealed")["definition"]; !strings.Contains(got, `"denied"`) || !strings.Contains(got, "kms:Decrypt") {
		t.Errorf("the sealed definition is %s", got)
	}
	if diff := cmp.Diff(map[string]int{"SFN.ListStateMachines": 3, "SFN.DescribeStateMachine": 4, "SFN.ListTagsForResource": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"states:DescribeStateMachine"}}})
	for name, value := range facts(t, s, "orders") {
		if name != "type" && name != "tags" && !strings.Contains(value, "states:DescribeStateMachine") {
			t.Errorf("%s is %s", name, value)
		}
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"states:ListStateMachines"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
