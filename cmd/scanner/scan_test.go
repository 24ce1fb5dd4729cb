package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.uber.org/goleak"

	"demarc/inventory"
	"demarc/localstack"
	"demarc/localstack/demo"
)

// ran is what one command line came to.
type ran struct {
	code           int
	stdout, stderr string
}

// scanner runs a command line in this process.
func scanner(t *testing.T, args ...string) ran {
	t.Helper()
	return scannerContext(t, context.Background(), args...)
}

func scannerContext(t *testing.T, ctx context.Context, args ...string) ran {
	t.Helper()
	return scannerIn(ctx, []string{"NO_COLOR=1"}, args...)
}

func scannerIn(ctx context.Context, env []string, args ...string) ran {
	var stdout, stderr bytes.Buffer
	code := run(ctx, args, env, strings.NewReader(""), &stdout, &stderr)
	return ran{code, stdout.String(), stderr.String()}
}

// A report is what the tests look at in the JSON document.
type reportDocument struct {
	Interrupted string
	Summary     struct {
		Complete                               bool
		Resources, Checks, Pass, Fail, Unknown int
		FailBySeverity                         map[string]int
	}
	Coverage []struct{ Kind, Region, Status, Reason string }
	Calls    struct {
		Total      int
		Operations map[string]int
	}
	Resources []struct{ ID, Kind, Region, Level string }
	Results   []struct{ Check, Status, Severity, Region, Message string }
}

func read(t *testing.T, text string) reportDocument {
	t.Helper()
	var doc reportDocument
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v in %.200q", err, text)
	}
	return doc
}

func TestScanSandbox(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	got := scanner(t, "scan", "--sandbox", "--output", "json", "--include-pass", "--log-level", "off")
	if got.stderr != "" {
		t.Errorf("stderr: %s", got.stderr)
	}
	doc := read(t, got.stdout)
	want := exitClean
	switch {
	case doc.Summary.Fail > doc.Summary.FailBySeverity["informational"]:
		want = exitFailed
	case !doc.Summary.Complete:
		want = exitIncomplete
	}
	if got.code != want {
		t.Errorf("exit code %d, want %d for %+v", got.code, want, doc.Summary)
	}
	if n := doc.Summary.Pass + doc.Summary.Fail + doc.Summary.Unknown; n != len(doc.Results) {
		t.Errorf("the summary counts %d results, and %d are listed", n, len(doc.Results))
	}
	compiled, err := jsonschema.NewCompiler().Compile("../../report/schema/scan-v1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal([]byte(got.stdout), &value); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Error(err)
	}
	if again := scanner(t, "scan", "--sandbox", "--output", "json", "--include-pass"); again.stdout != got.stdout {
		t.Errorf("a second scan of the same account differs:\n%s", cmp.Diff(strings.Split(got.stdout, "\n"), strings.Split(again.stdout, "\n")))
	}
}

// TestCollectThenCheck judges a snapshot, and wants what the scan itself would have said.
func TestCollectThenCheck(t *testing.T) {
	file := filepath.Join(t.TempDir(), "account.snapshot")
	if got := scanner(t, "collect", file, "--sandbox"); got.code != exitClean {
		t.Fatalf("collect: %+v", got)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("the snapshot's mode is %v, %v", info.Mode(), err)
	}
	scan, check := scanner(t, "scan", "--sandbox", "--output", "json"), scanner(t, "check", file, "--output", "json")
	if scan.code != check.code {
		t.Errorf("scan exits with %d, check with %d", scan.code, check.code)
	}
	if diff := cmp.Diff(strings.Split(scan.stdout, "\n"), strings.Split(check.stdout, "\n")); diff != "" {
		t.Errorf("scan and check differ (-scan +check):\n%s", diff)
	}
	narrow := read(t, scanner(t, "check", file, "--output", "json", "--region", "us-east-1").stdout)
	for _, r := range narrow.Resources {
		if r.Region != "us-east-1" && r.Region != "" {
			t.Errorf("--region us-east-1 keeps %s %s in %s", r.Kind, r.ID, r.Region)
		}
	}
	for _, c := range narrow.Coverage {
		if c.Region != "us-east-1" && c.Region != "" {
			t.Errorf("--region us-east-1 keeps the coverage of %s in %s", c.Kind, c.Region)
		}
	}
}

// TestBrokenSnapshots spoils a snapshot. Each must be refused in words, with nothing on standard output.
func TestBrokenSnapshots(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "account.snapshot")
	if got := scanner(t, "collect", file, "--sandbox", "--service", "kms"); got.code != exitClean {
		t.Fatalf("collect: %+v", got)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		bytes []byte
		says  string
	}{
		"cutOff":       {whole[:len(whole)/2], inventory.ErrTruncated.Error()},
		"cutAtTheEnd":  {whole[:len(whole)-4], inventory.ErrTruncated.Error()},
		"notASnapshot": {[]byte("PK\x03\x04 something else"), inventory.ErrNotSnapshot.Error()},
		"nothing":      {nil, inventory.ErrNotSnapshot.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, c.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			got := scanner(t, "check", path, "--output", "json")
			if got.code != exitUsage || got.stdout != "" || !strings.Contains(got.stderr, path+": "+c.says) {
				t.Errorf("got %+v, want code %d and %q", got, exitUsage, c.says)
			}
		})
	}
}

// serve serves the demo account through a handler, and points the SDK's environment there.
func serve(t *testing.T, wrap func(http.Handler) http.Handler) {
	t.Helper()
	e, err := localstack.New(demo.Account(), localstack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(wrap(e))
	t.Cleanup(server.Close)
	environment(t)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIATEST")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	t.Setenv("AWS_REGION", "eu-central-1")
}

// environment gives the SDK nothing to find.
func environment(t *testing.T) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
}

// TestInterrupted cuts a scan short at its first call of KMS, as Ctrl-C would.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	serve(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Header.Get("X-Amz-Target"), "TrentService.") {
				cancel()
			}
			h.ServeHTTP(w, r)
		})
	})
	got := scannerContext(t, ctx, "scan", "--service", "kms", "--output", "json", "--allow-unknown")
	if got.code != exitIncomplete {
		t.Fatalf("got %+v, want code %d", got, exitIncomplete)
	}
	doc := read(t, got.stdout)
	if doc.Interrupted == "" || doc.Summary.Complete {
		t.Errorf("the report does not say that it was interrupted: %+v", doc.Summary)
	}
	if !slices.ContainsFunc(doc.Coverage, func(c struct{ Kind, Region, Status, Reason string }) bool {
		return c.Status == "failed" && strings.Contains(c.Reason, "interrupted")
	}) {
		t.Errorf("no coverage says what is missing: %+v", doc.Coverage)
	}
	if doc.Summary.Unknown == 0 {
		t.Error("nothing is unknown")
	}
}

func TestConnectFails(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
		code int
		says string
	}{
		"noCredentials":     {map[string]string{"AWS_REGION": "eu-central-1"}, nil, exitCannotRun, "no usable AWS credentials"},
		"noRegion":          {map[string]string{"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}, nil, exitUsage, "no AWS region is set"},
		"noProfile":         {nil, []string{"--profile", "absent", "--region", "eu-central-1"}, exitUsage, "no such profile"},
		"noEndpoint":        {map[string]string{"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, []string{"--region", "eu-central-1"}, exitCannotRun, "cannot tell which account this is"},
		"regionOfNoAccount": {nil, []string{"--sandbox", "--region", "mars-north-1"}, exitUsage, `"mars-north-1" is not a region of this account; it has [`},
		"regionNotEnabled":  {nil, []string{"--sandbox", "--region", "af-south-1"}, exitUsage, "af-south-1 is not enabled in the account"},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t)
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			got := scanner(t, append([]string{"scan", "--service", "kms", "--output", "json"}, c.args...)...)
			if got.code != c.code || got.stdout != "" || !strings.Contains(got.stderr, c.says) {
				t.Errorf("got %+v, want code %d and %q", got, c.code, c.says)
			}
		})
	}
}
