package iam

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// An account answers IAM's query protocol from testdata, in the form that AWS documents for each operation.
type account struct {
	// answers maps an action to the files that answer it, one call after the other; the last one stays. "error CODE" is
	// an API error with that code.
	answers map[string][]string
	// denied are actions that are answered with AccessDenied.
	denied map[string]bool

	mu    sync.Mutex
	count map[string]int
	asked []string
}

func newAccount() *account {
	a := &account{count: map[string]int{}, denied: map[string]bool{}, answers: map[string][]string{
		"GetAccountAuthorizationDetails": {"GetAccountAuthorizationDetails.1", "GetAccountAuthorizationDetails.2"},
		"GenerateCredentialReport":       {"GenerateCredentialReport.started", "GenerateCredentialReport.complete"},
		"GetCredentialReport":            {"GetCredentialReport.whole"},
	}}
	for _, op := range []string{"GetAccountSummary", "ListVirtualMFADevices", "GetAccountPasswordPolicy", "ListServerCertificates", "ListSAMLProviders", "ListOpenIDConnectProviders"} {
		a.answers[op] = []string{op}
	}
	return a
}

func (a *account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	op := r.Form.Get("Action")
	a.mu.Lock()
	n := a.count[op]
	a.count[op]++
	if marker := r.Form.Get("Marker"); marker != "" {
		op += " " + marker
	}
	a.asked = append(a.asked, op)
	a.mu.Unlock()
	op, _, _ = strings.Cut(op, " ")
	w.Header().Set("Content-Type", "text/xml")
	if a.denied[op] {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: iam:%s</Message></Error><RequestId>r</RequestId></ErrorResponse>`, op)
		return
	}
	files := a.answers[op]
	if len(files) == 0 {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>not found</Message></Error><RequestId>r</RequestId></ErrorResponse>`)
		return
	}
	file := files[min(n, len(files)-1)]
	if code, ok := strings.CutPrefix(file, "error "); ok {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>%s</Code><Message>not yet</Message></Error><RequestId>r</RequestId></ErrorResponse>`, code)
		return
	}
	b, err := os.ReadFile("testdata/" + file + ".xml")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(b)
}

// scan runs a plan against the account and returns the sealed snapshot.
func (a *account) scan(t *testing.T, wants ...inventory.Want) *inventory.Snapshot {
	t.Helper()
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	return scan(t, s.URL, wants...)
}

func scan(t *testing.T, url string, wants ...inventory.Want) *inventory.Snapshot {
	t.Helper()
	plan := collect.Everything(Collectors)
	if len(wants) > 0 {
		var err error
		if plan, err = collect.NewPlan(Collectors, wants); err != nil {
			t.Fatal(err)
		}
	}
	none := &inventory.Call{Service: "TEST", Op: "None"}
	cfg := aws.Config{Region: "eu-central-1", BaseEndpoint: &url, Credentials: credentials.NewStaticCredentialsProvider("K", "S", ""), RetryMaxAttempts: 2}
	snap, err := collect.Run(context.Background(), cfg, collect.Source{
		IdentityCall: none, RegionsCall: none,
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: "111122223333", Partition: "aws", ARN: "arn:aws:iam::111122223333:user/scanner"}, nil
		},
	}, plan, collect.Options{Now: time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return snap
}
