// Package s3 judges buckets, the doors to them, and the account's own block on public access.
//
// Encryption at rest is AWS's duty on every bucket, so that the checks of the default encryption ask whose key it is
// (key.management). Public access is judged by what is in force: the block of the account or the bucket, Object
// Ownership, the ACL and the policy together.
package s3

import "demarc/checks"

// Checks lists every check of S3, sorted by id.
var Checks = []checks.Checker{
	AccountBlockPublicAccess,
	AccountMultiRegionAccessPoints,
	BucketACLDisabled,
	BucketACLNotPublic,
	BucketAccessPoints,
	BucketBlockPublicAccess,
	BucketEncryptionKeyUsable,
	BucketKMSEncryption,
	BucketLifecycle,
	BucketLogging,
	BucketLoggingTarget,
	BucketMFADelete,
	BucketNoPublicRead,
	BucketNoPublicWrite,
	BucketObjectLock,
	BucketPolicyNotPublic,
	BucketPolicyTrustedAccounts,
	BucketSSECBlocked,
	BucketTLSOnly,
	BucketVersionedLifecycle,
	BucketVersioning,
}
