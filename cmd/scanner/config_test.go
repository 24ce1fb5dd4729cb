package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
)

const fullConfig = `
policy:
  tenancy: host
  tenancyTag: team=payroll
  accessKeyMaxAgeDays: 30
  adminPorts: [22]
  trustedAccounts: [012345678901]
  organizationId: o-abc
regions: [eu-central-1, us-east-1]
select:
  checks: [kms-key-rotation]
  duties: [key.management]
  levels: [abstracted]
  services: [kms]
  severities: [medium]
  frameworks: [cis]
  tags: [team=payroll]
profile: audit
roleArn: arn:aws:iam::111122223333:role/Audit
externalId: "007"
failOn: high
allowUnknown: true
includePass: false
outputs: [text, json=report.json]
logFormat: json
logLevel: warn
color: never
`

func TestConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scanner.yaml")
	if err := os.WriteFile(path, []byte(fullConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &app{}
	c, err := a.loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	policy := checks.DefaultPolicy()
	policy.Tenancy, policy.TenancyTag, policy.AccessKeyMaxAge = "host", "team=payroll", 30
	policy.AdminPorts, policy.TrustedAccounts, policy.OrganizationID = []int{22}, []string{"012345678901"}, "o-abc"
	if diff := cmp.Diff(*policy, c.Policy); diff != "" {
		t.Errorf("the policy (-want +got):\n%s", diff)
	}
	want := map[string][]string{
		"region": {"eu-central-1", "us-east-1"}, "check": {"kms-key-rotation"}, "duty": {"key.management"}, "level": {"abstracted"},
		"service": {"kms"}, "severity": {"medium"}, "framework": {"cis"}, "tag": {"team=payroll"}, "output": {"text", "json=report.json"},
		"profile": {"audit"}, "role-arn": {"arn:aws:iam::111122223333:role/Audit"}, "external-id": {"007"}, "fail-on": {"high"},
		"allow-unknown": {"true"}, "include-pass": {"false"}, "log-format": {"json"}, "log-level": {"warn"}, "color": {"never"},
	}
	if diff := cmp.Diff(want, c.flags()); diff != "" {
		t.Errorf("the flags (-want +got):\n%s", diff)
	}
	scan, _, err := a.root().Find([]string{"scan"})
	if err != nil {
		t.Fatal(err)
	}
	for name := range want {
		if scan.Flag(name) == nil && scan.InheritedFlags().Lookup(name) == nil {
			t.Errorf("the file sets --%s, which scan does not have", name)
		}
	}
}

// TestConfigPolicyJudges shows that the file's policy reaches the checks: a longer password is wanted.
func TestConfigPolicyJudges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scanner.yaml")
	if err := os.WriteFile(path, []byte("policy: {passwordMinLength: 127}\nfailOn: critical\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"scan", "--sandbox", "--check", "iam-password-policy-length", "-o", "json", "--config", path}
	got := scanner(t, args...)
	doc := read(t, got.stdout)
	if doc.Summary.Fail != 1 || got.code != exitClean {
		t.Errorf("a fail below the threshold of the file exits with %d: %+v", got.code, doc.Summary)
	}
	if got := scanner(t, append(args, "--fail-on", "low")...); got.code != exitFailed {
		t.Errorf("the flag does not outweigh the file: exit code %d", got.code)
	}
}

// TestRepeatedFlags holds list flags to adding up, however they are written.
func TestRepeatedFlags(t *testing.T) {
	comma := scanner(t, "checks", "list", "--service", "kms,s3")
	twice := scanner(t, "checks", "list", "--service", "kms", "--service", "s3")
	if comma.code != exitClean || comma.stdout != twice.stdout {
		t.Errorf("--service kms,s3 and --service kms --service s3 differ:\n%s", cmp.Diff(comma.stdout, twice.stdout))
	}
	if fromEnv := scannerIn(context.Background(), []string{"SCANNER_SERVICE=kms,s3"}, "checks", "list"); fromEnv.stdout != comma.stdout {
		t.Errorf("SCANNER_SERVICE=kms,s3 differs: %+v", fromEnv)
	}
}
