package access

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLintPlaces checks what is found and where, one statement at a time from line 2 on.
func TestLintPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		statements string
		want       []string
	}{
		"harmless": {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k"}`, nil},
		"misspelt_action": {`{"Effect":"Allow",
"Action":["s3:GetObject","s3:GetObjekt"],"Resource":"arn:aws:s3:::b/k"}`, []string{`3:26 unknown_action "s3:GetObjekt" matches no action of s3; did you mean s3:GetObject?`}},
		"unknown_service":     {`{"Effect":"Allow","Action":"s4:GetObject","Resource":"arn:aws:s3:::b/k"}`, []string{`2:28 unknown_service no service has the prefix "s4"; the action matches nothing`}},
		"no_service":          {`{"Effect":"Deny","Action":"GetObject","Resource":"arn:aws:s3:::b/k"}`, []string{`2:27 unknown_action "GetObject" is no action: it lacks the service, as in s3:GetObject; it matches nothing`}},
		"wrong_resource":      {`{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:sqs:*:111122223333:q"}`, []string{`2:56 never_matches none of the actions can be used on any of the resources, so the statement never applies`}},
		"one_wrong_resource":  {`{"Effect":"Allow","Action":["s3:GetObject","sqs:SendMessage"],"Resource":"arn:aws:sqs:*:111122223333:q"}`, []string{`2:74 resource_mismatch s3:GetObject cannot be used on any of the resources`}},
		"not_an_arn":          {`{"Effect":"Deny","Action":"s3:GetObject","Resource":"bucket/key"}`, []string{`2:53 invalid_arn "bucket/key" is neither an ARN nor *; it matches nothing`}},
		"unknown_key":         {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:prefixx":"a"}}}`, []string{`2:78 unknown_condition_key "s3:prefixx" is no condition key that AWS documents; a request never has it`}},
		"wrong_operator":      {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceIp":"10.0.0.0/8"}}}`, []string{`2:78 type_mismatch StringEquals compares other values than aws:SourceIp has (IPAddress)`}},
		"contradiction":       {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"s3:prefix":"a*"},"StringEquals":{"s3:prefix":"b"}}}`, []string{`2:1 never_matches the conditions on s3:prefix cannot hold together, so the statement never applies`}},
		"contradicting_dates": {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"},"DateGreaterThan":{"aws:CurrentTime":"2021-01-01T00:00:00Z"}}}`, []string{`2:1 never_matches the conditions on aws:CurrentTime cannot hold together, so the statement never applies`}},
		"malformed_account":   {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalAccount":"12345*6789012345"}}}`, []string{`2:1 never_matches the conditions on aws:PrincipalAccount cannot hold together, so the statement never applies`}},
		"mfa_misses_keys":     {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}`, []string{`2:67 mfa_misses_access_keys requests signed with access keys lack the key, so this Deny does not stop them; use BoolIfExists`}},
		"for_all_single":      {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-a"}}}`, []string{`2:115 set_operator_on_single_value ForAllValues is met by a request without aws:PrincipalOrgID, so the condition keeps nobody out; drop the prefix`}},
		"for_all_many":        {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}}`, []string{`2:115 for_all_values_when_missing ForAllValues is met by a request without aws:TagKeys; add "Null": {"aws:TagKeys": "false"}`}},
		"for_all_with_null":   {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k","Condition":{"Null":{"aws:TagKeys":"false"},"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}}`, nil},
		"duplicate_sid":       {`{"Sid":"a","Effect":"Deny","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"s3:*","Resource":"*"}`, []string{`2:60 duplicate_sid Sid "a" is used before; IAM wants it unique`}},
		"unknown_operator": {`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringIs":{"s3:prefix":"a"}}}`, []string{`2:62 unknown_operator "StringIs" is not a condition operator; AWS refuses it, so it is read as no restriction`,
			`2:74 type_mismatch StringIs compares other values than s3:prefix has (String)`}},
	} {
		t.Run(name, func(t *testing.T) {
			src := "{\"Version\":\"2012-10-17\",\"Statement\":[\n" + c.statements + "]}"
			var got []string
			for _, f := range LintText([]byte(src), LintOptions{}) {
				got = append(got, fmt.Sprintf("%d:%d %s %s", f.Pos.Line, f.Pos.Column, f.Name, f.Text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLintKeepsBounds: a policy that AWS refuses for its size, or one made to cost time, is reported and left.
func TestLintKeepsBounds(t *testing.T) {
	wide := strings.TrimSuffix(strings.Repeat(`{"Effect":"Allow","NotAction":"a:b","NotResource":"arn:aws:s3:::b"},`, 200), ",")
	large := `{"Effect":"Allow","Resource":"*","Action":["` + strings.Repeat(`s3:Get*","`, 8000) + `s3:Get*"]}`
	for name, c := range map[string]struct{ statements, want string }{"too_involved": {wide, "too_involved"}, "too_large": {large, "too_large"}} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for _, f := range LintText([]byte(`{"Version":"2012-10-17","Statement":[`+c.statements+`]}`), LintOptions{}) {
				if f.Name == c.want {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d findings %s", n, c.want)
			}
		})
	}
}
