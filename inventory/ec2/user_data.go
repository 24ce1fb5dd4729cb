package ec2

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"unicode/utf8"

	"demarc/inventory/secrets"
)

// scanUserData looks for secrets in user data as the API gives it, and keeps only where they stand. EC2 allows 16 KB
// of it, which cloud-init unpacks when it is gzip.
func scanUserData(encoded string) ([]secrets.Finding, UserDataState) {
	if encoded == "" {
		return nil, NoUserData
	}
	text, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, UserDataUnreadable
	}
	if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			return nil, UserDataUnreadable
		}
		// One byte more than is searched shows that there is more.
		if text, err = io.ReadAll(io.LimitReader(z, secrets.MaxBytes+1)); err != nil {
			return nil, UserDataUnreadable
		}
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, UserDataUnreadable
	}
	found, whole := secrets.Find(text)
	if !whole {
		return found, UserDataPartly
	}
	return found, UserDataScanned
}
