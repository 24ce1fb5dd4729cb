package sqs

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueueTLSOnly asks for a policy that refuses every request without TLS.
var QueueTLSOnly = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-tls-only", Title: "The queue policy refuses requests without TLS", Duty: responsibility.DataTransit, Severity: checks.Low, Since: "0.1",
		Why:  "SQS answers plain HTTP. A client that uses it, by an old setting or an endpoint typed by hand, sends the messages and its signature readable to everybody on the way.",
		Fix:  "Add to the queue policy: {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"ARN\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}} (aws sqs set-queue-attributes --queue-url URL --attributes file://attributes.json)",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	Run:   resourcepolicy.TLSOnly(policyOf),
	Cases: examples.TLS(),
}
