package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecideBucket follows the S3 user guide, "Blocking public access to your Amazon S3 storage".
func TestDecideBucket(t *testing.T) {
	const owner = "0000000000000000000000000000000000000000000000000000000000000001"
	const other = "0000000000000000000000000000000000000000000000000000000000000002"
	acl := func(grantee, permission string) []Extra {
		return []Extra{BucketACL(owner, "FULL_CONTROL", owner, "arn:aws:s3:::b"), BucketACL(grantee, permission, owner, "arn:aws:s3:::b")}
	}
	const (
		open   = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
		friend = `{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
		own    = `{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
		noTLS  = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`
		noList = `{"Effect":"Deny","Principal":"*","Action":"s3:List*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}`
	)
	for name, c := range map[string]struct {
		statements string
		acl        []Extra
		block      PublicAccessBlock
		disabled   bool
		want       Class
		accounts   []string
	}{
		"nothing":                      {want: ClassNone},
		"public_policy":                {statements: open, want: ClassPublic},
		"public_policy_blocked_later":  {statements: open, block: PublicAccessBlock{BlockPublicACLs: true, BlockPublicPolicy: true, IgnorePublicACLs: true}, want: ClassPublic},
		"public_policy_restricted":     {statements: open, block: PublicAccessBlock{RestrictPublicBuckets: true}, want: ClassSameAccount},
		"restricted_takes_friend":      {statements: open + "," + friend + "," + own, block: PublicAccessBlock{RestrictPublicBuckets: true}, want: ClassSameAccount},
		"friend_alone_not_restricted":  {statements: friend, block: PublicAccessBlock{RestrictPublicBuckets: true}, want: ClassCrossAccount, accounts: []string{"444455556666"}},
		"acl_everyone":                 {acl: acl(groupAllUsers, "READ"), want: ClassPublic},
		"acl_signed_in":                {acl: acl(groupSignedIn, "READ"), want: ClassAnyAWS},
		"acl_ignored":                  {acl: acl(groupAllUsers, "READ"), block: PublicAccessBlock{IgnorePublicACLs: true}, want: ClassNone},
		"acl_blocked_later":            {acl: acl(groupAllUsers, "READ"), block: PublicAccessBlock{BlockPublicACLs: true}, want: ClassPublic},
		"acl_not_restricted_by_policy": {acl: acl(groupAllUsers, "READ"), block: PublicAccessBlock{RestrictPublicBuckets: true}, want: ClassPublic},
		"acl_disabled":                 {acl: acl(groupAllUsers, "READ"), disabled: true, want: ClassNone},
		"acl_other_owner":              {acl: acl(other, "WRITE"), block: PublicAccessBlock{IgnorePublicACLs: true}, want: ClassFixedPrincipal},
		"acl_logs":                     {acl: acl(groupLogWriter, "WRITE"), want: ClassServiceUnbounded},
		"acl_under_deny_without_tls":   {statements: noTLS, acl: acl(groupAllUsers, "READ"), want: ClassPublic},
		"acl_under_deny":               {statements: noList, acl: acl(groupAllUsers, "READ"), want: ClassNone},
		"acl_full_control_under_deny":  {statements: noList, acl: acl(groupAllUsers, "FULL_CONTROL"), want: ClassPublic},
	} {
		t.Run(name, func(t *testing.T) {
			rp := ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", AccountID: "111122223333", Extra: c.acl}
			if c.statements != "" {
				rp.Document = mustParse(t, `{"Version":"2012-10-17","Statement":[`+c.statements+`]}`)
			}
			d := DecideBucket(rp, Strictest(PublicAccessBlock{}, c.block), c.disabled)
			if diff := cmp.Diff([]any{c.want, c.accounts}, []any{d.Class, d.Accounts}); diff != "" {
				t.Errorf("%s\n%s", diff, d.Why)
			}
		})
	}
}

func TestDecideGrants(t *testing.T) {
	key := mustParse(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":"444455556666"},"Action":"kms:Decrypt","Resource":"*"}]}`)
	for name, c := range map[string]struct {
		grantee    string
		operations []string
		want       Class
		accounts   []string
	}{
		"own_role":      {"arn:aws:iam::111122223333:role/r", []string{"Decrypt"}, ClassSameAccount, nil},
		"other_account": {"arn:aws:iam::444455556666:role/r", []string{"Encrypt"}, ClassCrossAccount, []string{"444455556666"}},
		"denied":        {"arn:aws:iam::444455556666:role/r", []string{"Decrypt"}, ClassSameAccount, nil},
		"service":       {"dynamodb.amazonaws.com", []string{"Decrypt"}, ClassServiceUnbounded, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := Decide(ResourcePolicy{Type: "kms.key", AccountID: "111122223333", Document: key, Extra: []Extra{KMSGrant("0c237476", c.grantee, c.operations)}})
			if diff := cmp.Diff([]any{c.want, c.accounts}, []any{d.Class, d.Accounts}); diff != "" {
				t.Errorf("%s\n%s", diff, d.Why)
			}
		})
	}
}
