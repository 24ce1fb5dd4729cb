package sqs

import (
	"strings"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// QueueType describes kind sqs.queue.
var QueueType = inventory.Describe[Queue]("sqs.queue", ListQueues, GetQueueAttributes).Of(responsibility.SQSQueue)

// A Queue is a queue of messages. Its id is its name.
type Queue struct {
	inventory.Ref

	// Policy is the queue policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Attributes.Policy,omitzero" call:"GetQueueAttributes"`
	// KMSMasterKeyID is the KMS key of server-side encryption, as its id, ARN or alias; empty without one.
	KMSMasterKeyID inventory.Fact[string] `json:"Attributes.KmsMasterKeyId,omitzero" call:"GetQueueAttributes"`
	// SQSManagedSSEEnabled is whether the queue is encrypted with a key of SQS itself.
	SQSManagedSSEEnabled inventory.Fact[bool] `json:"Attributes.SqsManagedSseEnabled,omitzero" call:"GetQueueAttributes"`
	// MessageRetentionPeriod is in seconds.
	MessageRetentionPeriod inventory.Fact[int] `json:"Attributes.MessageRetentionPeriod,omitzero" call:"GetQueueAttributes"`
	// DeadLetterTargetARN is the queue to which messages go that could not be processed; empty when there is none.
	DeadLetterTargetARN inventory.Fact[string] `json:"Attributes.RedrivePolicy.deadLetterTargetArn,omitzero" call:"GetQueueAttributes"`
}

// FIFO reports whether the queue keeps the order of messages: the names of such queues, and of no others, end so.
func (q *Queue) FIFO() bool { return strings.HasSuffix(q.ID, ".fifo") }

// Type implements inventory.Resource.
func (*Queue) Type() *inventory.Type { return QueueType }

// Classify implements inventory.Resource.
func (*Queue) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SQSQueue, Why: "ListQueues lists it"}
}
