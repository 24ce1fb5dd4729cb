package seed_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestApart shows that the scanner cannot write: nothing of this package is linked into it.
func TestApart(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "demarc/cmd/scanner").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 100 {
		t.Fatalf("go list names %d packages", len(deps))
	}
	for _, d := range deps {
		if strings.HasPrefix(d, "demarc/localstack/seed") {
			t.Errorf("%s is linked into the scanner", d)
		}
	}
}
