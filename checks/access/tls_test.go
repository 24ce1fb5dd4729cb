package access

import "testing"

func TestRequiresTLS(t *testing.T) {
	const head = `{"Version":"2012-10-17","Statement":[`
	for name, c := range map[string]struct {
		statements string
		want       bool
	}{
		"bucket_and_objects": {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, true},
		"prefix_star":        {`{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"*","Resource":"arn:aws:s3:::b*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}`, true},
		"two_statements":     {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b","Condition":{"Bool":{"aws:SecureTransport":false}}},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"StringNotEquals":{"aws:SecureTransport":"true"}}}`, true},
		"objects_only":       {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, false},
		"one_action":         {`{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, false},
		"one_account":        {`{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, false},
		"not_for_one_role":   {`{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111122223333:role/r","111122223333"]},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, false},
		"also_by_address":    {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}`, false},
		"deny_with_tls":      {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, false},
		"deny_everything":    {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}`, true},
		"allow_with_tls":     {`{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, false},
		"other_bucket":       {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::c","arn:aws:s3:::c/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := RequiresTLS(ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", Document: mustParse(t, head+c.statements+`]}`)}, "s3:*")
			if got.Required != c.want || got.Undecided {
				t.Errorf("got %+v, want %v", got, c.want)
			}
		})
	}
}

// TestPlainDenied holds the shortcut to the search: what it says to be refused, no request gets through.
func TestPlainDenied(t *testing.T) {
	const arn = "arn:aws:s3:::orders"
	deny := func(principal, action, resource, condition string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},{"Effect":"Deny",` + principal + `,"Action":` + action + `,"Resource":` + resource + condition + `}]}`
	}
	const all, both, plain = `"Principal":"*"`, `["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]`, `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
	for _, tt := range []struct {
		name, policy string
		short        bool
		required     bool
	}{
		{"prescribed", deny(all, `"s3:*"`, both, plain), true, true},
		{"every_aws_principal", deny(`"Principal":{"AWS":"*"}`, `["s3:*"]`, both, plain), true, true},
		{"every_resource", deny(all, `"*"`, `"*"`, plain), true, true},
		{"boolean_value", deny(all, `"s3:*"`, both, `,"Condition":{"Bool":{"aws:SecureTransport":false}}`), true, true},
		{"by_prefix", deny(all, `"s3:*"`, `"arn:aws:s3:::orders*"`, plain), false, true},
		{"other_case", deny(all, `"S3:*"`, both, plain), false, true},
		{"if_exists", deny(all, `"s3:*"`, both, `,"Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}`), false, true},
		{"objects_alone", deny(all, `"s3:*"`, `"arn:aws:s3:::orders/*"`, plain), false, false},
		{"other_bucket", deny(all, `"s3:*"`, `["arn:aws:s3:::order","arn:aws:s3:::order/*"]`, plain), false, false},
		{"reading_alone", deny(all, `["s3:Get*","s3:List*"]`, both, plain), false, false},
		{"one_account", deny(`"Principal":{"AWS":"444455556666"}`, `"s3:*"`, both, plain), false, false},
		{"all_but_one", deny(`"NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"}`, `"s3:*"`, both, plain), false, false},
		{"with_tls", deny(all, `"s3:*"`, both, `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`), false, false},
		{"from_one_address", deny(all, `"s3:*"`, both, `,"Condition":{"Bool":{"aws:SecureTransport":"false"},"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), false, false},
		{"for_all_values", deny(all, `"s3:*"`, both, `,"Condition":{"ForAllValues:Bool":{"aws:SecureTransport":"false"}}`), false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := mustParse(t, tt.policy)
			if got := plainDenied(doc, "s3:*", []string{arn, arn + "/*"}) != nil; got != tt.short {
				t.Errorf("the shortcut says %v, want %v", got, tt.short)
			}
			if got := searchPlain(ResourcePolicy{Type: "s3.bucket", ARN: arn, Document: doc}, "s3:*", []string{arn, arn + "/*"}); got.Required != tt.required {
				t.Errorf("the search says %v, want %v: %s", got.Required, tt.required, got.Why)
			}
		})
	}
}

// TestQueueRequiresTLS asks for a resource that holds nothing with an ARN.
func TestQueueRequiresTLS(t *testing.T) {
	const arn = "arn:aws:sqs:eu-central-1:111122223333:orders"
	deny := func(principal, action, resource string) *Document {
		return mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":`+principal+`,"Action":"`+action+`","Resource":"`+resource+`","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`)
	}
	for name, c := range map[string]struct {
		doc  *Document
		want bool
	}{
		"prescribed":    {deny(`"*"`, "sqs:*", arn), true},
		"unusual_case":  {deny(`{"AWS":"*"}`, "SQS:*", arn), true},
		"sending_alone": {deny(`"*"`, "sqs:SendMessage", arn), false},
		"other_queue":   {deny(`"*"`, "sqs:*", arn+"-dead"), false},
		"other_service": {deny(`"*"`, "sns:*", arn), false},
		"one_account":   {deny(`{"AWS":"444455556666"}`, "sqs:*", arn), false},
		"no_policy":     {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := RequiresTLS(ResourcePolicy{Type: "sqs.queue", ARN: arn, Document: c.doc}, "")
			if got.Required != c.want || got.Undecided || (got.Witness == nil) != c.want {
				t.Errorf("got %+v, want %v", got, c.want)
			}
		})
	}
}
