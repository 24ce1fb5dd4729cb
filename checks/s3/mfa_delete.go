package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketMFADelete asks for a second factor before a version is destroyed.
var BucketMFADelete = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-mfa-delete",
		Title:    "Destroying a version needs an MFA device",
		Duty:     responsibility.DataBackup,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "Versions help against an intruder only while the intruder cannot destroy them. With MFA Delete that takes the root user's device, not just a stolen access key.",
		Fix:      "As the root user: aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL CODE'. It excludes lifecycle rules: where you need those, use Object Lock and accept the finding.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketVersioning},
	Run:   bucketMFADelete,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enabled", Given: bucket(versioning("Enabled", "Enabled")), Want: checks.Pass},
		{Name: "disabled", Given: bucket(versioning("Enabled", "Disabled")), Want: checks.Fail},
		{Name: "never", Given: bucket(versioning("Enabled", "")), Want: checks.Fail},
		{Name: "versioning_suspended", Given: bucket(versioning("Suspended", "Enabled")), Want: checks.Fail},
		{Name: "denied", Given: bucket(noVersioning), Want: checks.Unknown},
	},
}

func bucketMFADelete(v *checks.View[s3.Bucket]) checks.Verdict {
	if is, _ := checks.Read(v, v.Resource.VersioningStatus); is != "Enabled" {
		return v.Fail("versioning is not enabled, and MFA Delete protects versions only")
	}
	if mfa, _ := checks.Read(v, v.Resource.MFADelete); mfa != "Enabled" {
		return v.Fail("MfaDelete is not enabled")
	}
	return v.Pass("MfaDelete is Enabled")
}
