package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketObjectLock asks whether objects can be made undeletable.
var BucketObjectLock = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-object-lock",
		Title:    "Object Lock is enabled",
		Duty:     responsibility.DataBackup,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "Backups, logs and records that an administrator can delete, an intruder with the administrator's key can delete as well. Object Lock keeps them until their date, whoever asks.",
		Fix:      "aws s3api put-object-lock-configuration --bucket BUCKET --object-lock-configuration 'ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode=GOVERNANCE,Days=30}}' (the bucket must be versioned). For data that may be lost, accept the finding.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"},
	},
	Reads: []*inventory.Call{s3.GetBucketVersioning, s3.GetObjectLockConfiguration},
	Run:   bucketObjectLock,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "retention", Given: bucket(lock(s3.ObjectLock{ObjectLockEnabled: "Enabled", Mode: "COMPLIANCE", Days: 30})), Want: checks.Pass},
		{Name: "object_by_object", Given: bucket(lock(s3.ObjectLock{ObjectLockEnabled: "Enabled"})), Want: checks.Pass},
		{Name: "off", Given: bucket(), Want: checks.Fail},
		{Name: "denied", Given: bucket(func(b *s3.Bucket) {
			b.ObjectLock = inventory.Missing[s3.ObjectLock](denied(s3.GetObjectLockConfiguration))
		}), Want: checks.Unknown},
	},
}

func lock(l s3.ObjectLock) func(*s3.Bucket) {
	return func(b *s3.Bucket) { b.VersioningStatus, b.ObjectLock = inventory.Known("Enabled"), inventory.Known(l) }
}

func bucketObjectLock(v *checks.View[s3.Bucket]) checks.Verdict {
	l, _ := checks.Read(v, v.Resource.ObjectLock)
	switch {
	case l.ObjectLockEnabled != "Enabled":
		return v.Fail("ObjectLockEnabled is not set")
	case l.Mode == "":
		return v.Pass("Object Lock is enabled, without a default retention: objects are locked one by one")
	case l.Years > 0:
		return v.Pass("objects are locked for %d years (%s)", l.Years, l.Mode)
	}
	return v.Pass("objects are locked for %d days (%s)", l.Days, l.Mode)
}
