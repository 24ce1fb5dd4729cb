package kinesis

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamRetention wants records kept long enough to be read again. The number is that of Kinesis.3 of AWS's Foundational Security Best
// Practices.
var StreamRetention = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-retention", Title: "Streams keep records for a week or more", Duty: responsibility.DataBackup, Severity: checks.Low, Since: "0.1",
		Why:  "What a consumer has not read by the end of the retention is gone. A day, which is the default, is over before a fault of a Saturday is mended on Monday.",
		Fix:  "aws kinesis increase-stream-retention-period --stream-name NAME --retention-period-hours 168",
		Refs: []string{"https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-3"},
	},
	Reads: []*inventory.Call{kinesis.DescribeStreamSummary},
	Run: func(v *checks.View[kinesis.Stream]) checks.Verdict {
		const week = 168
		hours, _ := checks.Read(v, v.Resource.RetentionPeriodHours)
		if hours < week {
			return v.Fail("RetentionPeriodHours is %d, less than %d", hours, week)
		}
		return v.Pass("RetentionPeriodHours is %d", hours)
	},
	Cases: []checks.Case[kinesis.Stream]{
		{Name: "a_week", Given: stream(), Want: checks.Pass},
		{Name: "a_day", Given: stream(func(s *kinesis.Stream) { s.RetentionPeriodHours = inventory.Known[int32](24) }), Want: checks.Fail},
		{Name: "denied", Given: stream(func(s *kinesis.Stream) { s.RetentionPeriodHours = denied[int32](kinesis.DescribeStreamSummary) }), Want: checks.Unknown},
	},
}
