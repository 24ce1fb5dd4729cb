package dynamodb

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// StreamPolicyTrustedAccounts finds streams that other accounts may read.
var StreamPolicyTrustedAccounts = &checks.Check[dynamodb.Stream]{
	Meta: checks.Meta{
		ID: "dynamodb-stream-policy-trusted-accounts", Title: "Policies of table streams let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the stream's policy names gets a copy of every change of the table for as long as it reads. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws dynamodb put-resource-policy --resource-arn STREAM_ARN --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html"},
	},
	Reads: []*inventory.Call{dynamodb.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(streamPolicy),
	Cases: streamExamples.Trusted(),
}
