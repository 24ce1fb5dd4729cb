package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// bucketCalls are the calls of one bucket, which go to its region.
type bucketCalls struct {
	*Bucket
	run    *run
	client *sdk.Client
}

// details makes the wanted calls of a bucket, each after the one that can make it needless.
func (r *run) details(ctx context.Context, b *Bucket) {
	c := bucketCalls{b, r, r.in(b.Region)}
	for _, d := range []struct {
		call *inventory.Call
		make func(context.Context)
	}{
		{GetPublicAccessBlock, c.publicAccessBlock},
		{GetBucketPolicy, c.policy},
		{GetBucketPolicyStatus, c.policyStatus},
		{GetBucketOwnershipControls, c.ownership},
		{GetBucketACL, c.acl},
		{GetBucketEncryption, c.encryption},
		{GetBucketVersioning, c.versioning},
		{GetObjectLockConfiguration, c.objectLock},
		{GetBucketLogging, c.logging},
		{GetBucketLifecycleConfiguration, c.lifecycle},
		{GetBucketTagging, c.tagging},
	} {
		if r.Wants(d.call) {
			d.make(ctx)
		}
	}
}

// fact turns the outcome of a call into a fact: read is asked only of an answer.
func fact[V, Out any](c bucketCalls, call *inventory.Call, out *Out, err error, read func(*Out) inventory.Fact[V]) inventory.Fact[V] {
	if err != nil {
		var none V
		return collect.AnswerIn(c.run.Scan, c.Region, call, none, err)
	}
	return read(out)
}

func (c bucketCalls) publicAccessBlock(ctx context.Context) {
	if account, gap := c.AccountPublicAccessBlock.Get(); gap == nil && len(account.Off()) == 0 {
		return
	}
	out, err := c.client.GetPublicAccessBlock(ctx, &sdk.GetPublicAccessBlockInput{Bucket: &c.ID})
	c.PublicAccessBlock = fact(c, GetPublicAccessBlock, out, err, func(out *sdk.GetPublicAccessBlockOutput) inventory.Fact[PublicAccessBlock] {
		b := out.PublicAccessBlockConfiguration
		if b == nil {
			return inventory.FromPtr[PublicAccessBlock](nil)
		}
		return blockOf(b.BlockPublicAcls, b.IgnorePublicAcls, b.BlockPublicPolicy, b.RestrictPublicBuckets)
	})
}

func (c bucketCalls) policy(ctx context.Context) {
	out, err := c.client.GetBucketPolicy(ctx, &sdk.GetBucketPolicyInput{Bucket: &c.ID})
	c.Policy = fact(c, GetBucketPolicy, out, err, func(out *sdk.GetBucketPolicyOutput) inventory.Fact[string] { return inventory.FromPtr(out.Policy) })
}

// block returns the settings that are known to be in force.
func (c bucketCalls) block() PublicAccessBlock {
	var none PublicAccessBlock
	return c.AccountPublicAccessBlock.Or(none).Or(c.PublicAccessBlock.Or(none))
}

func (c bucketCalls) policyStatus(ctx context.Context) {
	if c.block().RestrictPublicBuckets {
		return
	}
	if policy, gap := c.Policy.Get(); gap == nil && policy == "" {
		// S3 answers NoSuchBucketPolicy to this call as to the one for the policy.
		c.IsPublic = inventory.Known(false)
		return
	} else if _, certain := PolicyStatus(policy); gap == nil && certain {
		return
	}
	out, err := c.client.GetBucketPolicyStatus(ctx, &sdk.GetBucketPolicyStatusInput{Bucket: &c.ID})
	c.IsPublic = fact(c, GetBucketPolicyStatus, out, err, func(out *sdk.GetBucketPolicyStatusOutput) inventory.Fact[bool] {
		if out.PolicyStatus == nil {
			return inventory.FromPtr[bool](nil)
		}
		return inventory.FromPtr(out.PolicyStatus.IsPublic)
	})
}

func (c bucketCalls) ownership(ctx context.Context) {
	out, err := c.client.GetBucketOwnershipControls(ctx, &sdk.GetBucketOwnershipControlsInput{Bucket: &c.ID})
	c.ObjectOwnership = fact(c, GetBucketOwnershipControls, out, err, func(out *sdk.GetBucketOwnershipControlsOutput) inventory.Fact[string] {
		if out.OwnershipControls == nil || len(out.OwnershipControls.Rules) != 1 {
			return inventory.FromPtr[string](nil)
		}
		return inventory.FromEnum(out.OwnershipControls.Rules[0].ObjectOwnership)
	})
}

func (c bucketCalls) acl(ctx context.Context) {
	switch {
	case c.ObjectOwnership.Or("") == string(types.ObjectOwnershipBucketOwnerEnforced):
		c.ACL = inventory.Known(ACL{})
		return
	case c.block().IgnorePublicAcls:
		return
	}
	out, err := c.client.GetBucketAcl(ctx, &sdk.GetBucketAclInput{Bucket: &c.ID})
	c.ACL = fact(c, GetBucketACL, out, err, func(out *sdk.GetBucketAclOutput) inventory.Fact[ACL] {
		if out.Owner == nil || out.Owner.ID == nil {
			return inventory.FromPtr[ACL](nil)
		}
		a := ACL{Owner: *out.Owner.ID}
		for _, g := range out.Grants {
			if g.Grantee == nil || g.Permission == "" {
				return inventory.FromPtr[ACL](nil)
			}
			a.Grants = append(a.Grants, Grant{Type: string(g.Grantee.Type), ID: aws.ToString(g.Grantee.ID), URI: aws.ToString(g.Grantee.URI), Permission: string(g.Permission)})
		}
		return inventory.Known(a)
	})
}

func (c bucketCalls) encryption(ctx context.Context) {
	out, err := c.client.GetBucketEncryption(ctx, &sdk.GetBucketEncryptionInput{Bucket: &c.ID})
	c.EncryptionRules = fact(c, GetBucketEncryption, out, err, func(out *sdk.GetBucketEncryptionOutput) inventory.Fact[[]EncryptionRule] {
		if out.ServerSideEncryptionConfiguration == nil {
			return inventory.FromPtr[[]EncryptionRule](nil)
		}
		var rules []EncryptionRule
		for _, r := range out.ServerSideEncryptionConfiguration.Rules {
			rule := EncryptionRule{BucketKeyEnabled: aws.ToBool(r.BucketKeyEnabled)}
			if d := r.ApplyServerSideEncryptionByDefault; d != nil {
				rule.SSEAlgorithm, rule.KMSMasterKeyID = string(d.SSEAlgorithm), aws.ToString(d.KMSMasterKeyID)
			}
			if b := r.BlockedEncryptionTypes; b != nil {
				for _, t := range b.EncryptionType {
					rule.BlockedEncryptionTypes = append(rule.BlockedEncryptionTypes, string(t))
				}
			}
			rules = append(rules, rule)
		}
		return inventory.Known(rules)
	})
}

func (c bucketCalls) versioning(ctx context.Context) {
	out, err := c.client.GetBucketVersioning(ctx, &sdk.GetBucketVersioningInput{Bucket: &c.ID})
	c.VersioningStatus = fact(c, GetBucketVersioning, out, err, func(out *sdk.GetBucketVersioningOutput) inventory.Fact[string] {
		return inventory.Known(string(out.Status))
	})
	c.MFADelete = fact(c, GetBucketVersioning, out, err, func(out *sdk.GetBucketVersioningOutput) inventory.Fact[string] {
		return inventory.Known(string(out.MFADelete))
	})
}

func (c bucketCalls) objectLock(ctx context.Context) {
	if status, gap := c.VersioningStatus.Get(); gap == nil && status != string(types.BucketVersioningStatusEnabled) {
		c.ObjectLock = inventory.Known(ObjectLock{})
		return
	}
	out, err := c.client.GetObjectLockConfiguration(ctx, &sdk.GetObjectLockConfigurationInput{Bucket: &c.ID})
	c.ObjectLock = fact(c, GetObjectLockConfiguration, out, err, func(out *sdk.GetObjectLockConfigurationOutput) inventory.Fact[ObjectLock] {
		l := out.ObjectLockConfiguration
		if l == nil || l.ObjectLockEnabled == "" {
			return inventory.FromPtr[ObjectLock](nil)
		}
		lock := ObjectLock{ObjectLockEnabled: string(l.ObjectLockEnabled)}
		if l.Rule != nil && l.Rule.DefaultRetention != nil {
			d := l.Rule.DefaultRetention
			lock.Mode, lock.Days, lock.Years = string(d.Mode), aws.ToInt32(d.Days), aws.ToInt32(d.Years)
		}
		return inventory.Known(lock)
	})
}

func (c bucketCalls) logging(ctx context.Context) {
	out, err := c.client.GetBucketLogging(ctx, &sdk.GetBucketLoggingInput{Bucket: &c.ID})
	c.Logging = fact(c, GetBucketLogging, out, err, func(out *sdk.GetBucketLoggingOutput) inventory.Fact[Logging] {
		if out.LoggingEnabled == nil {
			return inventory.Known(Logging{})
		}
		return inventory.Known(Logging{aws.ToString(out.LoggingEnabled.TargetBucket), aws.ToString(out.LoggingEnabled.TargetPrefix)})
	})
}

func (c bucketCalls) lifecycle(ctx context.Context) {
	out, err := c.client.GetBucketLifecycleConfiguration(ctx, &sdk.GetBucketLifecycleConfigurationInput{Bucket: &c.ID})
	c.LifecycleRules = fact(c, GetBucketLifecycleConfiguration, out, err, func(out *sdk.GetBucketLifecycleConfigurationOutput) inventory.Fact[[]LifecycleRule] {
		var rules []LifecycleRule
		for _, r := range out.Rules {
			rules = append(rules, LifecycleRule{ID: aws.ToString(r.ID), Status: string(r.Status), Actions: actions(r)})
		}
		return inventory.Known(rules)
	})
}

func actions(r types.LifecycleRule) []string {
	var out []string
	for _, a := range []struct {
		name string
		has  bool
	}{
		{"Expiration", r.Expiration != nil}, {"Transitions", len(r.Transitions) > 0}, {"NoncurrentVersionExpiration", r.NoncurrentVersionExpiration != nil},
		{"NoncurrentVersionTransitions", len(r.NoncurrentVersionTransitions) > 0}, {"AbortIncompleteMultipartUpload", r.AbortIncompleteMultipartUpload != nil},
	} {
		if a.has {
			out = append(out, a.name)
		}
	}
	return out
}

func (c bucketCalls) tagging(ctx context.Context) {
	out, err := c.client.GetBucketTagging(ctx, &sdk.GetBucketTaggingInput{Bucket: &c.ID})
	c.Tags = fact(c, GetBucketTagging, out, err, func(out *sdk.GetBucketTaggingOutput) inventory.Fact[map[string]string] {
		tags := map[string]string{}
		for _, t := range out.TagSet {
			tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
		return inventory.Known(tags)
	})
}
