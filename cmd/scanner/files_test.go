package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutputFiles(t *testing.T) {
	dir := t.TempDir()
	text, document := filepath.Join(dir, "report.txt"), filepath.Join(dir, "report.json")
	got := scanner(t, "scan", "--sandbox", "--output", "text="+text, "--output", "json="+document)
	if got.stdout != "" {
		t.Errorf("stdout: %s", got.stdout)
	}
	for path, want := range map[string]string{text: "Demarc account ", document: "{\n  \"schemaVersion\": "} {
		b, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(b), want) {
			t.Errorf("%s begins with %.40q, %v", path, b, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

// TestWriteFile holds devices, pipes and links to staying what they are.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	text := func(w io.Writer) error { _, err := io.WriteString(w, "text"); return err }
	old, link := filepath.Join(dir, "old"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(old, []byte("before"), 0o644), os.Symlink(old, link)); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(link, text); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "text" {
		t.Errorf("behind the link stands %q, %v", b, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info.Mode(), err)
	}
	if err := writeFile(os.DevNull, text); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode()&os.ModeDevice == 0 {
		t.Fatalf("%s is now %v, %v", os.DevNull, info.Mode(), err)
	}
	broken := errors.New("broken off")
	if err := writeFile(old, func(w io.Writer) error { _ = text(w); return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

// fullDisk accepts nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestStandardOutputFails(t *testing.T) {
	for _, args := range [][]string{{"scan", "--sandbox"}, {"checks", "list"}, {"checks", "list", "-o", "json"}, {"duties"}, {"plan"}, {"permissions"}, {"version"}, {"sandbox"}} {
		t.Run(strings.Join(args, "_"), func(t *testing.T) {
			var stderr bytes.Buffer
			if code := run(context.Background(), args, nil, strings.NewReader(""), fullDisk{}, &stderr); code != exitCannotRun || !strings.Contains(stderr.String(), "no space left") {
				t.Errorf("exit code %d, stderr %s", code, stderr.String())
			}
		})
	}
}
