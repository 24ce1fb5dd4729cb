package dynamodb

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// TablePolicyNotPublic finds tables that any AWS account may use.
var TablePolicyNotPublic = &checks.Check[dynamodb.Table]{
	Meta: checks.Meta{
		ID: "dynamodb-table-policy-not-public", Title: "Table policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "A table policy for everyone, without a condition that says whose, lets any AWS account in the world read the items, or change them. DynamoDB refuses such a policy only where Block Public Access was on when it was written.",
		Fix:  "aws dynamodb put-resource-policy --resource-arn ARN --policy file://policy.json, with the principals named or a condition on aws:PrincipalOrgID; or aws dynamodb delete-resource-policy --resource-arn ARN.",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html"},
	},
	Reads: []*inventory.Call{dynamodb.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(tablePolicy),
	Cases: tableExamples.NotPublic(),
}
