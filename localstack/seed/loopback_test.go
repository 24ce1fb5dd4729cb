package seed

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/google/go-cmp/cmp"
)

// load builds a configuration as a user would have it, from the environment alone. Fetching credentials is an error:
// the refusal comes before it.
func load(t *testing.T, env map[string]string) aws.Config {
	t.Helper()
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	for _, k := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_IAM", "AWS_PROFILE", "AWS_USE_FIPS_ENDPOINT"} {
		t.Setenv(k, "")
	}
	for k, v := range env {
		t.Setenv(k, v)
	}
	cfg, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("eu-west-1"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("credentials were fetched")
	})
	return cfg
}

// TestRefusal shows that each way to lead a write off this machine is refused before anything is sent.
func TestRefusal(t *testing.T) {
	var asked atomic.Int32
	local := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer local.Close()
	tests := map[string]struct {
		env  map[string]string
		says []string
	}{
		"aws":             {nil, []string{"STS in eu-west-1", "amazonaws.com", "AWS_ENDPOINT_URL="}},
		"other_address":   {map[string]string{"AWS_ENDPOINT_URL": "http://192.0.2.1:4566"}, []string{"STS in eu-west-1 is at http://192.0.2.1:4566", "has the address 192.0.2.1"}},
		"any_address":     {map[string]string{"AWS_ENDPOINT_URL": "http://0.0.0.0:4566"}, []string{"has the address 0.0.0.0"}},
		"mapped_address":  {map[string]string{"AWS_ENDPOINT_URL": "http://[::ffff:192.0.2.1]:4566"}, []string{"192.0.2.1"}},
		"looks_like_it":   {map[string]string{"AWS_ENDPOINT_URL": "http://localhost.invalid:4566"}, []string{"localhost.invalid", "cannot be found"}},
		"one_service":     {map[string]string{"AWS_ENDPOINT_URL": local.URL, "AWS_ENDPOINT_URL_S3": "http://192.0.2.1"}, []string{"S3 in eu-west-1 is at http://192.0.2.1"}},
		"another_service": {map[string]string{"AWS_ENDPOINT_URL": local.URL, "AWS_ENDPOINT_URL_IAM": "https://iam.amazonaws.com"}, []string{"IAM in eu-west-1"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := Seed(t.Context(), load(t, tt.env), Demo().In("eu-west-1"))
			if !errors.Is(err, ErrNotLoopback) {
				t.Fatalf("error %v, want ErrNotLoopback", err)
			}
			for _, s := range tt.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("error %q does not say %q", err, s)
				}
			}
		})
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// TestConfine shows that a client cannot leave the machine even when its endpoint changes after the check.
func TestConfine(t *testing.T) {
	cfg := confine(load(t, map[string]string{"AWS_ENDPOINT_URL": "http://192.0.2.1:4566", "HTTP_PROXY": "http://192.0.2.1:3128", "HTTPS_PROXY": "http://192.0.2.1:3128"}))
	cfg.Credentials = aws.AnonymousCredentials{}
	_, err := iam.NewFromConfig(cfg, func(o *iam.Options) { o.RetryMaxAttempts = 1 }).GetAccountSummary(t.Context(), nil)
	if !errors.Is(err, ErrNotLoopback) {
		t.Errorf("error %v, want ErrNotLoopback", err)
	}
}

func TestReachable(t *testing.T) {
	want := map[string]string{
		"localhost": "localhost", "127.0.0.1": "127.0.0.1", "::1": "::1",
		"123456789012.localhost": "localhost", "123456789012.127.0.0.1": "127.0.0.1",
		"bucket.s3.amazonaws.com": "bucket.s3.amazonaws.com", "1.2.3.4": "1.2.3.4", "x.192.0.2.1": "192.0.2.1",
	}
	got := map[string]string{}
	for host := range want {
		got[host] = reachable(host)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlans(t *testing.T) {
	tests := map[string]struct {
		plan Plan
		says string // empty: the plan is good
	}{
		"demo":      {Demo(), ""},
		"a":         {AccountA(), ""},
		"b":         {AccountB(), ""},
		"no_region": {Demo().In(), "Plan.Regions"},
		"too_many":  {Plan{Regions: []string{"r"}, Users: 1000}, "Users is 1000"},
		"trusts":    {Plan{Regions: []string{"r"}, BadTrusts: 1}, "1 bad trusts among 0 roles"},
		"showcase":  {Plan{Regions: []string{"r"}, Showcase: true}, "set Keys"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			switch err := tt.plan.validate(); {
			case tt.says == "" && err != nil:
				t.Error(err)
			case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)):
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
		})
	}
}

// TestShare shows that the regions' parts add up to the plan.
func TestShare(t *testing.T) {
	p := Plan{Regions: []string{"a", "b", "c"}, Instances: 7, Volumes: 9, SecurityGroups: 2}
	want := []share{{3, 3, 1}, {2, 3, 1}, {2, 3, 0}}
	var got []share
	for i := range p.Regions {
		got = append(got, p.share(i))
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(share{})); diff != "" {
		t.Error(diff)
	}
}
