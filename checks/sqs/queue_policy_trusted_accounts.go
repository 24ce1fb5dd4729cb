package sqs

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueuePolicyTrustedAccounts finds queues that accounts and organisations can use which the user did not name.
var QueuePolicyTrustedAccounts = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-policy-trusted-accounts", Title: "Queue policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that the policy names can let any of its users send or read messages, as the policy says. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws sqs set-queue-attributes --queue-url URL --attributes file://attributes.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(policyOf),
	Cases: examples.Trusted(),
}
