package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// FeatureGroupOfflineKey wants a key for the history of features.
var FeatureGroupOfflineKey = &checks.Check[sagemaker.FeatureGroup]{
	Meta: checks.Meta{
		ID: "sagemaker-feature-group-offline-key", Title: "Offline stores of feature groups are encrypted with a KMS key", Duty: responsibility.KeyManagement, Severity: checks.Medium, Since: "0.1",
		Why:  "The offline store keeps every value that a feature ever had, often of persons. Without a key of its own everybody with s3:GetObject on the bucket reads it.",
		Fix:  "aws sagemaker create-feature-group with KmsKeyId in the S3StorageConfig of --offline-store-config: the key of a group cannot be changed, so move its records to a new one.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-17"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeFeatureGroup},
	Run:   featureGroupOfflineKey,
	Cases: []checks.Case[sagemaker.FeatureGroup]{
		{Name: "key", Given: features(inventory.Known(&sagemaker.OfflineStore{S3URI: "s3://corp-features", KMSKeyID: "arn:aws:kms:eu-central-1:111122223333:key/1"})), Want: checks.Pass},
		{Name: "no_key", Given: features(inventory.Known(&sagemaker.OfflineStore{S3URI: "s3://corp-features"})), Want: checks.Fail},
		{Name: "online_alone", Given: features(inventory.Known[*sagemaker.OfflineStore](nil)), Want: checks.NotApplicable},
		{Name: "denied", Given: features(denied[*sagemaker.OfflineStore](sagemaker.DescribeFeatureGroup)), Want: checks.Unknown},
	},
}

func featureGroupOfflineKey(v *checks.View[sagemaker.FeatureGroup]) checks.Verdict {
	store, ok := checks.Read(v, v.Resource.OfflineStore)
	switch {
	case !ok:
		return v.Unknown("OfflineStoreConfig is not known")
	case store == nil:
		return v.NotApplicable("the feature group has no offline store")
	case store.KMSKeyID == "":
		return v.Fail("the offline store in %s has no KmsKeyId", store.S3URI)
	}
	return v.Pass("KmsKeyId of the offline store is %s", store.KMSKeyID)
}

func features(store inventory.Fact[*sagemaker.OfflineStore]) sagemaker.FeatureGroup {
	return sagemaker.FeatureGroup{Ref: inventory.Ref{ID: "orders", Region: checks.CaseRegion}, FeatureGroupStatus: inventory.Known("Created"), OfflineStore: store}
}
