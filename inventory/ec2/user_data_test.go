package ec2

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory/secrets"
)

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestScanUserData(t *testing.T) {
	const script = "#!/bin/sh\nexport DB_PASSWORD='hunter2-prod'\n"
	password := []secrets.Finding{{Kind: secrets.Assignment, Line: 2}}
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, tt := range map[string]struct {
		encoded string
		want    []secrets.Finding
		state   UserDataState
	}{
		"none":         {"", nil, NoUserData},
		"clean":        {encode("#!/bin/sh\nyum -y update\n"), nil, UserDataScanned},
		"password":     {encode(script), password, UserDataScanned},
		"gzip":         {encode(zipped(t, script)), password, UserDataScanned},
		"bomb":         {encode(zipped(t, strings.Repeat("a\n", secrets.MaxBytes))), nil, UserDataPartly},
		"brokenGzip":   {encode(zipped(t, script)[:20]), nil, UserDataUnreadable},
		"gzipHeadOnly": {encode("\x1f\x8b"), nil, UserDataUnreadable},
		"notBase64":    {"%%%", nil, UserDataUnreadable},
		"binary":       {encode("\x7fELF\x00\x01"), nil, UserDataUnreadable},
		"notUTF8":      {encode("\xff\xfepassword=hunter22"), nil, UserDataUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			got, state := scanUserData(tt.encoded)
			if diff := cmp.Diff(tt.want, got); diff != "" || state != tt.state {
				t.Errorf("state %q, want %q; findings (-want +got):\n%s", state, tt.state, diff)
			}
		})
	}
}

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
	kept := string(lines(t, scan(t, computeServer(t, nil), LaunchTemplateCollector)))
	for _, secret := range []string{encoded, "hunter2-prod", "DB_PASSWORD"} {
		if strings.Contains(kept, secret) {
			t.Errorf("%q is kept", secret)
		}
	}
	if !strings.Contains(kept, `"UserDataFindings":[{"Kind":"assigned-secret","Line":2}]`) {
		t.Error("the finding is not kept")
	}
}
