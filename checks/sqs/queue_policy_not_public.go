package sqs

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueuePolicyNotPublic finds queues that strangers can use.
var QueuePolicyNotPublic = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-policy-not-public", Title: "Queue policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Anyone who knows the name of the queue and the account can do what the policy allows: read messages before your workers do and delete them, or send some that your workers trust.",
		Fix:  "Name the principals in the statement, or add a condition on aws:SourceAccount, aws:SourceArn or aws:PrincipalOrgID. Then: aws sqs set-queue-attributes --queue-url URL --attributes file://attributes.json",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(policyOf),
	Cases: append(examples.NotPublic(), []checks.Case[sqs.Queue]{
		{Name: "own_topic", Given: examples.Given(examples.Allow(`"*"`, `"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-central-1:111122223333:orders"}`)), Want: checks.Pass},
		{Name: "any_topic", Given: examples.Given(examples.Allow(`"*"`, `"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:orders"}`)), Want: checks.Fail},
	}...),
}
