package s3_test

import (
	"strings"
	"testing"

	"demarc/inventory/s3"
)

func TestGrantsToNamed(t *testing.T) {
	allow := func(principal string) string {
		return `{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"TLS","Effect":"Deny","Principal":"*","NotAction":"s3:X","Resource":"*"},{"Effect":"Allow",` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*","Condition":{}}]}`
	}
	const deny = `{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`
	for _, tt := range []struct {
		name, policy string
		want         bool
	}{
		{"no_statement", `{"Version":"2012-10-17","Statement":[]}`, true},
		{"deny_alone", deny, true},
		{"account", allow(`"Principal":{"AWS":"444455556666"}`), true},
		{"root_role_user", allow(`"Principal":{"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::444455556666:role/x","arn:aws:iam::444455556666:user/x"]}`), true},
		{"service", allow(`"Principal":{"Service":"cloudtrail.amazonaws.com","AWS":"444455556666"}`), true},
		{"everyone", allow(`"Principal":"*"`), false},
		{"everyone_by_escape", allow(`"Principal":{"AWS":"\u002a"}`), false},
		{"all_of_aws", allow(`"Principal":{"AWS":["444455556666","*"]}`), false},
		{"wildcard_in_arn", allow(`"Principal":{"AWS":"arn:aws:iam::*:root"}`), false},
		{"question_mark", allow(`"Principal":{"AWS":"arn:aws:iam::44445555666?:root"}`), false},
		{"variable", allow(`"Principal":{"AWS":"arn:aws:iam::${aws:PrincipalAccount}:root"}`), false},
		{"every_service", allow(`"Principal":{"Service":"*"}`), false},
		{"canonical_user", allow(`"Principal":{"CanonicalUser":"` + owner + `"}`), false},
		{"federated", allow(`"Principal":{"Federated":"cognito-identity.amazonaws.com"}`), false},
		{"not_principal", allow(`"NotPrincipal":{"AWS":"444455556666"}`), false},
		{"not_principal_in_a_deny", strings.Replace(deny, `"Principal":"*"`, `"NotPrincipal":{"AWS":"444455556666"}`, 1), false},
		{"principal_twice", allow(`"Principal":{"AWS":"444455556666"},"Principal":"*"`), false},
		{"kind_twice", allow(`"Principal":{"AWS":"*","AWS":"444455556666"}`), false},
		{"statement_twice", strings.Replace(deny, `{"Statement"`, `{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},"Statement"`, 1), false},
		{"other_case", allow(`"principal":"*","Principal":{"AWS":"444455556666"}`), false},
		{"no_principal", allow(`"Sid":"x"`), false},
		{"empty_principal", allow(`"Principal":{}`), false},
		{"empty_list", allow(`"Principal":{"AWS":[]}`), false},
		{"empty_name", allow(`"Principal":{"AWS":""}`), false},
		{"number", allow(`"Principal":{"AWS":444455556666}`), false},
		{"null", allow(`"Principal":{"AWS":null}`), false},
		{"no_such_effect", `{"Statement":[{"Effect":"allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*"}]}`, false},
		{"no_statements", `{"Version":"2012-10-17"}`, false},
		{"statements_null", `{"Statement":null}`, false},
		{"statement_null", `{"Statement":[null]}`, false},
		{"text_behind", deny + deny, false},
		{"cut_off", deny[:len(deny)-1], false},
		{"no_json", `<ListBucketResult/>`, false},
		{"empty", ``, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := s3.GrantsToNamed(tt.policy); got != tt.want {
				t.Errorf("%v, want %v: %s", got, tt.want, tt.policy)
			}
		})
	}
}
