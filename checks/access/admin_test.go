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
			got := RequiresTLS(mustParse(t, head+c.statements+`]}`), "arn:aws:s3:::b")
			if got.Required != c.want || got.Undecided {
				t.Errorf("got %+v, want %v", got, c.want)
			}
		})
	}
}
