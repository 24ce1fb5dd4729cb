package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	checklist "demarc/checks/all"
)

func decode[T any](t *testing.T, got ran) T {
	t.Helper()
	var v T
	if got.code != exitClean || got.stderr != "" {
		t.Fatalf("got %+v", got)
	}
	d := json.NewDecoder(strings.NewReader(got.stdout))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestChecksList(t *testing.T) {
	items := decode[[]map[string]any](t, scanner(t, "checks", "list", "--output", "json"))
	var ids []string
	for _, i := range items {
		ids = append(ids, i["id"].(string))
		for _, key := range []string{"title", "severity", "duty", "service", "kind", "since"} {
			if s, _ := i[key].(string); s == "" {
				t.Errorf("%v: %s is empty", i["id"], key)
			}
		}
		for _, key := range []string{"levels", "variants", "controls", "calls", "actions"} {
			if _, ok := i[key].([]any); !ok {
				t.Errorf("%v: %s is %v", i["id"], key, i[key])
			}
		}
		if len(i["calls"].([]any)) == 0 || len(i["levels"].([]any)) == 0 {
			t.Errorf("%v makes no call or is of no level", i["id"])
		}
	}
	if diff := cmp.Diff(checkIDs(), ids); diff != "" {
		t.Errorf("the ids (-checks +listed):\n%s", diff)
	}
	lines := strings.Split(strings.TrimSpace(scanner(t, "checks", "list").stdout), "\n")
	if len(lines) != 1+len(ids) {
		t.Errorf("the text has %d lines for %d checks", len(lines), len(ids))
	}
}

func TestChecksShow(t *testing.T) {
	for _, c := range checklist.Checks() {
		id := c.Info().ID
		page := decode[map[string]any](t, scanner(t, "checks", "show", id, "-o", "json"))
		if cases, _ := page["cases"].([]any); page["id"] != id || page["why"] == "" || page["fix"] == "" || len(cases) == 0 {
			t.Errorf("%s: %+v", id, page)
		}
		text := scanner(t, "checks", "show", id)
		for _, part := range []string{id, "\nWhy\n", "\nFix\n", "\nCases\n"} {
			if !strings.Contains(text.stdout, part) {
				t.Errorf("%s: the text lacks %q", id, part)
			}
		}
	}
	if got := scanner(t, "checks", "show", "kms-key-rotatoin"); got.code != exitUsage || !strings.Contains(got.stderr, `did you mean "kms-key-rotation"?`) {
		t.Errorf("got %+v", got)
	}
}

// TestPlanSelectsCalls holds the plan to the calls of the selected check alone.
func TestPlanSelectsCalls(t *testing.T) {
	doc := decode[planDocument](t, scanner(t, "plan", "--check", "kms-key-rotation", "-o", "json"))
	var calls []string
	for _, c := range doc.Calls {
		calls = append(calls, c.Call)
	}
	want := []string{"STS.GetCallerIdentity", "EC2.DescribeRegions", "KMS.DescribeKey", "KMS.GetKeyRotationStatus", "KMS.ListAliases", "KMS.ListKeys"}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Error(diff)
	}
	made := read(t, scanner(t, "scan", "--sandbox", "--check", "kms-key-rotation", "-o", "json").stdout)
	for op := range made.Calls.Operations {
		if !slices.Contains(calls, op) {
			t.Errorf("the scan made %s, which the plan does not name", op)
		}
	}
}

// TestPermissions holds every form of the policy to the actions of the plan.
func TestPermissions(t *testing.T) {
	want := decode[planDocument](t, scanner(t, "plan", "-o", "json")).Actions
	action := regexp.MustCompile(`"([a-z0-9-]+:[A-Za-z0-9]+)"`)
	for _, f := range policyFormats() {
		got := scanner(t, "permissions", "--format", f.name)
		if got.code != exitClean || f.name != "json" && got.stderr != "" {
			t.Fatalf("%s: %+v", f.name, got)
		}
		var names []string
		for _, m := range action.FindAllStringSubmatch(got.stdout, -1) {
			names = append(names, m[1])
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%s (-plan +policy):\n%s", f.name, diff)
		}
	}
	var policy policyDocument
	if err := json.Unmarshal([]byte(scanner(t, "permissions").stdout), &policy); err != nil || policy.Version != "2012-10-17" || len(policy.Statement) != 1 {
		t.Errorf("%+v, %v", policy, err)
	}
	var parts []string
	for part := 1; ; part++ {
		got := scanner(t, "permissions", "--part", strconv.Itoa(part))
		if got.code == exitUsage {
			if !strings.Contains(got.stderr, fmt.Sprintf("--part %d: the policy has %d parts", part, part-1)) || part < 3 {
				t.Errorf("part %d: %+v", part, got)
			}
			break
		}
		var policy policyDocument
		if err := json.Unmarshal([]byte(got.stdout), &policy); err != nil || got.stderr != "" || len(policy.Statement) != 1 {
			t.Fatalf("part %d: %v, %+v", part, err, got)
		}
		if n := policySize(policy.Statement[0].Action); n > maxPolicy {
			t.Errorf("part %d has %d characters", part, n)
		}
		parts = append(parts, policy.Statement[0].Action...)
	}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Errorf("the parts together (-plan +parts):\n%s", diff)
	}
	if got := scanner(t, "permissions", "--format", "pulumi"); got.code != exitUsage || !strings.Contains(got.stderr, `--format "pulumi" is unknown; allowed are json, terraform, cloudformation`) {
		t.Errorf("got %+v", got)
	}
}

func TestDutiesJSON(t *testing.T) {
	if n := len(decode[[]dutyCell](t, scanner(t, "duties", "-o", "json"))); n != len(variantIDs())*len(dutyIDs()) {
		t.Errorf("the matrix has %d cells", n)
	}
	for args, want := range map[string]int{"ec2.instance": len(dutyIDs()), "os.patch": len(variantIDs()), "ec2.instance os.patch": 1} {
		if n := len(decode[[]dutyCell](t, scanner(t, append([]string{"duties", "-o", "json"}, strings.Fields(args)...)...))); n != want {
			t.Errorf("duties %s: %d cells, want %d", args, n, want)
		}
	}
}

// TestSandboxCommand serves until interrupted, and is scanned over the environment that it prints.
func TestSandboxCommand(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"sandbox"}, nil, strings.NewReader(""), w, io.Discard) }()
	environment(t)
	lines := bufio.NewScanner(r)
	for range 4 {
		if !lines.Scan() {
			t.Fatal("fewer than four lines")
		}
		name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		if !ok || !strings.HasPrefix(name, "AWS_") {
			t.Fatalf("line %q sets nothing", lines.Text())
		}
		t.Setenv(name, value)
	}
	if got := scanner(t, "scan", "--check", "kms-key-rotation", "-o", "json"); read(t, got.stdout).Calls.Total == 0 {
		t.Errorf("the scan of the sandbox made no call: %+v", got)
	}
	stop()
	if got := <-code; got != exitClean {
		t.Errorf("exit code %d after the interrupt", got)
	}
}

func TestLog(t *testing.T) {
	got := scanner(t, "scan", "--sandbox", "--check", "kms-key-rotation", "--log-format", "json")
	for line := range strings.Lines(got.stderr) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
	if !strings.Contains(got.stderr, `"message":"collected"`) {
		t.Errorf("the log does not tell of the end: %s", got.stderr)
	}
	if got := scanner(t, "scan", "--sandbox", "--check", "kms-key-rotation", "--log-format", "console"); !strings.HasPrefix(got.stderr, "INF collected ") {
		t.Errorf("console: %s", got.stderr)
	}
}
