package sqs

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/sqs"
)

// caseARN is the ARN of the queue of the worked examples.
const caseARN = "arn:aws:sqs:" + checks.CaseRegion + ":" + checks.CaseAccount + ":orders"

// examples are queues with policies.
var examples = resourcepolicy.Examples[sqs.Queue]{
	With: func(policy inventory.Fact[string]) sqs.Queue { return queue(func(q *sqs.Queue) { q.Policy = policy }) },
	Call: sqs.GetQueueAttributes, Action: "sqs:SendMessage", ARN: caseARN,
}

// policyOf is where the policy of a queue is.
func policyOf(q *sqs.Queue) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: q.Policy, Type: "sqs.queue", ARN: q.ARN}
}

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// day is one in seconds.
const day = 24 * 60 * 60

// queue is one with which nothing is wrong, with the changes.
func queue(changes ...func(*sqs.Queue)) sqs.Queue {
	q := sqs.Queue{
		Ref: inventory.Ref{ID: "orders", ARN: caseARN, Region: checks.CaseRegion}, Policy: inventory.Known(""),
		KMSMasterKeyID: inventory.Known("alias/orders"), SQSManagedSSEEnabled: inventory.Known(false),
		MessageRetentionPeriod: inventory.Known(4 * day), DeadLetterTargetARN: inventory.Known(caseARN + "-dead"),
	}
	for _, change := range changes {
		change(&q)
	}
	return q
}
