// Package integration runs the scanner against whatever AWS_ENDPOINT_URL names: software that speaks AWS's protocols
// and that somebody else wrote. run.sh starts moto_server for it. What moto lacks is listed in lacking_test.go, and
// must show as unknown, and nothing else may.
//
// The tests write, by way of localstack/seed, which refuses endpoints that are not on this machine. Each test has an
// account of its own, so that an endpoint can be used again, and tests do not see each other.
package integration

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"demarc/inventory/collect"
	"demarc/localstack/seed"
)

// base returns the endpoint's URL, and skips the test aloud when there is none.
func base(t *testing.T) string {
	t.Helper()
	url := os.Getenv("AWS_ENDPOINT_URL")
	if url == "" {
		t.Skip("SKIPPED: AWS_ENDPOINT_URL is not set; `make integration` starts a moto_server and sets it")
	}
	return strings.TrimSuffix(url, "/")
}

// onMoto reports whether the endpoint is moto_server.
func onMoto(t *testing.T) bool {
	t.Helper()
	resp, err := http.Get(base(t) + "/moto-api/config")
	if err != nil {
		t.Fatalf("%s does not answer: %v", base(t), err)
	}
	defer resp.Body.Close()
	return resp.StatusCode < 300 && strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json")
}

// moto posts to moto's own interface, and returns when it is done.
func moto(t *testing.T, path, body string) {
	t.Helper()
	resp, err := http.Post(base(t)+"/moto-api/"+path, "text/plain", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		t.Fatalf("moto-api/%s: %d %s", path, resp.StatusCode, b)
	}
}

// connect loads the configuration of the environment alone.
func connect(t *testing.T) aws.Config {
	t.Helper()
	base(t)
	cfg, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("us-east-1"), config.WithHTTPClient(collect.NewHTTPClient()),
		config.WithSharedConfigFiles([]string{}), config.WithSharedCredentialsFiles([]string{}))
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// account returns a configuration of an account that no other test has, and its id. moto_server makes it behind
// AssumeRole, LocalStack and MiniStack take a key id of twelve digits for the account. The test is skipped aloud on
// an endpoint that can do neither.
func account(t *testing.T) (aws.Config, string) {
	t.Helper()
	cfg := connect(t)
	id := fmt.Sprintf("%012d", 200_000_000_000+rand.Int64N(700_000_000_000))
	role := assume(t, cfg, id)
	key := cfg.Copy()
	key.Credentials = credentials.NewStaticCredentialsProvider(id, "test", "")
	for _, c := range []aws.Config{role, key} {
		if out, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), nil); err == nil && aws.ToString(out.Account) == id {
			return c, id
		}
	}
	t.Skip("SKIPPED: the endpoint has one account only, and a test needs an empty one")
	return aws.Config{}, ""
}

// assume returns a configuration with the credentials of a role in an account. Emulators do not ask whether the role
// is there.
func assume(t *testing.T, cfg aws.Config, id string) aws.Config {
	t.Helper()
	cfg = cfg.Copy()
	plain := cfg.Copy()
	cfg.Credentials = aws.NewCredentialsCache(aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		out, err := sts.NewFromConfig(plain).AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::" + id + ":role/audit"), RoleSessionName: aws.String("demarc")})
		if err != nil {
			return aws.Credentials{}, err
		}
		return aws.Credentials{
			AccessKeyID: aws.ToString(out.Credentials.AccessKeyId), SecretAccessKey: aws.ToString(out.Credentials.SecretAccessKey),
			SessionToken: aws.ToString(out.Credentials.SessionToken),
		}, nil
	}))
	return cfg
}

// build seeds a plan and says how long it took and what the endpoint lacks.
func build(t *testing.T, cfg aws.Config, plan seed.Plan) {
	t.Helper()
	start := time.Now()
	lacks := make(chan string, 1000)
	plan.Lacks = func(operation string) { lacks <- operation }
	if err := seed.Seed(t.Context(), cfg, plan); err != nil {
		t.Fatal(err)
	}
	close(lacks)
	for operation := range lacks {
		t.Logf("the endpoint lacks %s", operation)
	}
	t.Logf("seeded %s in %s", plan.Name, time.Since(start).Round(time.Millisecond))
}
