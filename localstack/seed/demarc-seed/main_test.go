package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	tests := map[string]struct {
		args []string
		exit int
		says string
	}{
		"unknown_plan": {[]string{"-plan", "c"}, 2, `"c" is no plan`},
		"unknown_flag": {[]string{"-all"}, 2, "-plan"},
		"argument":     {[]string{"demo"}, 2, "is no plan"},
		"elsewhere":    {[]string{"-plan", "a", "-region", "eu-west-1"}, 4, "set AWS_ENDPOINT_URL="},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Setenv("AWS_ENDPOINT_URL", "http://192.0.2.1")
			t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
			t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
			var stderr bytes.Buffer
			if got := run(t.Context(), tt.args, &stderr); got != tt.exit {
				t.Errorf("exit code %d, want %d", got, tt.exit)
			}
			if !strings.Contains(stderr.String(), tt.says) {
				t.Errorf("it says %q, which lacks %q", stderr.String(), tt.says)
			}
		})
	}
}
