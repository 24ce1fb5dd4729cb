package s3

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/s3"
)

// TestStrangers holds what the probes find in policies whose reach is not written on their face.
func TestStrangers(t *testing.T) {
	statement := func(s string) string {
		return `{"Version":"2012-10-17","Statement":[` + s + `]}`
	}
	const all = `"Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]`
	type reach struct{ Read, Write checks.Status }
	for _, tt := range []struct {
		name, policy string
		want         reach
	}{
		{"one_prefix", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/public/*.jpg"}`), reach{checks.Fail, checks.Pass}},
		{"list_alone", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::orders"}`), reach{checks.Fail, checks.Pass}},
		{"delete_alone", statement(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:DeleteObject",` + all + `}`), reach{checks.Pass, checks.Fail}},
		{"all_but_reading", statement(`{"Effect":"Allow","Principal":"*","NotAction":["s3:Get*","s3:List*"],` + all + `}`), reach{checks.Pass, checks.Fail}},
		{"write_denied_to_all", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:*",` + all + `},{"Effect":"Deny","Principal":"*","NotAction":["s3:Get*","s3:List*"],` + all + `}`), reach{checks.Fail, checks.Pass}},
		{"denied_to_all", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:*",` + all + `},{"Effect":"Deny","Principal":"*","Action":"s3:*",` + all + `}`), reach{checks.Pass, checks.Pass}},
		{"half_of_the_internet", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + all + `,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}}`), reach{checks.Fail, checks.Pass}},
		{"one_address", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + all + `,"Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.7/32"}}}`), reach{checks.Pass, checks.Pass}},
		{"one_organisation", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:*",` + all + `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}`), reach{checks.Pass, checks.Pass}},
		{"with_tls", statement(`{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],` + all + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`), reach{checks.Fail, checks.Fail}},
		{"other_bucket", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/*"}`), reach{checks.Pass, checks.Pass}},
		{"two_statements", statement(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + all + `},{"Effect":"Allow","Principal":"*","Action":"s3:PutObject",` + all + `}`), reach{checks.Fail, checks.Fail}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := bucket(policy(tt.policy))
			got := reach{judged(BucketNoPublicRead, b), judged(BucketNoPublicWrite, b)}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// judged runs a check on a bucket.
func judged(c checks.Checker, b s3.Bucket) checks.Status {
	b.Account = checks.CaseAccount
	snap := &inventory.Snapshot{
		Header:    inventory.Header{Account: checks.CaseAccount, Partition: "aws", Time: checks.CaseTime},
		Coverage:  []inventory.Coverage{{Kind: s3.BucketType.Kind, Status: inventory.Complete}},
		Resources: []inventory.Resource{&b},
	}
	snap.Seal()
	return checks.Evaluate(snap, []checks.Checker{c}, checks.Options{KeepPass: true}).Results[0].Status
}
