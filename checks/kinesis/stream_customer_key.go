package kinesis

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamCustomerKey wants a key of one's own.
var StreamCustomerKey = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-customer-key", Title: "Streams are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Under the key that AWS manages nobody can say who may read the records beside the stream, see who did, or take it back; and other accounts cannot use the stream.",
		Fix:  "aws kinesis start-stream-encryption --stream-name NAME --encryption-type KMS --key-id KEY, after producers and consumers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/streams/latest/dev/getting-started-with-sse.html"},
	},
	Reads: []*inventory.Call{kinesis.DescribeStreamSummary},
	Run: func(v *checks.View[kinesis.Stream]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KeyID)
		if key == "" {
			return v.Fail("KeyId is not set")
		}
		if strings.HasSuffix(key, "alias/aws/kinesis") {
			return v.Fail("KeyId is %s, which AWS manages", key)
		}
		return v.Pass("KeyId is %s", key)
	},
	Cases: []checks.Case[kinesis.Stream]{
		{Name: "own_key", Given: stream(), Want: checks.Pass},
		{Name: "key_of_aws", Given: stream(func(s *kinesis.Stream) { s.KeyID = inventory.Known("alias/aws/kinesis") }), Want: checks.Fail},
		{Name: "key_of_aws_by_arn", Given: stream(func(s *kinesis.Stream) {
			s.KeyID = inventory.Known("arn:aws:kms:eu-central-1:111122223333:alias/aws/kinesis")
		}), Want: checks.Fail},
		{Name: "none", Given: stream(func(s *kinesis.Stream) { s.KeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: stream(func(s *kinesis.Stream) { s.KeyID = denied[string](kinesis.DescribeStreamSummary) }), Want: checks.Unknown},
	},
}
