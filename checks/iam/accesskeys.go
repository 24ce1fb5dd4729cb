package iam

import (
	"demarc/inventory"
	"demarc/inventory/iam"
)

// accessKey is what the credential report says of one of a user's two places for access keys. The report holds no ids.
type accessKey struct {
	name          string
	active        inventory.Fact[bool]
	rotated, used inventory.Fact[iam.Moment]
}

func accessKeys(u *iam.User) []accessKey {
	return []accessKey{
		{"access_key_1", u.AccessKey1Active, u.AccessKey1LastRotated, u.AccessKey1LastUsedDate},
		{"access_key_2", u.AccessKey2Active, u.AccessKey2LastRotated, u.AccessKey2LastUsedDate},
	}
}
