package sqs

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueuePolicySourceBound finds services that use a queue for any of their customers.
var QueuePolicySourceBound = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-policy-source-bound", Title: "Services may use queues for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition delivers for whichever customer asks it to: somebody points a topic, a bucket or a rule of his own at your queue, and your workers process what he sends. A bucket by its name alone is no bound, since a deleted name can be taken by others.",
		Fix:  "Add a condition on aws:SourceAccount, aws:SourceOrgID or an aws:SourceArn with an account to the statement: aws sqs set-queue-attributes --queue-url URL --attributes file://attributes.json",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.SourceBound(policyOf),
	Cases: examples.SourceBound(),
}
