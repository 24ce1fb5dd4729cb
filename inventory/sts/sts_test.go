package sts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory/collect"
)

// endpoint answers STS in its query protocol and keeps what it was asked.
type endpoint struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	agent string
}

func serve(t *testing.T, arn, account string, deny bool) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		key, _, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="), "/")
		e.mu.Lock()
		e.asked = append(e.asked, fmt.Sprintf("%s by %s %s %s", r.Form.Get("Action"), key, r.Form.Get("RoleArn"), r.Form.Get("ExternalId")))
		e.agent = r.Header.Get("User-Agent")
		e.mu.Unlock()
		w.Header().Set("Content-Type", "text/xml")
		switch {
		case r.Form.Get("Action") == "GetCallerIdentity":
			fmt.Fprintf(w, `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>%s</Arn><UserId>AIDAEXAMPLE</UserId><Account>%s</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>`, arn, account)
		case deny:
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not authorized to perform: sts:AssumeRole</Message></Error><RequestId>r</RequestId></ErrorResponse>`)
		default:
			fmt.Fprint(w, `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::444455556666:assumed-role/audit/demarc</Arn><AssumedRoleId>AROAEXAMPLE:demarc</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
		}
	}))
	t.Cleanup(e.Close)
	return e
}

// isolate gives the test an environment of its own.
func isolate(t *testing.T, env map[string]string) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	if text, ok := env["config"]; ok {
		path := filepath.Join(dir, "config")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("AWS_CONFIG_FILE", path)
	}
	for k, v := range env {
		if k != "config" {
			t.Setenv(k, v)
		}
	}
}

func TestIdentity(t *testing.T) {
	tests := map[string]struct {
		arn, account string
		want         collect.Identity
		err          error
	}{
		"aws":        {"arn:aws:iam::111122223333:user/eve", "111122223333", collect.Identity{Account: "111122223333", Partition: "aws", ARN: "arn:aws:iam::111122223333:user/eve"}, nil},
		"china":      {"arn:aws-cn:sts::111122223333:assumed-role/a/b", "111122223333", collect.Identity{Account: "111122223333", Partition: "aws-cn", ARN: "arn:aws-cn:sts::111122223333:assumed-role/a/b"}, nil},
		"govcloud":   {"arn:aws-us-gov:iam::111122223333:root", "111122223333", collect.Identity{Account: "111122223333", Partition: "aws-us-gov", ARN: "arn:aws-us-gov:iam::111122223333:root"}, nil},
		"no_arn":     {"", "111122223333", collect.Identity{}, ErrAnswer},
		"no_account": {"arn:aws:iam::111122223333:root", "root", collect.Identity{}, ErrAnswer},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := serve(t, tt.arn, tt.account, false)
			got, err := Identity(t.Context(), aws.Config{Region: "eu-west-1", BaseEndpoint: &e.URL, Credentials: credentials.NewStaticCredentialsProvider("K", "S", "")})
			if !errors.Is(err, tt.err) {
				t.Errorf("error %v, want %v", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConnect(t *testing.T) {
	e := serve(t, "arn:aws:iam::111122223333:user/eve", "111122223333", false)
	const role = "arn:aws:iam::444455556666:role/audit"
	keys := map[string]string{"AWS_ACCESS_KEY_ID": "ENVKEY", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL_STS": e.URL}
	// The SDK builds the client of a profile's role before it looks at AWS_ENDPOINT_URL; the variable for STS it heeds.
	profile := map[string]string{"AWS_ENDPOINT_URL_STS": e.URL, "config": "[profile base]\naws_access_key_id = BASEKEY\naws_secret_access_key = s\nregion = eu-north-1\n[profile chained]\nsource_profile = base\nrole_arn = " + role + "\nregion = eu-south-1\n"}
	tests := map[string]struct {
		env    map[string]string
		o      Options
		region string
		asked  []string
	}{
		"environment":        {keys, Options{}, "eu-west-1", []string{"GetCallerIdentity by ENVKEY  "}},
		"region_option_wins": {keys, Options{Region: "us-west-2"}, "us-west-2", []string{"GetCallerIdentity by ENVKEY  "}},
		"profile":            {profile, Options{Profile: "base"}, "eu-north-1", []string{"GetCallerIdentity by BASEKEY  "}},
		"profile_with_role":  {profile, Options{Profile: "chained"}, "eu-south-1", []string{"AssumeRole by BASEKEY " + role + " ", "GetCallerIdentity by ROLEKEY  "}},
		"role": {keys, Options{RoleARN: role, ExternalID: "x-1"}, "eu-west-1", []string{
			"AssumeRole by ENVKEY " + role + " x-1", "GetCallerIdentity by ROLEKEY  "}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			isolate(t, tt.env)
			e.asked = nil
			cfg, err := Connect(t.Context(), tt.o)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Identity(t.Context(), cfg); err != nil {
				t.Fatal(err)
			}
			if cfg.Region != tt.region {
				t.Errorf("region %s, want %s", cfg.Region, tt.region)
			}
			if diff := cmp.Diff(tt.asked, e.asked); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(e.agent, "app/demarc") {
				t.Errorf("user agent %q does not name the scanner", e.agent)
			}
		})
	}
}

// A role's credentials work under the guard and the limits of a scan, though nobody declared sts:AssumeRole.
func TestConnectUnderGuard(t *testing.T) {
	e := serve(t, "arn:aws:sts::444455556666:assumed-role/audit/demarc", "444455556666", false)
	isolate(t, map[string]string{"AWS_ACCESS_KEY_ID": "ENVKEY", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": e.URL})
	cfg, err := Connect(t.Context(), Options{RoleARN: "arn:aws:iam::444455556666:role/audit"})
	if err != nil {
		t.Fatal(err)
	}
	if cache, ok := cfg.Credentials.(*aws.CredentialsCache); ok {
		cache.Invalidate()
	} else {
		t.Fatalf("credentials are not cached: %T", cfg.Credentials)
	}
	regions := GetCallerIdentity // any call: the plan has no regional step, so it is never made
	snap, err := collect.Run(t.Context(), cfg, collect.Source{IdentityCall: GetCallerIdentity, Identity: Identity, RegionsCall: regions}, &collect.Plan{}, collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"STS.GetCallerIdentity": 1}, snap.Calls); diff != "" {
		t.Error(diff)
	}
	if snap.Account != "444455556666" || snap.Partition != "aws" {
		t.Errorf("account %s in %s", snap.Account, snap.Partition)
	}
}

func TestConnectErrors(t *testing.T) {
	deny := serve(t, "", "", true)
	keys := map[string]string{"AWS_ACCESS_KEY_ID": "ENVKEY", "AWS_SECRET_ACCESS_KEY": "s", "AWS_ENDPOINT_URL": deny.URL}
	tests := map[string]struct {
		env  map[string]string
		o    Options
		want error
		says string
	}{
		"profile":     {nil, Options{Profile: "gone", Region: "eu-west-1"}, ErrProfile, `"gone" is neither in`},
		"region":      {keys, Options{}, ErrNoRegion, "--region"},
		"credentials": {nil, Options{Region: "eu-west-1"}, ErrCredentials, "AWS_ACCESS_KEY_ID"},
		"config":      {map[string]string{"AWS_USE_FIPS_ENDPOINT": "maybe"}, Options{Region: "eu-west-1"}, ErrConfig, "AWS_USE_FIPS_ENDPOINT"},
		"role_arn":    {keys, Options{Region: "eu-west-1", RoleARN: "audit"}, ErrRoleARN, "arn:aws:iam::"},
		"role_denied": {keys, Options{Region: "eu-west-1", RoleARN: "arn:aws:iam::444455556666:role/audit"}, ErrAssumeRole, "trust policy"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			isolate(t, tt.env)
			_, err := Connect(t.Context(), tt.o)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v saying %q", err, tt.want, tt.says)
			}
		})
	}
	t.Run("interrupted", func(t *testing.T) {
		isolate(t, keys)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := Connect(ctx, Options{Region: "eu-west-1", RoleARN: "arn:aws:iam::444455556666:role/audit"})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want context.Canceled", err)
		}
	})
}
