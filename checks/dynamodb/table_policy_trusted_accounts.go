package dynamodb

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// TablePolicyTrustedAccounts finds tables that other accounts may use.
var TablePolicyTrustedAccounts = &checks.Check[dynamodb.Table]{
	Meta: checks.Meta{
		ID: "dynamodb-table-policy-trusted-accounts", Title: "Table policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can give any of its users what the policy allows on the table. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws dynamodb put-resource-policy --resource-arn ARN --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html"},
	},
	Reads: []*inventory.Call{dynamodb.GetResourcePolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(tablePolicy),
	Cases: tableExamples.Trusted(),
}
