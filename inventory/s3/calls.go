// Package s3 collects what Amazon S3 and S3 Control say of buckets, access points and the account's own settings.
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/AmazonS3/latest/API). This is the
// only package that links the two clients.
//
// # Calls
//
// S3 has no batch form of any of a bucket's settings. Measured with every detail wanted: one ListBuckets for 10,000
// buckets, one account-wide GetPublicAccessBlock, and for each bucket six calls (policy, ownership, encryption,
// versioning, logging, lifecycle) and up to five more, each made only where it can still say something:
//
//   - GetPublicAccessBlock, where the account's own block is not wholly on.
//   - GetBucketLocation, where ListBuckets does not name the region. AWS does, so this is for emulators; those that
//     know ListBuckets' BucketRegion need one more ListBuckets for each region instead, and a scan of one region two in
//     all.
//   - GetBucketPolicyStatus, where there is a policy of which S3's definition of public leaves a doubt, and no block on
//     public policies is in force.
//   - GetBucketAcl, where ObjectOwnership is not BucketOwnerEnforced, under which ACLs have no effect (User Guide,
//     "Controlling ownership of objects and disabling ACLs for your bucket"), and IgnorePublicAcls is not in force.
//   - GetObjectLockConfiguration, where versioning is enabled: Object Lock works in no other bucket (User Guide,
//     "Locking objects with Object Lock").
//
// A call is left out this way only when the answer that makes it needless was itself wanted and given.
package s3

import "demarc/inventory"

// The calls of S3. The actions that they need often bear another name than the operation (Service Authorization
// Reference, "Actions defined by Amazon S3"). Absent codes are those of the operations' own pages in the API reference.
var (
	ListBuckets                     = call("ListBuckets", "s3:ListAllMyBuckets")
	GetBucketLocation               = call("GetBucketLocation", "s3:GetBucketLocation")
	GetPublicAccessBlock            = call("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration")
	GetBucketPolicy                 = call("GetBucketPolicy", "s3:GetBucketPolicy", "NoSuchBucketPolicy")
	GetBucketPolicyStatus           = call("GetBucketPolicyStatus", "s3:GetBucketPolicyStatus", "NoSuchBucketPolicy")
	GetBucketOwnershipControls      = call("GetBucketOwnershipControls", "s3:GetBucketOwnershipControls", "OwnershipControlsNotFoundError")
	GetBucketACL                    = call("GetBucketAcl", "s3:GetBucketAcl")
	GetBucketEncryption             = call("GetBucketEncryption", "s3:GetEncryptionConfiguration", "ServerSideEncryptionConfigurationNotFoundError")
	GetBucketVersioning             = call("GetBucketVersioning", "s3:GetBucketVersioning")
	GetBucketLogging                = call("GetBucketLogging", "s3:GetBucketLogging")
	GetBucketLifecycleConfiguration = call("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", "NoSuchLifecycleConfiguration")
	GetObjectLockConfiguration      = call("GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration", "ObjectLockConfigurationNotFoundError")
	// GetBucketTagging brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	GetBucketTagging = call("GetBucketTagging", "s3:GetBucketTagging", "NoSuchTagSet")
)

// The calls of S3 Control.
var (
	GetAccountPublicAccessBlock = control("GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration")
	ListAccessPoints            = control("ListAccessPoints", "s3:ListAccessPoints")
	GetAccessPoint              = control("GetAccessPoint", "s3:GetAccessPoint")
	ListMultiRegionAccessPoints = control("ListMultiRegionAccessPoints", "s3:ListMultiRegionAccessPoints")
)

func call(op, action string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "S3", Op: op, Needs: []string{action}, Absent: absent}
}

func control(op, action string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "S3 Control", Op: op, Needs: []string{action}, Absent: absent}
}

// expected are the root elements without which an answer is none (API reference, "Response Syntax" of each operation).
// Emulators send a listing of objects instead, in which "there is no logging" and "versioning was never enabled" would
// be read. A bucket's policy is a JSON document of any members: it is looked at where it is parsed.
var expected = map[string][]string{
	"ListBuckets":                     {"ListAllMyBucketsResult"},
	"GetBucketLocation":               {"LocationConstraint"},
	"GetPublicAccessBlock":            {"PublicAccessBlockConfiguration"},
	"GetBucketPolicyStatus":           {"PolicyStatus"},
	"GetBucketOwnershipControls":      {"OwnershipControls"},
	"GetBucketAcl":                    {"AccessControlPolicy"},
	"GetBucketEncryption":             {"ServerSideEncryptionConfiguration"},
	"GetBucketVersioning":             {"VersioningConfiguration"},
	"GetBucketLogging":                {"BucketLoggingStatus"},
	"GetBucketLifecycleConfiguration": {"LifecycleConfiguration"},
	"GetObjectLockConfiguration":      {"ObjectLockConfiguration"},
	"GetBucketTagging":                {"Tagging"},
	"ListAccessPoints":                {"ListAccessPointsResult"},
	"GetAccessPoint":                  {"GetAccessPointResult"},
	"ListMultiRegionAccessPoints":     {"ListMultiRegionAccessPointsResult"},
}
