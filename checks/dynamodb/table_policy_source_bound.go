package dynamodb

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// TablePolicySourceBound finds services that may use a table for any of their customers.
var TablePolicySourceBound = &checks.Check[dynamodb.Table]{
	Meta: checks.Meta{
		ID: "dynamodb-table-policy-source-bound", Title: "Services may use tables for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A zero-ETL integration needs a table policy for redshift.amazonaws.com or glue.amazonaws.com. Without a condition on the account, the service exports the table for whichever customer asks it to.",
		Fix:  "Add aws:SourceAccount, and aws:SourceArn of the integration, to the statement: aws dynamodb put-resource-policy --resource-arn ARN --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/RedshiftforDynamoDB-zero-etl.html"},
	},
	Reads: []*inventory.Call{dynamodb.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.SourceBound(tablePolicy),
	Cases: tableExamples.SourceBound(),
}
