package ecr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryKey asks for encryption with a KMS key. Without one, and always, images are encrypted with a key of ECR itself.
var RepositoryKey = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-kms-key", Title: "Repositories are encrypted with a KMS key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "With the key of ECR itself everybody who can pull can read. A KMS key is a second lock: its use is logged, and it can be taken away.",
		Fix:  "The key is chosen when a repository is made: aws ecr create-repository --repository-name NEW --encryption-configuration encryptionType=KMS,kmsKey=KEY, then copy the images and delete the old one.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html"},
	},
	Run: repositoryKey,
	Cases: []checks.Case[ecr.Repository]{
		{Name: "kms", Given: repository(), Want: checks.Pass},
		{Name: "aes256", Given: repository(func(r *ecr.Repository) { r.EncryptionType = inventory.Known("AES256") }), Want: checks.Fail},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.EncryptionType = denied[string](ecr.DescribeRepositories) }), Want: checks.Unknown},
	},
}

func repositoryKey(v *checks.View[ecr.Repository]) checks.Verdict {
	switch kind, _ := checks.Read(v, v.Resource.EncryptionType); kind {
	case "KMS", "KMS_DSSE":
		key, _ := checks.Read(v, v.Resource.KMSKey)
		return v.Pass("encryptionType is %s with key %s", kind, key)
	default:
		return v.Fail("encryptionType is %s", kind)
	}
}
