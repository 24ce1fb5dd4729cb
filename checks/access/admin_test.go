package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mustParse(t testing.TB, src string) *Document {
	t.Helper()
	d, err := Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAdmin(t *testing.T) {
	for name, c := range map[string]struct {
		statements string
		want       Power
		cond       bool
	}{
		"star":               {`{"Effect":"Allow","Action":"*","Resource":"*"}`, PowerAdmin, false},
		"star_colon_star":    {`{"Effect":"Allow","Action":["*:*"],"Resource":["*"]}`, PowerAdmin, false},
		"not_action_billing": {`{"Effect":"Allow","NotAction":"aws-portal:*","Resource":"*"}`, PowerAdmin, false},
		"not_action_iam":     {`{"Effect":"Allow","NotAction":["iam:*","organizations:*"],"Resource":"*"}`, PowerAdminLike, false},
		"not_resource":       {`{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::private"}`, PowerAdmin, false},
		"iam_star":           {`{"Effect":"Allow","Action":"iam:*","Resource":"*"}`, PowerAdminLike, false},
		"iam_attach":         {`{"Effect":"Allow","Action":"iam:Attach*Policy","Resource":"*"}`, PowerAdminLike, false},
		"iam_own_user_only":  {`{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:user/${aws:username}"}`, PowerAdminLike, true},
		"iam_of_own_account": {`{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::111122223333:*"}`, PowerAdminLike, false},
		"iam_of_one_role":    {`{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::111122223333:role/r"}`, PowerLimited, false},
		"with_mfa":           {`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`, PowerAdmin, true},
		"deny_without_mfa":   {`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`, PowerAdmin, true},
		"denied_again":       {`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}`, PowerLimited, false},
		"one_service":        {`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`, PowerLimited, false},
		"one_bucket":         {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}`, PowerLimited, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := Admin(mustParse(t, `{"Version":"2012-10-17","Statement":[`+c.statements+`]}`))
			if diff := cmp.Diff([]any{c.want, c.cond}, []any{got.Power, got.Conditional}); diff != "" {
				t.Errorf("%s\n%s", diff, got.Why)
			}
		})
	}
}
