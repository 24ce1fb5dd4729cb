package localstack_test

import (
	"net/http/httptest"
	"os"
	"testing"

	"demarc/localstack"
)

// BenchmarkPage makes pages of 1,000 reservations of a multiplied account.
func BenchmarkPage(b *testing.B) {
	e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{Times: 30000})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, signed("POST", "/", "ec2", "Action=DescribeInstances&Version=2016-11-15&MaxResults=1000"))
		b.SetBytes(int64(w.Body.Len()))
	}
}
