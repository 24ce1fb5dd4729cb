package s3

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketTLSOnly asks for a policy that refuses every request without TLS.
var BucketTLSOnly = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-tls-only",
		Title:    "The bucket policy refuses requests without TLS",
		Duty:     responsibility.DataTransit,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "S3 answers plain HTTP. A client that uses it, by an old setting or a redirect, sends the data and its signature readable to everybody on the way.",
		Fix:      "Add to the bucket policy: {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::BUCKET\",\"arn:aws:s3:::BUCKET/*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}} (aws s3api put-bucket-policy)",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit"},
	},
	Reads: []*inventory.Call{s3.GetBucketPolicy},
	Run:   resourcepolicy.TLSOnly(policyIn),
	Cases: []checks.Case[s3.Bucket]{
		{Name: "refused", Given: bucket(policy(tlsPolicy)), Want: checks.Pass},
		{Name: "no_policy", Given: bucket(), Want: checks.Fail},
		{Name: "objects_alone", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::orders/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "one_action", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "one_principal", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "denied", Given: bucket(noPolicy), Want: checks.Unknown},
		{Name: "not_a_policy", Given: bucket(policy("{}x")), Want: checks.Unknown},
	},
}
