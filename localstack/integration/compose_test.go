package integration

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// composeFile is what compose.yaml may hold: decoding is strict, so that a misspelt member is found without Docker.
type composeFile struct {
	Name     string                    `yaml:"name"`
	Services map[string]composeService `yaml:"services"`
}

type composeService struct {
	Profiles    []string          `yaml:"profiles"`
	Image       string            `yaml:"image"`
	Environment map[string]string `yaml:"environment"`
	Entrypoint  []string          `yaml:"entrypoint"`
	Command     []string          `yaml:"command"`
	Ports       []string          `yaml:"ports"`
	Healthcheck struct {
		Test     []string `yaml:"test"`
		Interval string   `yaml:"interval"`
		Retries  int      `yaml:"retries"`
	} `yaml:"healthcheck"`
}

func readCompose(t *testing.T) (composeFile, string) {
	t.Helper()
	text, err := os.ReadFile("../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f composeFile
	if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
		t.Fatalf("compose.yaml: %v", err)
	}
	return f, string(text)
}

// TestCompose holds the structure of the compose file: LocalStack starts by default and the free ones when they are
// named; nothing listens off this machine; no two want the same port.
func TestCompose(t *testing.T) {
	f, _ := readCompose(t)
	type summary struct {
		Profiles []string
		Image    string
		Ports    []string
	}
	want := map[string]summary{
		"localstack":   {nil, "localstack/localstack:${LOCALSTACK_VERSION:-latest}", []string{"127.0.0.1:4566:4566"}},
		"localstack-4": {[]string{"localstack-4"}, "localstack/localstack:4.14.0", []string{"127.0.0.1:4569:4566"}},
		"ministack":    {[]string{"ministack"}, "ministackorg/ministack:latest", []string{"127.0.0.1:4568:4566"}},
		"moto":         {[]string{"moto"}, "motoserver/moto:5.2.1", []string{"127.0.0.1:4567:5000"}},
	}
	got := map[string]summary{}
	for name, s := range f.Services {
		got[name] = summary{s.Profiles, s.Image, s.Ports}
		if s.Healthcheck.Test != nil && (s.Healthcheck.Test[0] != "CMD" || s.Healthcheck.Retries == 0) {
			t.Errorf("%s: the health check is no command with retries", name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestComposeToken shows that the token comes from the environment alone, that LocalStack says what to do without it,
// and that a missing token does not keep the free emulators from starting.
func TestComposeToken(t *testing.T) {
	f, text := readCompose(t)
	if got, want := f.Services["localstack"].Environment["LOCALSTACK_AUTH_TOKEN"], "${LOCALSTACK_AUTH_TOKEN:-}"; got != want {
		t.Errorf("the token is %q, want %q", got, want)
	}
	var settings []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			settings = append(settings, line)
		}
	}
	if strings.Contains(strings.Join(settings, ""), ":?") {
		t.Error("a variable is required for the whole file, so that no emulator starts without it")
	}
	if !slices.Equal(f.Services["localstack"].Entrypoint, []string{"/bin/sh", "-c"}) {
		t.Fatalf("LocalStack's entry point is %q", f.Services["localstack"].Entrypoint)
	}
	image := t.TempDir() // in place of the image's own commands
	if err := os.WriteFile(filepath.Join(image, "docker-entrypoint.sh"), []byte("#!/bin/sh\necho started\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		token string
		exit  int
		says  []string
	}{
		"without": {"", 55, []string{"export LOCALSTACK_AUTH_TOKEN=", "compose.yaml up moto"}},
		"with":    {"ls-token", 0, []string{"started"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			// Compose writes $$ for $.
			cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", strings.ReplaceAll(strings.Join(f.Services["localstack"].Command, " "), "$$", "$"))
			cmd.Env = []string{"PATH=" + image, "LOCALSTACK_AUTH_TOKEN=" + tt.token}
			out, _ := cmd.CombinedOutput()
			if got := cmd.ProcessState.ExitCode(); got != tt.exit {
				t.Errorf("exit code %d, want %d", got, tt.exit)
			}
			for _, part := range tt.says {
				if !strings.Contains(string(out), part) {
					t.Errorf("it says %q, which lacks %q", out, part)
				}
			}
		})
	}
}
