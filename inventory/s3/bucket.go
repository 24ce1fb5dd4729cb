package s3

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Bucket is a general purpose bucket of the account. Its id is its name, and its region the one that it was made in;
// the region is empty when AWS would not say, and then nothing but the listing and the account's block was read.
type Bucket struct {
	inventory.Ref
	CreationDate inventory.Fact[time.Time] `json:"CreationDate,omitzero"`

	// AccountPublicAccessBlock is the account's setting, which holds for each of its buckets.
	AccountPublicAccessBlock inventory.Fact[PublicAccessBlock] `json:"Account.PublicAccessBlockConfiguration,omitzero" call:"S3Control.GetPublicAccessBlock"`
	// PublicAccessBlock is the bucket's own setting. It stays unasked when the account has all four settings on.
	PublicAccessBlock inventory.Fact[PublicAccessBlock] `json:"PublicAccessBlockConfiguration,omitzero" call:"S3.GetPublicAccessBlock"`
	// Policy is the bucket policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetBucketPolicy"`
	// IsPublic is AWS's own answer to whether the policy is public; false when there is none. It stays unasked when
	// RestrictPublicBuckets is in force, and of a policy that leaves no doubt (PolicyStatus).
	IsPublic inventory.Fact[bool] `json:"PolicyStatus.IsPublic,omitzero" call:"GetBucketPolicyStatus"`
	// ObjectOwnership is empty when the bucket has no ownership controls; then ACLs are in force, and an object is its
	// writer's.
	ObjectOwnership inventory.Fact[string] `json:"OwnershipControls.Rules.ObjectOwnership,omitzero" call:"GetBucketOwnershipControls"`
	// ACL is what the bucket's ACL grants; empty when ObjectOwnership is BucketOwnerEnforced, under which ACLs have no
	// effect and this one was not asked for. It stays unasked when IgnorePublicAcls is in force.
	ACL inventory.Fact[ACL] `json:"AccessControlPolicy,omitzero" call:"GetBucketAcl"`
	// EncryptionRules are the rules of the default encryption. Empty when there is none, as emulators and buckets of
	// before 2023 have it: S3 then encrypts with its own keys (User Guide, "Setting default server-side encryption").
	EncryptionRules inventory.Fact[[]EncryptionRule] `json:"ServerSideEncryptionConfiguration.Rules,omitzero" call:"GetBucketEncryption"`
	// VersioningStatus is Enabled, Suspended, or empty for a bucket that was never versioned, of which S3 answers no
	// status (API reference, GetBucketVersioning).
	VersioningStatus inventory.Fact[string] `json:"VersioningConfiguration.Status,omitzero" call:"GetBucketVersioning"`
	// MFADelete is Enabled, Disabled, or empty for a bucket that never had it, of which S3 answers none.
	MFADelete inventory.Fact[string] `json:"VersioningConfiguration.MfaDelete,omitzero" call:"GetBucketVersioning"`
	// Logging is where server access logs go; the zero value when there are none (API reference, GetBucketLogging).
	Logging        inventory.Fact[Logging]         `json:"BucketLoggingStatus.LoggingEnabled,omitzero" call:"GetBucketLogging"`
	LifecycleRules inventory.Fact[[]LifecycleRule] `json:"LifecycleConfiguration.Rules,omitzero" call:"GetBucketLifecycleConfiguration"`
	// ObjectLock is the zero value for a bucket without Object Lock. It is not asked of one without versioning.
	ObjectLock inventory.Fact[ObjectLock] `json:"ObjectLockConfiguration,omitzero" call:"GetObjectLockConfiguration"`
}

// An ACL is an access control list.
type ACL struct {
	Owner  string  `json:"Owner,omitempty"` // canonical user id
	Grants []Grant `json:"Grants,omitempty"`
}

// A Grant of an ACL names its grantee by the canonical user id or by the URI of a group.
type Grant struct {
	Type       string `json:"Type"` // CanonicalUser or Group
	ID         string `json:"ID,omitempty"`
	URI        string `json:"URI,omitempty"`
	Permission string `json:"Permission"` // FULL_CONTROL, WRITE, WRITE_ACP, READ, READ_ACP
}

// An EncryptionRule is the default encryption of new objects.
type EncryptionRule struct {
	SSEAlgorithm           string   `json:"SSEAlgorithm,omitempty"`   // AES256, aws:kms or aws:kms:dsse
	KMSMasterKeyID         string   `json:"KMSMasterKeyID,omitempty"` // key id, alias or ARN; empty for the key aws/s3
	BucketKeyEnabled       bool     `json:"BucketKeyEnabled,omitempty"`
	BlockedEncryptionTypes []string `json:"BlockedEncryptionTypes,omitempty"` // SSE-C, where it is refused
}

// Logging is the target of server access logs.
type Logging struct {
	TargetBucket string `json:"TargetBucket,omitempty"`
	TargetPrefix string `json:"TargetPrefix,omitempty"`
}

// A LifecycleRule says what becomes of objects in time. Actions names the elements of the rule that act:
// Expiration, Transitions, NoncurrentVersionExpiration, NoncurrentVersionTransitions, AbortIncompleteMultipartUpload.
type LifecycleRule struct {
	ID      string   `json:"ID,omitempty"`
	Status  string   `json:"Status"` // Enabled or Disabled
	Actions []string `json:"Actions,omitempty"`
}

// ObjectLock is the write-once setting of a bucket. Without a default retention, objects are locked one by one.
type ObjectLock struct {
	ObjectLockEnabled string `json:"ObjectLockEnabled,omitempty"` // Enabled
	Mode              string `json:"Mode,omitempty"`              // GOVERNANCE or COMPLIANCE
	Days              int32  `json:"Days,omitempty"`
	Years             int32  `json:"Years,omitempty"`
}

// BucketType describes kind s3.bucket.
var BucketType = inventory.Describe[Bucket]("s3.bucket", ListBuckets,
	GetPublicAccessBlock, GetAccountPublicAccessBlock, GetBucketPolicy, GetBucketPolicyStatus, GetBucketOwnershipControls, GetBucketACL, GetBucketEncryption,
	GetBucketVersioning, GetBucketLogging, GetBucketLifecycleConfiguration, GetObjectLockConfiguration, GetBucketLocation, GetBucketTagging,
).Of(responsibility.S3Bucket)

// Type implements inventory.Resource.
func (*Bucket) Type() *inventory.Type { return BucketType }

// Classify implements inventory.Resource: the matrix has one variant of buckets.
func (*Bucket) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.S3Bucket, Why: "it is a general purpose bucket"}
}
