package s3_test

import (
	"strings"
	"testing"

	"demarc/inventory/s3"
)

func TestPolicyStatus(t *testing.T) {
	allow := func(principal string) string {
		return `{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"TLS","Effect":"Deny","Principal":"*","NotAction":"s3:X","Resource":"*"},{"Effect":"Allow",` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*","Condition":{}}]}`
	}
	open := func(principal, more string) string {
		return `{"Statement":[{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:*","Resource":"*"` + more + `}]}`
	}
	const deny = `{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`
	for _, tt := range []struct {
		name, policy    string
		public, certain bool
	}{
		{"no_statement", `{"Version":"2012-10-17","Statement":[]}`, false, true},
		{"deny_alone", deny, false, true},
		{"account", allow(`"Principal":{"AWS":"444455556666"}`), false, true},
		{"root_role_user", allow(`"Principal":{"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::444455556666:role/x","arn:aws:iam::444455556666:user/x"]}`), false, true},
		{"service", allow(`"Principal":{"Service":"cloudtrail.amazonaws.com","AWS":"444455556666"}`), false, true},
		{"everyone", allow(`"Principal":"*"`), false, false},
		{"everyone_by_escape", allow(`"Principal":{"AWS":"\u002a"}`), false, false},
		{"anyone", open(`"*"`, ""), true, true},
		{"anyone_of_aws", open(`{"AWS":"*"}`, ""), true, true},
		{"anyone_and_one_account", open(`"*"},{"Effect":"Allow","Principal":{"AWS":"444455556666"}`, ""), true, true},
		{"anyone_and_a_condition_elsewhere", open(`"*"},{"Effect":"Allow","Principal":"*","Condition":{}`, ""), true, true},
		{"anyone_beside_a_deny", open(`"*"},{"Effect":"Deny","Principal":"*"`, ""), false, false},
		{"anyone_under_a_condition", open(`"*"`, `,"Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`), false, false},
		{"anyone_under_an_empty_condition", open(`"*"`, `,"Condition":{}`), false, false},
		{"all_of_aws", allow(`"Principal":{"AWS":["444455556666","*"]}`), false, false},
		{"wildcard_in_arn", allow(`"Principal":{"AWS":"arn:aws:iam::*:root"}`), false, false},
		{"question_mark", allow(`"Principal":{"AWS":"arn:aws:iam::44445555666?:root"}`), false, false},
		{"variable", allow(`"Principal":{"AWS":"arn:aws:iam::${aws:PrincipalAccount}:root"}`), false, false},
		{"every_service", allow(`"Principal":{"Service":"*"}`), false, false},
		{"canonical_user", allow(`"Principal":{"CanonicalUser":"` + owner + `"}`), false, false},
		{"federated", allow(`"Principal":{"Federated":"cognito-identity.amazonaws.com"}`), false, false},
		{"not_principal", allow(`"NotPrincipal":{"AWS":"444455556666"}`), false, false},
		{"not_principal_in_a_deny", strings.Replace(deny, `"Principal":"*"`, `"NotPrincipal":{"AWS":"444455556666"}`, 1), false, false},
		{"principal_twice", allow(`"Principal":{"AWS":"444455556666"},"Principal":"*"`), false, false},
		{"kind_twice", allow(`"Principal":{"AWS":"*","AWS":"444455556666"}`), false, false},
		{"statement_twice", strings.Replace(deny, `{"Statement"`, `{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},"Statement"`, 1), false, false},
		{"other_case", allow(`"principal":"*","Principal":{"AWS":"444455556666"}`), false, false},
		{"no_principal", allow(`"Sid":"x"`), false, false},
		{"empty_principal", allow(`"Principal":{}`), false, false},
		{"empty_list", allow(`"Principal":{"AWS":[]}`), false, false},
		{"empty_name", allow(`"Principal":{"AWS":""}`), false, false},
		{"number", allow(`"Principal":{"AWS":444455556666}`), false, false},
		{"null", allow(`"Principal":{"AWS":null}`), false, false},
		{"no_such_effect", `{"Statement":[{"Effect":"allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*"}]}`, false, false},
		{"no_statements", `{"Version":"2012-10-17"}`, false, false},
		{"statements_null", `{"Statement":null}`, false, false},
		{"statement_null", `{"Statement":[null]}`, false, false},
		{"text_behind", deny + deny, false, false},
		{"cut_off", deny[:len(deny)-1], false, false},
		{"no_json", `<ListBucketResult/>`, false, false},
		{"empty", ``, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if public, certain := s3.PolicyStatus(tt.policy); public != tt.public || certain != tt.certain {
				t.Errorf("public %v, certain %v; want %v, %v: %s", public, certain, tt.public, tt.certain, tt.policy)
			}
		})
	}
}
