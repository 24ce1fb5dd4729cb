package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ask runs a command with text on standard input.
func ask(in io.Reader, args ...string) ran {
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), args, nil, in, &stdout, &stderr)
	return ran{code, stdout.String(), stderr.String()}
}

// TestWorkedCases pipes the worked cases that the engine is tested with through the commands, and wants an answer to
// each, in order. Whether the answers are right is for the engine's own tests.
func TestWorkedCases(t *testing.T) {
	for file, command := range map[string]string{"eval_cases.json": "evaluate", "public_access_cases.json": "access", "overpermissive_cases.json": "lint"} {
		t.Run(command, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("..", "..", "checks", "access", "testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			var cases []json.RawMessage
			if err := json.Unmarshal(raw, &cases); err != nil {
				t.Fatal(err)
			}
			var in bytes.Buffer
			var want, have []string
			for _, c := range cases {
				if err := json.Compact(&in, c); err != nil {
					t.Fatal(err)
				}
				in.WriteByte('\n')
				want = append(want, lineOf(t, c).ID)
			}
			got := ask(&in, "policy", command, "--ndjson")
			if got.code != exitClean || got.stderr != "" {
				t.Errorf("exit code %d: %s", got.code, got.stderr)
			}
			names := map[string]bool{}
			for line := range strings.Lines(got.stdout) {
				x := lineOf(t, []byte(line))
				have = append(have, x.ID)
				if x.Decision+x.Verdict == "" && x.Details == nil {
					t.Errorf("no answer: %s", line)
				}
				for _, d := range x.Details {
					names[d.Name] = true
				}
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("the ids (-asked +answered):\n%s", diff)
			}
			for n := range names {
				if _, listed := severityOf(n); !listed {
					t.Errorf("finding %q has no severity of its own", n)
				}
			}
		})
	}
}

// answeredLine is what the tests look at in an answer.
type answeredLine struct {
	ID, Decision, Verdict, Error string
	Line                         int
	Details                      []struct{ Name string }
}

func lineOf(t *testing.T, b []byte) (x answeredLine) {
	t.Helper()
	if err := json.Unmarshal(b, &x); err != nil && x.ID == "" {
		t.Fatalf("%v in %.200q", err, b)
	}
	return x
}

func TestHostileLines(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	policy := func(p string) string { return `{"id":"x","policy":` + p + `}` }
	wild, err := json.Marshal(strings.Repeat("*?", 500_000))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		line string
		want answeredLine
	}{
		"too_long":      {policy(`"` + strings.Repeat("a", maxLine) + `"`), answeredLine{Line: 1, Error: "line 1: the line is longer than 4194304 bytes; no policy is"}},
		"megabyte":      {policy(`{"Statement":{"Effect":"Allow","Principal":"*","Action":` + string(wild) + `,"Resource":"*"}}`), answeredLine{ID: "x", Verdict: "public"}},
		"deep_policy":   {policy(deep(5000)), answeredLine{ID: "x", Verdict: "unknown"}},
		"deeper":        {policy(deep(1_000_000)), answeredLine{Line: 1, Error: "line 1: not JSON at byte 10019: invalid character '[' exceeded max depth"}},
		"not_utf8":      {"{\"id\":\"\xff\"}", answeredLine{Line: 1, Error: "line 1: byte 8 is not valid UTF-8"}},
		"not_utf16":     {`{"id":"\ud800","policy":{}}`, answeredLine{ID: "\ufffd", Verdict: "unknown"}},
		"null":          {`null`, answeredLine{Line: 1, Error: `line 1: the field "policy" is missing`}},
		"two_objects":   {`{} {}`, answeredLine{Line: 1, Error: "line 1: not JSON at byte 4: invalid character '{' after top-level value"}},
		"id_is_number":  {`{"id":1,"policy":{}}`, answeredLine{Line: 1, Error: `line 1: "id" must be a string`}},
		"control_codes": {"\x1b[2J", answeredLine{Line: 1, Error: `line 1: not JSON at byte 1: invalid character '\x1b' looking for beginning of value`}},
		"null_policy":   {`{"id":"x","policy":null}`, answeredLine{ID: "x", Line: 1, Error: `line 1: the field "policy" is missing`}},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(strings.NewReader(c.line+"\n"+policy(`{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}`)), "policy", "access", "--ndjson")
			lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
			if len(lines) != 2 {
				t.Fatalf("%d answers: %.300s", len(lines), got.stdout)
			}
			if diff := cmp.Diff(c.want, lineOf(t, []byte(lines[0]))); diff != "" {
				t.Errorf("%.300s\n%s", lines[0], diff)
			}
			if second := lineOf(t, []byte(lines[1])); second.Verdict != "public" {
				t.Errorf("the line after it: %.300s", lines[1])
			}
			code := exitClean
			if c.want.Error != "" {
				code = exitUsage
			}
			if got.code != code || strings.Contains(got.stdout+got.stderr, "\x1b") {
				t.Errorf("exit code %d, want %d: %.300s", got.code, code, got.stderr)
			}
		})
	}
}

// TestLinesStream asks a second question only once the first was answered.
func TestLinesStream(t *testing.T) {
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(context.Background(), []string{"policy", "lint", "--ndjson"}, nil, inR, outW, io.Discard)
		outW.Close()
	}()
	answers := json.NewDecoder(outR)
	for _, id := range []string{"a", "b", "c"} {
		if _, err := fmt.Fprintf(inW, `{"id":%q,"policy":{}}`+"\n", id); err != nil {
			t.Fatal(err)
		}
		var got answeredLine
		if err := answers.Decode(&got); err != nil || got.ID != id {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	inW.Close()
	if got := <-code; got != exitClean {
		t.Errorf("exit code %d", got)
	}
}

// failing fails every write or read.
type failing struct{ read string }

func (*failing) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func (f *failing) Read(b []byte) (int, error) {
	if f.read == "" {
		return 0, errors.New("the pipe broke")
	}
	n := copy(b, f.read)
	f.read = f.read[n:]
	return n, nil
}

func TestLinesThatCannotBeReadOrWritten(t *testing.T) {
	var stderr bytes.Buffer
	if code := run(t.Context(), []string{"policy", "lint", "--ndjson"}, nil, strings.NewReader(strings.Repeat(`{"policy":{}}`+"\n", 1000)), &failing{}, &stderr); code != exitCannotRun {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	got := ask(&failing{`{"id":"a","policy":{}}` + "\n" + `{"id":"b","pol`}, "policy", "lint", "--ndjson")
	if got.code != exitCannotRun || !strings.Contains(got.stderr, "the pipe broke") || strings.Count(got.stdout, "\n") != 1 {
		t.Errorf("%+v", got)
	}
}

func TestLinesInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	in, feed := io.Pipe()
	defer feed.Close()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"policy", "lint", "--ndjson"}, nil, in, io.Discard, io.Discard) }()
	if _, err := io.WriteString(feed, `{"policy":{}}`+"\n"); err != nil {
		t.Fatal(err)
	}
	stop()
	if got := <-code; got != exitIncomplete {
		t.Errorf("exit code %d", got)
	}
}

// TestFilesAreBounded refuses a file that is no policy before it fills the memory.
func TestFilesAreBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "big.json")
	if err := os.WriteFile(path, slices.Repeat([]byte(" "), maxLine+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"access", "lint", "evaluate"} {
		got := ask(strings.NewReader(""), "policy", command, path)
		if want := fmt.Sprintf("scanner: %s is longer than 4194304 bytes; no policy is\n", path); got.code != exitUsage || got.stderr != want {
			t.Errorf("%s: %+v", command, got)
		}
	}
}
