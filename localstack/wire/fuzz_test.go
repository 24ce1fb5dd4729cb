package wire_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"demarc/localstack/wire"
)

// FuzzDecode holds that no request makes the decoder panic, and that what is no error is an operation with its input.
func FuzzDecode(f *testing.F) {
	for _, seed := range [][5]string{
		{"POST", "/", "ec2", "", "Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=a&Filter.1.Value.1=b&InstanceId.2=c"},
		{"POST", "/", "iam", "", "Action=GetAccountAuthorizationDetails&Filter.member.1=User&MaxItems=5"},
		{"POST", "/", "kms", "TrentService.ListKeys", `{"Limit":1,"Marker":"x"}`},
		{"GET", "/bucket?acl&x-id=GetBucketAcl", "s3", "", ""},
		{"GET", "/v20180820/accesspoint?maxResults=1", "s3", "", ""},
		{"GET", "/2015-03-31/functions/?MaxItems=1", "lambda", "", "null"},
		{"POST", "/service/GraniteServiceVersion20100801/operation/DescribeAlarms", "monitoring", "cbor", "\xa1\x6aMaxRecords\x01"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4])
	}
	table, err := wire.NewTable()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, path, signing, target, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Method = method
		if u, err := r.URL.Parse(path); err == nil {
			r.URL = u
		}
		switch target {
		case "":
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		case "cbor":
			r.Header.Set("Smithy-Protocol", "rpc-v2-cbor")
		default:
			r.Header.Set("X-Amz-Target", target)
		}
		got, err := table.Decode(r, []byte(body), signing)
		if got == nil {
			t.Fatal("no request")
		}
		if err == nil && (got.Operation == nil || got.Input == nil) {
			t.Fatalf("no error with operation %v and input %v", got.Operation, got.Input)
		}
	})
}
