package integration

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// compile builds the scanner as it is shipped, and returns its path.
func compile(t *testing.T) string {
	t.Helper()
	scanner := filepath.Join(t.TempDir(), "scanner")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", scanner, "demarc/cmd/scanner")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return scanner
}

// command scans an account with the scanner itself, and returns its peak resident memory in bytes. The report must be
// there, and be about the account.
func command(t *testing.T, scanner string, cfg aws.Config, regions []string) int64 {
	t.Helper()
	who, err := cfg.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.json")
	scan := exec.CommandContext(t.Context(), scanner, "scan", "--region", strings.Join(regions, ","), "--output", "json="+file)
	scan.Env = slices.Concat(os.Environ(), []string{
		"AWS_ACCESS_KEY_ID=" + who.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + who.SecretAccessKey, "AWS_SESSION_TOKEN=" + who.SessionToken, "AWS_REGION=" + regions[0],
	})
	var out bytes.Buffer
	scan.Stdout, scan.Stderr = &out, &out
	start := time.Now()
	if err := scan.Start(); err != nil {
		t.Fatal(err)
	}
	peak := watch(scan)
	took := time.Since(start)
	// 1: the account has failures, as it should; 3: the endpoint lacks operations.
	if code := scan.ProcessState.ExitCode(); code != 1 && code != 3 {
		t.Fatalf("scanner scan: exit code %d\n%s", code, &out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Summary json.RawMessage `json:"summary"`
		Calls   struct {
			Total int `json:"total"`
		} `json:"calls"`
		Resources []json.RawMessage `json:"resources"`
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatalf("the report is no JSON: %v", err)
	}
	if len(report.Resources) == 0 || report.Calls.Total == 0 {
		t.Errorf("the report has %d resources and %d calls", len(report.Resources), report.Calls.Total)
	}
	t.Logf("the command: %d calls, %d resources, %s, %s of CPU, peak memory %d MB, report %d kB", report.Calls.Total, len(report.Resources), took.Round(time.Millisecond),
		(scan.ProcessState.UserTime() + scan.ProcessState.SystemTime()).Round(time.Millisecond), peak>>20, len(text)>>10)
	return peak
}

// watch waits for a process and returns its peak resident memory in bytes, 0 where the system does not tell. It is
// read while the process runs: the number that wait4 gives afterwards holds the memory of this process too, which the
// other was forked from.
func watch(cmd *exec.Cmd) int64 {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = cmd.Wait() // the exit code is looked at by the caller
	}()
	peak := int64(0)
	for {
		select {
		case <-done:
			return peak
		case <-time.After(5 * time.Millisecond):
			peak = max(peak, residentPeak(cmd.Process.Pid))
		}
	}
}

func residentPeak(pid int) int64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10
		}
	}
	return 0
}
