package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecideUnderRCPs asks who can use a resource that its own policy opens, below an organization's policies.
func TestDecideUnderRCPs(t *testing.T) {
	open := func(action string) *Document {
		return mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"`+action+`","Resource":"*"}}`)
	}
	full := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}`)
	perimeter := func(actions, key string) *Document {
		return mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":`+actions+`,"Resource":"*","Condition":{"StringNotEqualsIfExists":{"`+key+`":"o-abcdefghij"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}}`)
	}
	for name, c := range map[string]struct {
		kind, action string
		rcps         [][]*Document
		want         Class
	}{
		"none":              {"sqs.queue", "sqs:SendMessage", nil, ClassPublic},
		"full_access_alone": {"sqs.queue", "sqs:SendMessage", [][]*Document{{full}, {full}}, ClassPublic},
		"perimeter":         {"sqs.queue", "sqs:SendMessage", [][]*Document{{full, perimeter(`"sqs:*"`, "aws:PrincipalOrgID")}, {full}}, ClassOrg},
		"of_other_service":  {"sqs.queue", "sqs:SendMessage", [][]*Document{{full, perimeter(`"s3:*"`, "aws:PrincipalOrgID")}}, ClassPublic},
		"not_covered":       {"sns.topic", "sns:Publish", [][]*Document{{full, perimeter(`"*"`, "aws:PrincipalOrgID")}}, ClassPublic},
	} {
		t.Run(name, func(t *testing.T) {
			doc := open(c.action)
			rp := ResourcePolicy{Type: c.kind, AccountID: "111122223333", Document: doc, RCPs: c.rcps}
			if diff := cmp.Diff(c.want.String(), Decide(rp).Class.String()); diff != "" {
				t.Error(diff)
			}
			if len(doc.Statements) != 1 {
				t.Error("the policy itself was changed")
			}
		})
	}
}
