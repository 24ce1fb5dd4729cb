package s3

import (
	"testing"

	"demarc/checks/access"
)

// TestPlainRefused holds the shortcut to the search: what it says to be refused, no request gets through.
func TestPlainRefused(t *testing.T) {
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
			doc, err := access.Parse([]byte(tt.policy))
			if err != nil {
				t.Fatal(err)
			}
			if got := plainRefused(doc, arn) != nil; got != tt.short {
				t.Errorf("the shortcut says %v, want %v", got, tt.short)
			}
			if got := access.RequiresTLS(doc, arn); got.Required != tt.required {
				t.Errorf("the search says %v, want %v: %s", got.Required, tt.required, got.Why)
			}
		})
	}
}
