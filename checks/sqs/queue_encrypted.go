package sqs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueueEncrypted wants messages encrypted at rest.
var QueueEncrypted = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-encrypted", Title: "Queues are encrypted at rest", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "Messages are copies of orders, addresses and tokens on their way. Unencrypted they lie on disks of SQS for up to two weeks. Queues from before the end of 2022 are so unless somebody switched it on.",
		Fix:  "aws sqs set-queue-attributes --queue-url URL --attributes SqsManagedSseEnabled=true, or KmsMasterKeyId=KEY after senders and receivers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	Run: func(v *checks.View[sqs.Queue]) checks.Verdict {
		if key, _ := checks.Read(v, v.Resource.KMSMasterKeyID); key != "" {
			return v.Pass("KmsMasterKeyId is %s", key)
		}
		if managed, _ := checks.Read(v, v.Resource.SQSManagedSSEEnabled); managed {
			return v.Pass("SqsManagedSseEnabled is true")
		}
		return v.Fail("there is no KmsMasterKeyId, and SqsManagedSseEnabled is false")
	},
	Cases: []checks.Case[sqs.Queue]{
		{Name: "own_key", Given: queue(), Want: checks.Pass},
		{Name: "key_of_sqs", Given: queue(func(q *sqs.Queue) {
			q.KMSMasterKeyID, q.SQSManagedSSEEnabled = inventory.Known(""), inventory.Known(true)
		}), Want: checks.Pass},
		{Name: "neither", Given: queue(func(q *sqs.Queue) { q.KMSMasterKeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "setting_omitted", Given: queue(func(q *sqs.Queue) {
			q.KMSMasterKeyID, q.SQSManagedSSEEnabled = inventory.Known(""), inventory.FromPtr[bool](nil)
		}), Want: checks.Unknown},
		{Name: "denied", Given: queue(func(q *sqs.Queue) { q.KMSMasterKeyID = denied[string](sqs.GetQueueAttributes) }), Want: checks.Unknown},
	},
}
