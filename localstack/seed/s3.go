package seed

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	control "github.com/aws/aws-sdk-go-v2/service/s3control/types"
)

// buckets builds the plan's buckets in the first region. Their names hold the account's id: bucket names are taken
// across accounts. Their ownership is set to what S3 gives every new bucket since April 2023, that ACLs have no effect:
// emulators leave it out.
func (b *builder) buckets(ctx context.Context) error {
	err := b.each(ctx, b.plan.Buckets, func(ctx context.Context, i int) error {
		bucket := fmt.Sprintf("demarc-%s-%03d", b.account, i)
		if err := b.bucket(ctx, bucket, types.ObjectOwnershipBucketOwnerEnforced); err != nil {
			return err
		}
		switch {
		case i%10 == 0:
			return b.bucketPolicy(ctx, bucket, anybodyReads(bucket))
		case i%2 == 0:
			if err := b.block(ctx, bucket); err != nil {
				return err
			}
			return b.bucketPolicy(ctx, bucket, tlsOnly(bucket))
		}
		return b.block(ctx, bucket)
	})
	if err != nil || !b.plan.Showcase {
		return err
	}
	return b.showBuckets(ctx)
}

// bucket makes a bucket. ownership may be empty: then the endpoint decides.
func (b *builder) bucket(ctx context.Context, bucket string, ownership types.ObjectOwnership) error {
	in := &s3.CreateBucketInput{Bucket: aws.String(bucket), ObjectOwnership: ownership}
	if home := b.plan.Regions[0]; home != "us-east-1" {
		in.CreateBucketConfiguration = &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(home)}
	}
	_, err := b.s3.CreateBucket(ctx, in)
	if taken(err) {
		return nil
	}
	return err
}

func (b *builder) bucketPolicy(ctx context.Context, bucket string, policy *string) error {
	_, err := b.s3.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: aws.String(bucket), Policy: policy})
	return err
}

func (b *builder) block(ctx context.Context, bucket string) error {
	yes := aws.Bool(true)
	_, err := b.s3.PutPublicAccessBlock(ctx, &s3.PutPublicAccessBlockInput{
		Bucket:                         aws.String(bucket),
		PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{BlockPublicAcls: yes, BlockPublicPolicy: yes, IgnorePublicAcls: yes, RestrictPublicBuckets: yes},
	})
	return b.optional("S3.PutPublicAccessBlock", err)
}

func anybodyReads(bucket string) *string {
	return document(statement{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::" + bucket + "/*"})
}

func tlsOnly(bucket string) *string {
	return document(statement{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": []string{"arn:aws:s3:::" + bucket, "arn:aws:s3:::" + bucket + "/*"},
		"Condition": map[string]any{"Bool": map[string]any{"aws:SecureTransport": "false"}}})
}

// showBuckets makes a bucket with everything as it should be and the one that takes its logs, one that is public by its
// ACL, and one that another account may write to. The account's own block of public access is set half.
func (b *builder) showBuckets(ctx context.Context) error {
	good, acl, shared := "demarc-"+b.account+"-kept", "demarc-"+b.account+"-public-acl", "demarc-"+b.account+"-shared"
	if err := b.bucket(ctx, acl, types.ObjectOwnershipBucketOwnerPreferred); err != nil {
		return err
	}
	if _, err := b.s3.PutBucketAcl(ctx, &s3.PutBucketAclInput{Bucket: aws.String(acl), ACL: types.BucketCannedACLPublicRead}); err != nil {
		return err
	}
	if err := b.bucket(ctx, shared, ""); err != nil {
		return err
	}
	if err := b.bucketPolicy(ctx, shared, document(statement{"Effect": "Allow", "Principal": map[string]any{"AWS": "arn:aws:iam::" + foreignAccount + ":root"},
		"Action": []string{"s3:PutObject", "s3:PutBucketPolicy"}, "Resource": []string{"arn:aws:s3:::" + shared, "arn:aws:s3:::" + shared + "/*"}})); err != nil {
		return err
	}
	if err := b.keptBucket(ctx, good, good+"-logs"); err != nil {
		return err
	}
	yes, no := aws.Bool(true), aws.Bool(false)
	_, err := b.control.PutPublicAccessBlock(ctx, &s3control.PutPublicAccessBlockInput{
		AccountId:                      aws.String(b.account),
		PublicAccessBlockConfiguration: &control.PublicAccessBlockConfiguration{BlockPublicAcls: yes, IgnorePublicAcls: no, BlockPublicPolicy: no, RestrictPublicBuckets: no},
	})
	return b.optional("S3Control.PutPublicAccessBlock", err)
}

// keptBucket makes a bucket as it should be: encrypted with an own key, versioned, logged, blocked, by TLS only.
func (b *builder) keptBucket(ctx context.Context, bucket, logs string) error {
	if err := b.bucket(ctx, bucket, types.ObjectOwnershipBucketOwnerEnforced); err != nil {
		return err
	}
	at := aws.String(bucket)
	if err := b.block(ctx, bucket); err != nil {
		return err
	}
	if err := b.bucketPolicy(ctx, bucket, tlsOnly(bucket)); err != nil {
		return err
	}
	_, err := b.s3.PutBucketEncryption(ctx, &s3.PutBucketEncryptionInput{Bucket: at, ServerSideEncryptionConfiguration: &types.ServerSideEncryptionConfiguration{Rules: []types.ServerSideEncryptionRule{{
		ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{SSEAlgorithm: types.ServerSideEncryptionAwsKms, KMSMasterKeyID: aws.String(b.keyIDs[0])},
		BucketKeyEnabled:                   aws.Bool(true),
	}}}})
	if err := b.optional("S3.PutBucketEncryption", err); err != nil {
		return err
	}
	_, err = b.s3.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: at, VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}})
	if err := b.optional("S3.PutBucketVersioning", err); err != nil {
		return err
	}
	if err := b.bucket(ctx, logs, types.ObjectOwnershipBucketOwnerPreferred); err != nil {
		return err
	}
	if _, err := b.s3.PutBucketAcl(ctx, &s3.PutBucketAclInput{Bucket: aws.String(logs), ACL: types.BucketCannedACL("log-delivery-write")}); err == nil {
		_, err = b.s3.PutBucketLogging(ctx, &s3.PutBucketLoggingInput{Bucket: at, BucketLoggingStatus: &types.BucketLoggingStatus{
			LoggingEnabled: &types.LoggingEnabled{TargetBucket: aws.String(logs), TargetPrefix: aws.String("kept/")},
		}})
		if err := b.optional("S3.PutBucketLogging", err); err != nil {
			return err
		}
	}
	_, err = b.s3.PutBucketTagging(ctx, &s3.PutBucketTaggingInput{Bucket: at, Tagging: &types.Tagging{TagSet: []types.Tag{{Key: aws.String("team"), Value: aws.String("platform")}}}})
	return b.optional("S3.PutBucketTagging", err)
}
