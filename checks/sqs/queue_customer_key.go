package sqs

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueueCustomerKey wants a key of one's own.
var QueueCustomerKey = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-customer-key", Title: "Queues are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Under a key of AWS nobody can say who may read the messages beside the queue policy, see who did, or take it back; and neither another account nor most services can send to a queue under aws/sqs.",
		Fix:  "aws sqs set-queue-attributes --queue-url URL --attributes KmsMasterKeyId=KEY, after senders and receivers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	With:  []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[sqs.Queue]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSMasterKeyID)
		if key == "" {
			return v.Fail("KmsMasterKeyId is not set")
		}
		return customerkey.Judge(v, v.Resource.Region, "KmsMasterKeyId", key)
	},
	Cases: append(customerkey.Cases(queue(keyed(customerkey.ExampleARN))), []checks.Case[sqs.Queue]{
		{Name: "alias", Given: queue(keyed("alias/orders")), Want: checks.Pass},
		{Name: "alias_of_AWS", Given: queue(keyed("alias/aws/sqs")), Want: checks.Fail},
		{Name: "alias_of_AWS_by_ARN", Given: queue(keyed("arn:aws:kms:eu-central-1:111122223333:alias/aws/sqs")), Want: checks.Fail},
		{Name: "none", Given: queue(keyed("")), Want: checks.Fail},
		{Name: "denied", Given: queue(func(q *sqs.Queue) { q.KMSMasterKeyID = denied[string](sqs.GetQueueAttributes) }), Want: checks.Unknown},
	}...),
}

// keyed is encryption with a key.
func keyed(key string) func(*sqs.Queue) {
	return func(q *sqs.Queue) { q.KMSMasterKeyID = inventory.Known(key) }
}
