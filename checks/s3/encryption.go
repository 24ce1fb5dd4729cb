package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketKMSEncryption asks for a default encryption whose use can be controlled and seen.
var BucketKMSEncryption = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-kms-encryption",
		Title:    "New objects are encrypted with a KMS key",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "AWS encrypts every new object, but with keys of S3's own whoever may read the bucket may read the data. With a KMS key a second permission is needed, each use is in CloudTrail, and one switch shuts everybody out.",
		Fix:      "aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration '{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\",\"KMSMasterKeyID\":\"KEY_ARN\"},\"BucketKeyEnabled\":true}]}'. Objects that are there keep their encryption.",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
		},
	},
	Reads: []*inventory.Call{s3.GetBucketEncryption},
	Run:   bucketKMSEncryption,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "customer_key", Given: bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "aws:kms", KMSMasterKeyID: caseKeyARN})), Want: checks.Pass},
		{Name: "two_layers", Given: bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: caseKeyARN})), Want: checks.Pass},
		{Name: "key_of_s3", Given: bucket(), Want: checks.Fail},
		{Name: "no_rule", Given: bucket(encryption()), Want: checks.Fail},
		{Name: "new_algorithm", Given: bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "aws:quantum"})), Want: checks.Unknown},
		{Name: "denied", Given: bucket(noEncryption), Want: checks.Unknown},
	},
}

func bucketKMSEncryption(v *checks.View[s3.Bucket]) checks.Verdict {
	rules, _ := checks.Read(v, v.Resource.EncryptionRules)
	switch rule := defaultRule(rules); rule.SSEAlgorithm {
	case "aws:kms", "aws:kms:dsse":
		if rule.KMSMasterKeyID == "" {
			return v.Pass("SSEAlgorithm is %s, with the key that AWS manages for S3 (aws/s3)", rule.SSEAlgorithm)
		}
		return v.Pass("SSEAlgorithm is %s, with key %s", rule.SSEAlgorithm, rule.KMSMasterKeyID)
	case "AES256":
		return v.Fail("SSEAlgorithm is AES256: S3 uses keys of its own")
	case "":
		return v.Fail("there is no default encryption rule: S3 uses keys of its own")
	default:
		return v.Unknown("SSEAlgorithm %q is not known to this build", rule.SSEAlgorithm)
	}
}

// defaultRule returns the rule of a bucket's default encryption, which S3 allows one of, or the zero rule.
func defaultRule(rules []s3.EncryptionRule) s3.EncryptionRule {
	for _, r := range rules {
		if r.SSEAlgorithm != "" {
			return r
		}
	}
	return s3.EncryptionRule{}
}
