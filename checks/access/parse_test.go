package access

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseAccepts(t *testing.T) {
	for name, c := range map[string]struct {
		src      string
		problems []string
	}{
		"single_statement":  {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`, nil},
		"old_version":       {`{"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SQS:*"],"Resource":"*"}]}`, nil},
		"no_version":        {`{"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["111122223333"]},"NotAction":"a:b","NotResource":"*"}]}`, nil},
		"numbers_and_bools": {`{"Statement":[{"Sid":1,"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":10},"Bool":{"aws:SecureTransport":[true,"false"]}}}]}`, nil},
		"no_statements":     {`{"Version":"2012-10-17","Statement":[]}`, nil},
		"lower_case_keys": {`{"version":"2012-10-17","statement":[{"effect":"allow","action":"a:b","resource":"*"}]}`, []string{
			`1:2 element "version" is written "Version"`, `1:25 element "statement" is written "Statement"`, `1:39 element "effect" is written "Effect"`,
			`1:48 Effect "allow" is written "Allow"; AWS compares it with case`, `1:56 element "action" is written "Action"`, `1:71 element "resource" is written "Resource"`}},
		"unknown_operator": {`{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringMatches":{"a:b":"c"}}}]}`, []string{
			`1:76 "StringMatches" is not a condition operator; AWS refuses it, so it is read as no restriction`}},
		"empty_resource": {`{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":[]}]}`, []string{
			`1:15 the list of resources is empty, so the statement matches none; AWS refuses it`}},
		"no_action": {`{"Statement":[{"Effect":"Allow","Resource":"*"}]}`, []string{
			`1:15 the statement names no action, so it grants and denies nothing; AWS refuses it`}},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Parse([]byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range d.Problems {
				got = append(got, strings.TrimPrefix((&SyntaxError{p.Pos, p.Text}).Error(), "policy "))
			}
			for i := range got {
				got[i] = strings.Replace(strings.Replace(got[i], "line ", "", 1), " column ", ":", 1)
				got[i] = strings.Replace(got[i], ": ", " ", 1)
			}
			if diff := cmp.Diff(c.problems, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"not_json":          {"{\n  \"Statement\": [}\n", "policy line 2 column 17: not JSON"},
		"cut_off":           {`{"Statement":[`, "policy line 1 column 15: the document ends too early"},
		"list":              {`[]`, "policy line 1 column 1: a policy is an object"},
		"no_statement":      {`{"Version":"2012-10-17"}`, "policy line 1 column 1: the policy has no Statement element"},
		"effect":            {"{\"Statement\":[\n {\"Effect\":\"Maybe\"}]}", "policy line 2 column 12: Effect is Allow or Deny"},
		"action_object":     {`{"Statement":[{"Effect":"Allow","Action":{"a":1}}]}`, "policy line 1 column 42: Action is a string"},
		"repeated_element":  {`{"Statement":[{"Effect":"Allow","Action":"a","Action":"b"}]}`, "policy line 1 column 46: element Action is repeated"},
		"repeated_operator": {`{"Statement":[{"Condition":{"Bool":{"a:b":"true"},"bool":{"a:c":"true"}}}]}`, "policy line 1 column 51: operator \"bool\" is repeated"},
		"repeated_key":      {`{"Statement":[{"Condition":{"Bool":{"a:b":"true","A:B":"false"}}}]}`, "policy line 1 column 50: key \"A:B\" is repeated"},
		"trailing_text":     {`{"Statement":[]} {}`, "policy line 1 column 18: text after the end"},
		"nested":            {`{"Statement":` + strings.Repeat("[", 40), "nested deeper"},
		"not_utf8":          {"{\"Id\":\"\xff\"}", "not UTF-8"},
		"large":             {`{"Id":"` + strings.Repeat("*", maxBytes) + `"}`, "a policy has at most"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(c.src))
			var syn *SyntaxError
			if !errors.As(err, &syn) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestParseEncoded(t *testing.T) {
	const plain = `{"Statement":[{"Effect":"Allow","Action":"s3:Get+Object%","Resource":"*"}]}`
	for name, src := range map[string]string{
		"encoded": `%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGet+Object%25%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D`,
		"plain":   plain,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := ParseEncoded(src)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Statements[0].Action[0].Text; got != "s3:Get+Object%" {
				t.Errorf("action %q", got)
			}
		})
	}
}
