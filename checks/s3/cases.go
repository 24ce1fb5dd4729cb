package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/s3"
)

// caseBucket is the bucket of the worked examples.
const caseBucket = "orders"

// blocked is a block with every setting on.
func blocked() s3.PublicAccessBlock {
	return s3.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
}

const (
	ownerID  = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a"
	allUsers = "http://acs.amazonaws.com/groups/global/AllUsers"
	signedIn = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"

	tlsPolicy     = `{"Version":"2012-10-17","Statement":[{"Sid":"TLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`
	readPolicy    = `{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"}]}`
	writePolicy   = `{"Version":"2012-10-17","Statement":[{"Sid":"Write","Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::orders/incoming/*"}]}`
	partnerPolicy = `{"Version":"2012-10-17","Statement":[{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"}]}`
	vpcPolicy     = `{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}]}`
)

// denied is what a refused call leaves.
func denied(c *inventory.Call) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDenied", Needs: c.Needs}
}

// bucket is a private bucket without block, policy or extras, with the changes.
func bucket(changes ...func(*s3.Bucket)) s3.Bucket {
	b := s3.Bucket{
		Ref:                      inventory.Ref{ID: caseBucket, ARN: "arn:aws:s3:::" + caseBucket, Name: caseBucket, Region: checks.CaseRegion},
		AccountPublicAccessBlock: inventory.Known(s3.PublicAccessBlock{}), PublicAccessBlock: inventory.Known(s3.PublicAccessBlock{}),
		Policy: inventory.Known(""), IsPublic: inventory.Known(false),
		ObjectOwnership: inventory.Known("BucketOwnerEnforced"), ACL: inventory.Known(s3.ACL{}),
		EncryptionRules:  inventory.Known([]s3.EncryptionRule{{SSEAlgorithm: "AES256"}}),
		VersioningStatus: inventory.Known(""), MFADelete: inventory.Known(""), Logging: inventory.Known(s3.Logging{}),
		LifecycleRules: inventory.Known[[]s3.LifecycleRule](nil), ObjectLock: inventory.Known(s3.ObjectLock{}),
	}
	for _, change := range changes {
		change(&b)
	}
	return b
}

func policy(text string) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.Policy = inventory.Known(text) }
}

func noPolicy(b *s3.Bucket) { b.Policy = inventory.Missing[string](denied(s3.GetBucketPolicy)) }

func status(public bool) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.IsPublic = inventory.Known(public) }
}

func own(block s3.PublicAccessBlock) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.PublicAccessBlock = inventory.Known(block) }
}

func accounts(block s3.PublicAccessBlock) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.AccountPublicAccessBlock = inventory.Known(block) }
}

func noBlock(b *s3.Bucket) {
	b.PublicAccessBlock = inventory.Missing[s3.PublicAccessBlock](denied(s3.GetPublicAccessBlock))
}

// acl puts ACLs in force, with the owner's grant and these to groups, as "URI permission" pairs.
func acl(grants ...[2]string) func(*s3.Bucket) {
	return func(b *s3.Bucket) {
		a := s3.ACL{Owner: ownerID, Grants: []s3.Grant{{Type: "CanonicalUser", ID: ownerID, Permission: "FULL_CONTROL"}}}
		for _, g := range grants {
			a.Grants = append(a.Grants, s3.Grant{Type: "Group", URI: g[0], Permission: g[1]})
		}
		b.ObjectOwnership, b.ACL = inventory.Known("ObjectWriter"), inventory.Known(a)
	}
}

func noACL(b *s3.Bucket) {
	b.ObjectOwnership, b.ACL = inventory.Known(""), inventory.Missing[s3.ACL](denied(s3.GetBucketACL))
}

func versioning(is, mfa string) func(*s3.Bucket) {
	return func(b *s3.Bucket) {
		b.VersioningStatus, b.MFADelete = inventory.Known(is), inventory.Known(mfa)
	}
}

func noVersioning(b *s3.Bucket) {
	gap := denied(s3.GetBucketVersioning)
	b.VersioningStatus, b.MFADelete = inventory.Missing[string](gap), inventory.Missing[string](gap)
}

func encryption(rules ...s3.EncryptionRule) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.EncryptionRules = inventory.Known(rules) }
}

func noEncryption(b *s3.Bucket) {
	b.EncryptionRules = inventory.Missing[[]s3.EncryptionRule](denied(s3.GetBucketEncryption))
}

func lifecycle(rules ...s3.LifecycleRule) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.LifecycleRules = inventory.Known(rules) }
}

func noLifecycle(b *s3.Bucket) {
	b.LifecycleRules = inventory.Missing[[]s3.LifecycleRule](denied(s3.GetBucketLifecycleConfiguration))
}
