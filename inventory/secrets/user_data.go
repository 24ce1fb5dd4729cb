package secrets

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"unicode/utf8"
)

// A UserDataState says what became of an instance's user data, which itself is never kept.
type UserDataState string

// States of user data.
const (
	NoUserData         UserDataState = "none"
	UserDataScanned    UserDataState = "scanned"
	UserDataPartly     UserDataState = "scanned in part" // too long, or too much in it, to be searched to its end
	UserDataUnreadable UserDataState = "unreadable"      // not the base64 text, plain or gzip, that cloud-init takes
)

// UserData looks for secrets in user data as an API gives it, and keeps only where they stand. EC2 allows 16 KB of it,
// which cloud-init unpacks when it is gzip.
func UserData(encoded string) ([]Finding, UserDataState) {
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
		if text, err = io.ReadAll(io.LimitReader(z, MaxBytes+1)); err != nil {
			return nil, UserDataUnreadable
		}
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, UserDataUnreadable
	}
	found, whole := Find(text)
	if !whole {
		return found, UserDataPartly
	}
	return found, UserDataScanned
}
