package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEntries asks who comes in from outside, by which door.
func TestEntries(t *testing.T) {
	const account = "111122223333"
	trust := func(name, principal, action, condition string) Principal {
		if condition != "" {
			condition = `,"Condition":` + condition
		}
		return Principal{ARN: "arn:aws:iam::" + account + ":role/" + name, Trust: mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":`+principal+`,"Action":"`+action+`"`+condition+`}}`)}
	}
	const oidc = `{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}`
	const bound = `{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com","token.actions.githubusercontent.com:sub":"repo:corp/app:ref:refs/heads/main"}}`
	function := func(name, statement string) Carrier {
		return Carrier{ARN: "arn:aws:lambda:eu-west-1:" + account + ":function:" + name, Service: "lambda", Role: "arn:aws:iam::" + account + ":role/work", Policy: mustParse(t, `{"Version":"2012-10-17","Statement":`+statement+`}`)}
	}
	perimeter := mustParse(t, `{"Statement":{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}}}`)
	a := Account{ID: account, CarriersKnown: true, Principals: []Principal{
		trust("own", `{"AWS":"111122223333"}`, "sts:AssumeRole", ""),
		trust("partner", `{"AWS":"444455556666"}`, "sts:AssumeRole", ""),
		trust("pipeline", oidc, "sts:AssumeRoleWithWebIdentity", bound),
		trust("staff", `{"Federated":"arn:aws:iam::111122223333:saml-provider/Staff"}`, "sts:AssumeRoleWithSAML", `{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}`),
		trust("work", `{"Service":"lambda.amazonaws.com"}`, "sts:AssumeRole", ""),
	}, Carriers: []Carrier{
		function("changed", `{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"lambda:UpdateFunctionCode","Resource":"*"}`),
		function("called", `{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"*"}`),
		function("changed_at_home", `{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"lambda:*","Resource":"*"}`),
	}}
	entries := func() map[string]string {
		out := map[string]string{}
		for _, e := range NewGraph(a).Entries() {
			out[e.Role[len("arn:aws:iam::111122223333:role/"):]+" "+e.Via] = e.Decision.Class.String()
		}
		return out
	}
	want := map[string]string{"partner ": "cross-account", "pipeline ": "same-account", "staff ": "same-account", "work arn:aws:lambda:eu-west-1:111122223333:function:changed": "cross-account"}
	if diff := cmp.Diff(want, entries()); diff != "" {
		t.Error(diff)
	}
	a.RCPs = [][]*Document{{perimeter}}
	delete(want, "partner ")
	if diff := cmp.Diff(want, entries()); diff != "" {
		t.Errorf("under a perimeter: %s", diff)
	}
}
