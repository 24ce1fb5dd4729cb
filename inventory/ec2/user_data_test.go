package ec2

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUserDataIsNotKept looks for the recorded user data, plain and encoded, in all that is kept of it.
func TestUserDataIsNotKept(t *testing.T) {
	answer, err := os.ReadFile(filepath.Join("testdata", "compute", "DescribeLaunchTemplateVersions.xml"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(answer), "<userData>")
	encoded, _, _ := strings.Cut(rest, "<")
	plain, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || !strings.Contains(string(plain), "hunter2-prod") {
		t.Fatalf("the recorded user data %q holds no password (%v)", plain, err)
	}
	kept := string(lines(t, scan(t, computeServer(t, nil), LaunchTemplateCollector, InstanceCollector)))
	for _, secret := range []string{encoded, "hunter2-prod", "DB_PASSWORD", "Tr0ub4dor", "VHIwdWI0ZG9y"} {
		if strings.Contains(kept, secret) {
			t.Errorf("%q is kept", secret)
		}
	}
	if !strings.Contains(kept, `"UserDataFindings":[{"Kind":"assigned-secret","Line":2}]`) {
		t.Error("the finding is not kept")
	}
	if !strings.Contains(kept, `"UserData":[{"State":"scanned","Findings":[{"Kind":"assigned-secret","Line":2}]}]`) {
		t.Error("the finding of an instance is not kept")
	}
}
