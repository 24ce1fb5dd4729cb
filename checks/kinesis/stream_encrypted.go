package kinesis

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamEncrypted wants records encrypted at rest.
var StreamEncrypted = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-encrypted", Title: "Streams are encrypted at rest", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "Records lie on disks of Kinesis for a day to a year. It encrypts them only where encryption was switched on.",
		Fix:  "aws kinesis start-stream-encryption --stream-name NAME --encryption-type KMS --key-id alias/aws/kinesis, or with a key of your own after producers and consumers may use it.",
		Refs: []string{"https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1"},
	},
	Reads: []*inventory.Call{kinesis.DescribeStreamSummary},
	Run: func(v *checks.View[kinesis.Stream]) checks.Verdict {
		if kind, _ := checks.Read(v, v.Resource.EncryptionType); kind != "KMS" {
			return v.Fail("EncryptionType is %s", kind)
		}
		key, _ := checks.Read(v, v.Resource.KeyID)
		return v.Pass("EncryptionType is KMS, with key %s", key)
	},
	Cases: []checks.Case[kinesis.Stream]{
		{Name: "key", Given: stream(), Want: checks.Pass},
		{Name: "none", Given: stream(func(s *kinesis.Stream) { s.EncryptionType, s.KeyID = inventory.Known("NONE"), inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: stream(func(s *kinesis.Stream) { s.EncryptionType = denied[string](kinesis.DescribeStreamSummary) }), Want: checks.Unknown},
	},
}
