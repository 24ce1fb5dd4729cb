package s3

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketSSECBlocked asks that nobody can encrypt objects with a key that only they have.
var BucketSSECBlocked = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-sse-c-blocked",
		Title:    "Uploads with keys that only the caller has (SSE-C) are blocked",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "With SSE-C the caller brings the key and S3 forgets it. Extortionists with stolen credentials overwrite objects that way; without their key nobody, AWS among them, can read the data again.",
		Fix:      "If no application uses SSE-C: add BlockedEncryptionTypes={EncryptionType=[SSE-C]} to the rule of the bucket's default encryption (aws s3api put-bucket-encryption).",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketEncryption},
	Run:   bucketSSECBlocked,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "blocked", Given: bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "AES256", BlockedEncryptionTypes: []string{"SSE-C"}})), Want: checks.Pass},
		{Name: "unblocked", Given: bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "AES256", BlockedEncryptionTypes: []string{"NONE"}})), Want: checks.Fail},
		{Name: "not_set", Given: bucket(), Want: checks.Fail},
		{Name: "denied", Given: bucket(noEncryption), Want: checks.Unknown},
	},
}

func bucketSSECBlocked(v *checks.View[s3.Bucket]) checks.Verdict {
	rules, _ := checks.Read(v, v.Resource.EncryptionRules)
	for _, r := range rules {
		if slices.Contains(r.BlockedEncryptionTypes, "SSE-C") {
			return v.Pass("BlockedEncryptionTypes names SSE-C")
		}
	}
	return v.Fail("BlockedEncryptionTypes does not name SSE-C")
}
