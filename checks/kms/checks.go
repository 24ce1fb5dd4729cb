// Package kms judges the keys of AWS KMS that the customer manages: whether their material is renewed and kept, and who
// may use them. Keys that AWS manages are AWS's duty, and no check runs on them.
package kms

import "demarc/checks"

// Checks lists every check of KMS, sorted by id.
var Checks = []checks.Checker{
	KeyAlias,
	KeyEnabled,
	KeyGrantsTrustedAccounts,
	KeyMaterialExpiry,
	KeyNotPendingDeletion,
	KeyPolicyAccountControl,
	KeyPolicyNotPublic,
	KeyPolicySeparation,
	KeyPolicyTrustedAccounts,
	KeyRotation,
	KeySingleRegion,
}
