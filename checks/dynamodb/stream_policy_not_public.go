package dynamodb

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// StreamPolicyNotPublic finds streams that any AWS account may read.
var StreamPolicyNotPublic = &checks.Check[dynamodb.Stream]{
	Meta: checks.Meta{
		ID: "dynamodb-stream-policy-not-public", Title: "Policies of table streams do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "A stream holds every item that was written in the last 24 hours, as it was before and after, and its policy is another than the table's: one for everyone gives all of it to any AWS account.",
		Fix:  "aws dynamodb put-resource-policy --resource-arn STREAM_ARN --policy file://policy.json, with the principals named; or aws dynamodb delete-resource-policy --resource-arn STREAM_ARN.",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-examples.html"},
	},
	Reads: []*inventory.Call{dynamodb.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(streamPolicy),
	Cases: streamExamples.NotPublic(),
}
