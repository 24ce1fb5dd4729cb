package secrets

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

func TestUserData(t *testing.T) {
	const script = "#!/bin/sh\nexport DB_PASSWORD='hunter2-prod'\n"
	password := []Finding{{Kind: Assignment, Line: 2}}
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, tt := range map[string]struct {
		encoded string
		want    []Finding
		state   UserDataState
	}{
		"none":         {"", nil, NoUserData},
		"clean":        {encode("#!/bin/sh\nyum -y update\n"), nil, UserDataScanned},
		"password":     {encode(script), password, UserDataScanned},
		"gzip":         {encode(zipped(t, script)), password, UserDataScanned},
		"bomb":         {encode(zipped(t, strings.Repeat("a\n", MaxBytes))), nil, UserDataPartly},
		"brokenGzip":   {encode(zipped(t, script)[:20]), nil, UserDataUnreadable},
		"gzipHeadOnly": {encode("\x1f\x8b"), nil, UserDataUnreadable},
		"notBase64":    {"%%%", nil, UserDataUnreadable},
		"binary":       {encode("\x7fELF\x00\x01"), nil, UserDataUnreadable},
		"notUTF8":      {encode("\xff\xfepassword=hunter22"), nil, UserDataUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			got, state := UserData(tt.encoded)
			if diff := cmp.Diff(tt.want, got); diff != "" || state != tt.state {
				t.Errorf("state %q, want %q; findings (-want +got):\n%s", state, tt.state, diff)
			}
		})
	}
}
