package kinesis

import (
	"demarc/checks"
	"demarc/checks/customerkey"
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
	With:  []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[kinesis.Stream]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KeyID)
		if key == "" {
			return v.Fail("KeyId is not set")
		}
		return customerkey.Judge(v, v.Resource.Region, "KeyId", key)
	},
	Cases: append(customerkey.Cases(stream(keyed(customerkey.ExampleARN))), []checks.Case[kinesis.Stream]{
		{Name: "alias", Given: stream(keyed("alias/orders")), Want: checks.Pass},
		{Name: "alias_of_AWS", Given: stream(keyed("alias/aws/kinesis")), Want: checks.Fail},
		{Name: "alias_of_AWS_by_ARN", Given: stream(keyed("arn:aws:kms:eu-central-1:111122223333:alias/aws/kinesis")), Want: checks.Fail},
		{Name: "none", Given: stream(keyed("")), Want: checks.Fail},
		{Name: "denied", Given: stream(func(s *kinesis.Stream) { s.KeyID = denied[string](kinesis.DescribeStreamSummary) }), Want: checks.Unknown},
	}...),
}

// keyed is encryption with a key.
func keyed(key string) func(*kinesis.Stream) {
	return func(s *kinesis.Stream) { s.KeyID = inventory.Known(key) }
}
