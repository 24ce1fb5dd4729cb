package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// BucketAccessLogging wants access logs of buckets.
var BucketAccessLogging = &checks.Check[lightsail.Bucket]{
	Meta: checks.Meta{
		ID: "lightsail-bucket-access-logging", Title: "Lightsail buckets log who reads and writes", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "Access keys of a Lightsail bucket are handed to plugins and websites. When one leaks, only the access log tells which objects were read with it, and from where.",
		Fix:  "aws lightsail update-bucket --bucket-name NAME --access-log-config 'enabled=true,destination=LOG_BUCKET,prefix=NAME/'",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-bucket-access-logs.html"},
	},
	Run: func(v *checks.View[lightsail.Bucket]) checks.Verdict {
		enabled, _ := checks.Read(v, v.Resource.AccessLogEnabled)
		if !enabled {
			return v.Fail("accessLogConfig.enabled is false")
		}
		return v.Pass("accessLogConfig.enabled is true")
	},
	Cases: []checks.Case[lightsail.Bucket]{
		{Name: "logged", Given: bucket(), Want: checks.Pass},
		{Name: "not_logged", Given: bucket(func(b *lightsail.Bucket) { b.AccessLogEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "not_told", Given: bucket(func(b *lightsail.Bucket) { b.AccessLogEnabled = silent[bool]() }), Want: checks.Unknown},
	},
}
