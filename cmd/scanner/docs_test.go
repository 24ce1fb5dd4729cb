package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	checksall "demarc/checks/all"
	"demarc/checks/frameworks"
	"demarc/inventory/all"
	"demarc/inventory/collect"
)

// TestDocs holds the generated parts of the documents to the program.
func TestDocs(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, d := range []struct {
		file  string
		parts map[string]func(*testing.T) string
	}{
		{"README.md", map[string]func(*testing.T) string{"demo": demoOutput, "counts": counts}},
		{filepath.Join("docs", "checks.md"), map[string]func(*testing.T) string{"checks": checkTable}},
		{filepath.Join("docs", "calls.md"), map[string]func(*testing.T) string{"calls": callTable}},
	} {
		path := filepath.Join(root, d.file)
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := string(have)
		for name, generate := range d.parts {
			if want, err = between(want, name, generate(t)); err != nil {
				t.Fatalf("%s: %v", d.file, err)
			}
		}
		switch {
		case want == string(have):
		case *update:
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not what the program says today: run make docs", d.file)
		}
	}
}

// between replaces what stands between the marks of a part.
func between(text, name, part string) (string, error) {
	open, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
	before, rest, ok := strings.Cut(text, open)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return "", fmt.Errorf("the marks of part %q are missing", name)
	}
	return before + open + part + end + after, nil
}

// demoOutput is what the first command of the README prints, cut to what fits a screen.
func demoOutput(t *testing.T) string {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"scan", "--sandbox", "--color", "never"}, nil, nil, &out, &errs); code != exitFailed {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	const head, tail = 34, 16
	if len(lines) > head+tail {
		lines = slices.Concat(lines[:head], []string{fmt.Sprintf("[%d lines more]", len(lines)-head-tail)}, lines[len(lines)-tail:])
	}
	return "```text\n" + strings.Join(lines, "\n") + "\n```\n"
}

func counts(*testing.T) string {
	calls := collect.Everything(all.Collectors()).Calls()
	return fmt.Sprintf("%d checks over %d kinds of resources, %d read-only API operations.\n", len(checksall.Checks()), len(all.Types()), len(calls)+2)
}

func checkTable(*testing.T) string {
	var b strings.Builder
	b.WriteString("| check | severity | duty | what is wanted | controls |\n| --- | --- | --- | --- | --- |\n")
	for _, c := range checksall.Checks() {
		m := c.Info()
		var controls []string
		for _, r := range frameworks.ControlsOf(m.ID) {
			if r.Framework == "cis-7.0.0" || r.Framework == "fsbp" {
				controls = append(controls, r.String())
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", m.ID, m.Severity, m.Duty, m.Title, strings.Join(controls, ", "))
	}
	return b.String()
}

func callTable(*testing.T) string {
	var b strings.Builder
	b.WriteString("| call | IAM actions | made for |\n| --- | --- | --- |\n")
	for _, c := range collect.Everything(all.Collectors()).Calls() {
		var kinds []string
		for _, t := range all.Types() {
			if slices.Contains(t.Calls, c) {
				kinds = append(kinds, string(t.Kind))
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c, strings.Join(c.Needs, ", "), strings.Join(kinds, ", "))
	}
	return b.String()
}
