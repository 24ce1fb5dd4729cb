package access

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func asJSON(t *testing.T, v any, err error) string {
	t.Helper()
	if err != nil {
		return "error: " + err.Error()
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestAnswers holds the JSON forms of the commands that work line by line.
func TestAnswers(t *testing.T) {
	evaluate := func(line string) string { a, err := AnswerEvaluate([]byte(line)); return asJSON(t, a, err) }
	access := func(line string) string { a, err := AnswerAccess([]byte(line)); return asJSON(t, a, err) }
	lint := func(line string) string { a, err := AnswerLint([]byte(line)); return asJSON(t, a, err) }
	for name, c := range map[string]struct {
		ask        func(string) string
		line, want string
	}{
		"evaluate": {evaluate, `{"id":"1","principal":"arn:aws:iam::111122223333:user/u","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resource_account":"111122223333","context":{"s3:max-keys":5,"aws:TagKeys":["a"],"aws:SourceIp":{}},"identity_policies":[{"Version":"2012-10-17","Statement":{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":10}}}}]}`,
			`{"id":"1","decision":"allowed","statement":"identity policy 1: Read","why":"an identity policy allows it"}`},
		"evaluate_unknown": {evaluate, `{"id":"2","principal":"arn:aws:iam::111122223333:user/u","action":"s3:GetObject","resource":"*","resource_account":"111122223333","context":{},"unknown_context":["aws:SourceIp"],"identity_policies":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}]}`,
			`{"id":"2","decision":"unknown","statement":"identity policy 1: statement 1","why":"an identity policy allows it, if its condition holds: aws:SourceIp is not known"}`},
		"evaluate_bad_policy": {evaluate, `{"id":"3","principal":"*","action":"s3:GetObject","resource":"*","resource_policy":{"Statement":7}}`,
			`{"id":"3","decision":"unknown","statement":"","why":"resource_policy: policy line 1 column 14: Statement is an object or a list of objects"}`},
		"evaluate_bad_line": {evaluate, `{"id":`, `error: read the line as an evaluation question: unexpected EOF`},
		"access": {access, `{"id":"4","resource_type":"sqs","account_id":"111122223333","policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q"}}}`,
			`{"id":"4","verdict":"cross_account","class":"cross-account","accounts":["444455556666"],"orgs":[],"services":[],"conditions":[],"confused_deputy":false,"witness":{"principal":"arn:aws:iam::444455556666:role/stranger","action":"sqs:SendMessage","resource":"arn:aws:sqs:us-east-1:111122223333:q","resource_account":"111122223333","context":{"aws:principalarn":["arn:aws:iam::444455556666:role/stranger"]}},"why":"statement 1 lets in account 444455556666, e.g. arn:aws:iam::444455556666:role/stranger calls sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:q"}`},
		"access_text": {access, `{"id":"5","resource_type":"s3","account_id":"111122223333","policy":"{\"Statement\":[]}"}`,
			`{"id":"5","verdict":"private","class":"none","accounts":[],"orgs":[],"services":[],"conditions":[],"confused_deputy":false,"witness":null,"why":"the policy allows no request: it has no Allow statement that somebody meets and no Deny stops"}`},
		"access_bad_policy": {access, `{"id":"6","resource_type":"s3","account_id":"111122223333","policy":"{"}`,
			`{"id":"6","verdict":"unknown","class":"unknown","accounts":[],"orgs":[],"services":[],"conditions":[],"confused_deputy":false,"witness":null,"why":"policy line 1 column 2: the document ends too early; a bracket or a quote is not closed"}`},
		"lint": {lint, `{"id":"7","policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::111122223333:user/*"}}}`,
			`{"id":"7","findings":["parliament:PRIVILEGE_ESCALATION","privilege_escalation","iam-002"],"methods":["iam-002"],"details":[{"name":"privilege_escalation","statement":1,"line":1,"column":64,"actions":["iam:CreateAccessKey"],"methods":["iam-002"],"text":"its principal can gain more permissions by iam-002"}]}`},
		"lint_not_json": {lint, `{"id":"8","policy":"nonsense"}`,
			`{"id":"8","findings":["malformed","parliament:MALFORMED_JSON"],"methods":[],"details":[{"name":"malformed","statement":0,"line":1,"column":2,"text":"not JSON: invalid character 'o' in literal null (expecting 'u')"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.ask(c.line)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
